// What the topology costs: 10,000 and 100,000 routes from nothing, one changed or new route, one traced request, and everything on one hostname.
// CPU time of the whole process, with what the collector and the compiler take in threads of their own, so that a busy machine does not count.
// Single questions are told by the clock too: that is what a caller waits on a quiet machine. Their CPU time may hold some milliseconds that
// those threads worked before, because the kernel accounts for a running thread only now and then.
// Runs and questions begin with a collected heap, so that they do not pay for the garbage of what was measured before them.
// `--large` adds the 100,000 routes.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { loadAll } from 'js-yaml'
import { evaluate } from '../src/engine/evaluate.ts'
import { DEFAULTS } from '../src/engine/lint.ts'
import { completeExcept } from '../src/inventory/completeness.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { encodeYaml } from '../src/schema/index.ts'
import { readSource } from '../src/source/index.ts'
import { createTopology } from '../src/topology/index.ts'

const group = 'gateway.networking.k8s.io/v1'

/** Routes of three rules with two matches each, on Gateways of their own or all on one hostname. */
export function world(routes: number, oneHost: boolean): KubeObject[] {
  const gateways = oneHost ? 1 : Math.max(1, Math.round(routes / 100))
  const services = Math.max(1, Math.round(routes / 5))
  const namespaces = Math.max(1, Math.round(routes / 50))
  const namespace = (i: number) => `team-${i % namespaces}`
  const objects: KubeObject[] = [
    {
      apiVersion: group,
      kind: 'GatewayClass',
      metadata: { name: 'edge' },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    },
  ]
  for (let i = 0; i < namespaces; i++)
    objects.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace(i), labels: { team: `${i}` } } })
  for (let i = 0; i < services; i++) {
    objects.push({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `service-${i}`, namespace: namespace(i) },
      spec: { ports: [{ port: 80, name: 'http' }] },
    })
  }
  for (let i = 0; i < gateways; i++) {
    objects.push({
      apiVersion: group,
      kind: 'Gateway',
      metadata: { name: `gateway-${i}`, namespace: 'infra' },
      spec: {
        gatewayClassName: 'edge',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', hostname: `*.g${i}.example.com`, allowedRoutes: { namespaces: { from: 'All' } } },
        ],
      },
    })
  }
  for (let i = 0; i < routes; i++) objects.push(route(i, gateways, services, namespaces, oneHost))
  return objects
}

function route(i: number, gateways: number, services: number, namespaces: number, oneHost: boolean): KubeObject {
  const gateway = i % gateways
  const service = (i + namespaces * 7) % services
  const rule = (r: number) => ({
    matches: [
      { path: { type: 'PathPrefix', value: `/app-${i}/part-${r}` } },
      { path: { type: 'Exact', value: `/app-${i}/item-${r}` }, headers: [{ name: 'x-env', value: `env-${r}` }] },
    ],
    backendRefs: [{ name: `service-${service}`, port: 80 }],
  })
  return {
    apiVersion: group,
    kind: 'HTTPRoute',
    metadata: {
      name: `route-${i}`,
      namespace: `team-${service % namespaces}`,
      creationTimestamp: new Date(1700000000000 + i * 1000).toISOString(),
    },
    spec: {
      parentRefs: [{ name: `gateway-${gateway}`, namespace: 'infra' }],
      hostnames: [oneHost ? 'shop.g0.example.com' : `app-${i % 997}.g${gateway}.example.com`],
      rules: [rule(0), rule(1), rule(2)],
    },
  }
}

interface Cost {
  readonly ms: number
  /** By the clock. */
  readonly wall: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function measure<T>(work: () => T): Cost & { readonly value: T } {
  const start = process.cpuUsage()
  const begin = performance.now()
  const value = work()
  const wall = performance.now() - begin
  const { user, system } = process.cpuUsage(start)
  return { ms: (user + system) / 1000, wall, value }
}

interface Judged {
  readonly parse: number
  readonly evaluate: number
  readonly findings: number
}

/** Everything that the rules ask: the yardstick is the reading of the same objects as YAML. */
function judged(text: string): Judged {
  const read = measure(() => readSource('bench.yaml', text).documents.map(({ object }) => object as KubeObject))
  const run = measure(() => evaluate(createSnapshot(read.value, { complete: completeExcept([]) }), 'all', DEFAULTS))
  return { parse: read.ms, evaluate: run.ms, findings: run.value.findings.length }
}

/** Every fact of every object, whether a rule asks for it or not. */
function everything(objects: readonly KubeObject[]): number {
  const topology = createTopology(createSnapshot(objects, { complete: completeExcept([]) }))
  let found = 0
  for (const object of objects) {
    if (topology.status(object) !== undefined) found++
    if (object.kind === 'HTTPRoute') found += topology.conflictsOf(object).length
  }
  return found
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** An overlay of one route over what is warm, and everything that admission asks about it. A new one claims what another claims already. */
function changes(objects: readonly KubeObject[], rounds: number, which: 'changed' | 'new'): Cost[] {
  const base = createSnapshot(objects, { complete: completeExcept([]) })
  const routes = objects.filter(({ kind }) => kind === 'HTTPRoute')
  const warm = createTopology(base)
  for (const object of routes) warm.conflictsOf(object)
  collect()
  return Array.from({ length: rounds }, (_, i) => {
    const old = routes[(i * 7919) % routes.length]!
    const changed = structuredClone(old) as KubeObject & { spec: { rules: { matches: { path: { value: string } }[] }[] } }
    changed.spec.rules[0]!.matches[0]!.path.value = `/changed-${i}`
    if (which === 'new') Object.assign(changed.metadata, { name: `new-${i}` })
    return measure(() => {
      const topology = createTopology(base.with(changed))
      topology.status(changed)
      return topology.conflictsOf(changed).length
    })
  })
}

function traces(objects: readonly KubeObject[], rounds: number): Cost[] {
  const topology = createTopology(createSnapshot(objects, { complete: completeExcept([]) }))
  const hosts = objects.filter(({ kind }) => kind === 'HTTPRoute').map(({ spec }) => (spec as { hostnames: string[] }).hostnames[0]!)
  topology.simulate({ url: `http://${hosts[0]}/app-0/part-0` })
  collect()
  return Array.from({ length: rounds }, (_, i) => {
    const at = (i * 7919) % hosts.length
    return measure(() => topology.simulate({ url: `http://${hosts[at]}/app-${at}/part-1/x?y=1` }))
  })
}

/** The best of some rounds: the first ones also pay for the optimisation of code. */
function report(title: string, objects: readonly KubeObject[], rounds = 6): number {
  const facts = measure(() => everything(structuredClone(objects)))
  collect()
  const text = objects.map(object => encodeYaml(object)).join('---\n')
  const runs = Array.from({ length: rounds }, () => judged(text))
  const [{ findings }] = runs as [Judged]
  const library = Math.min(...Array.from({ length: Math.ceil(rounds / 3) }, () => measure(() => loadAll(text)).ms))
  const [parse, rules] = [Math.min(...runs.map(run => run.parse)), Math.min(...runs.map(run => run.evaluate))]
  console.log(title)
  console.log(
    `  all rules ${rules.toFixed(0)} ms, ${findings} findings: ${(rules / parse).toFixed(2)} times the reading of the same YAML, ${parse.toFixed(0)} ms (at most 2), and ${(rules / library).toFixed(2)} times that of js-yaml, ${library.toFixed(0)} ms`,
  )
  console.log(`  each run, reading and rules: ${runs.map(run => `${run.parse.toFixed(0)} and ${run.evaluate.toFixed(0)} ms`).join(', ')}`)
  console.log(`  all facts alone: ${facts.ms.toFixed(0)} ms`)
  return rules
}

function quantiles(title: string, costs: readonly Cost[], limit: string): void {
  const [cpu, wall] = [costs.map(({ ms }) => ms), costs.map(cost => cost.wall)]
  const shown = (values: readonly number[]) =>
    `median ${percentile(values, 0.5).toFixed(3)} ms, p99 ${percentile(values, 0.99).toFixed(3)} ms`
  console.log(`  ${title}: ${shown(cpu)}${limit}; by the clock ${shown(wall)}`)
}

const small = world(10_000, false)
judged(
  world(2000, false)
    .map(object => encodeYaml(object))
    .join('---\n'),
)
const ten = report('10,000 routes on 100 Gateways', small)
quantiles('one changed route', changes(small, 1000, 'changed'), ' (at most 2)')
quantiles('one new route', changes(small, 1000, 'new'), '')
quantiles('one traced request', traces(small, 2000), ' (at most 1)')
const crowd = world(10_000, true)
report('10,000 routes on one listener and hostname', crowd)
quantiles('one changed route', changes(crowd, 1000, 'changed'), '')
quantiles('one new route', changes(crowd, 1000, 'new'), '')
quantiles('one traced request', traces(crowd, 2000), '')
if (process.argv.includes('--large')) {
  const hundred = report('100,000 routes on 1,000 Gateways', world(100_000, false), 3)
  console.log(
    `  ${(hundred / ten).toFixed(1)} times the time of 10,000 (at most 13), heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
  )
}
