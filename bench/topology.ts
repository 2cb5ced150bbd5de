// What the topology costs: 10,000 and 100,000 routes from nothing, one changed route, one traced request, and everything on one hostname.
// Figures of one run. `--large` adds the 100,000 routes.
import { completeExcept } from '../src/inventory/completeness.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
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

function measure<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const start = performance.now()
  const value = work()
  return { ms: performance.now() - start, value }
}

/** Every fact of every object: statuses, conflicts, backends. */
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

/** An overlay of one route over what is warm, and everything that admission asks about it. */
function changes(objects: readonly KubeObject[], rounds: number): number[] {
  const base = createSnapshot(objects, { complete: completeExcept([]) })
  const routes = objects.filter(({ kind }) => kind === 'HTTPRoute')
  const warm = createTopology(base)
  for (const object of routes) warm.conflictsOf(object)
  return Array.from({ length: rounds }, (_, i) => {
    const old = routes[(i * 7919) % routes.length]!
    const changed = structuredClone(old) as KubeObject & { spec: { rules: { matches: { path: { value: string } }[] }[] } }
    changed.spec.rules[0]!.matches[0]!.path.value = `/changed-${i}`
    return measure(() => {
      const topology = createTopology(base.with(changed))
      topology.status(changed)
      return topology.conflictsOf(changed).length
    }).ms
  })
}

function traces(objects: readonly KubeObject[], rounds: number): number[] {
  const topology = createTopology(createSnapshot(objects, { complete: completeExcept([]) }))
  const hosts = objects.filter(({ kind }) => kind === 'HTTPRoute').map(({ spec }) => (spec as { hostnames: string[] }).hostnames[0]!)
  topology.simulate({ url: `http://${hosts[0]}/app-0/part-0` })
  return Array.from({ length: rounds }, (_, i) => {
    const at = (i * 7919) % hosts.length
    return measure(() => topology.simulate({ url: `http://${hosts[at]}/app-${at}/part-1/x?y=1` })).ms
  })
}

function heap(): number {
  return Math.round(process.memoryUsage().heapUsed / 1e6)
}

const small = world(10_000, false)
const first = measure(() => everything(small))
console.log(`10,000 routes on 100 Gateways: all facts in ${first.ms.toFixed(0)} ms`)
const again = measure(() => everything(structuredClone(small)))
console.log(`  once more, warm: ${again.ms.toFixed(0)} ms`)
const changed = changes(small, 1000)
console.log(
  `  one changed route: median ${percentile(changed, 0.5).toFixed(3)} ms, p99 ${percentile(changed, 0.99).toFixed(3)} ms (at most 2)`,
)
const traced = traces(small, 2000)
console.log(
  `  one traced request: median ${percentile(traced, 0.5).toFixed(3)} ms, p99 ${percentile(traced, 0.99).toFixed(3)} ms (at most 1)`,
)
const crowd = world(10_000, true)
const crowded = measure(() => everything(crowd))
console.log(`10,000 routes on one listener and hostname: all facts in ${crowded.ms.toFixed(0)} ms`)
const crowdedChange = changes(crowd, 300)
console.log(
  `  one changed route: median ${percentile(crowdedChange, 0.5).toFixed(3)} ms, p99 ${percentile(crowdedChange, 0.99).toFixed(3)} ms`,
)
const crowdedTrace = traces(crowd, 1000)
console.log(
  `  one traced request: median ${percentile(crowdedTrace, 0.5).toFixed(3)} ms, p99 ${percentile(crowdedTrace, 0.99).toFixed(3)} ms`,
)
if (process.argv.includes('--large')) {
  const large = world(100_000, false)
  const before = heap()
  const all = measure(() => everything(large))
  console.log(
    `100,000 routes on 1,000 Gateways: all facts in ${all.ms.toFixed(0)} ms, ${(all.ms / again.ms).toFixed(1)} times that of 10,000 (at most 13), heap ${before} -> ${heap()} MB`,
  )
}
