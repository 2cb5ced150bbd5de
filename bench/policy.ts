// What policies cost: all policies of the library on one route, on 20,000 objects beside the rest of lint, and against the Kyverno CLI: one policy, and
// all validating ones of the library.
// Figures of one run.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { lint } from '../src/engine/lint.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import { catalogue } from '../src/kinds/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { policyJudge } from '../src/policy/findings.ts'
import type { AdmissionPolicy, PolicyBinding } from '../src/policy/index.ts'
import { isPolicyObject } from '../src/policy/objects.ts'
import { type Definition, servedKinds } from '../src/policy/served.ts'
import { encodeYaml } from '../src/schema/index.ts'
import { readSource } from '../src/source/index.ts'

const bundle = { version: '1.6', channel: 'experimental' } as const
const user = { username: 'alice', groups: ['system:authenticated'] }

const library = readdirSync('policies').flatMap(group =>
  readdirSync(`policies/${group}`, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name }) => ['policy', 'binding', 'params'].flatMap(part => read(`policies/${group}/${name}/${part}.yaml`))),
)

function read(file: string): KubeObject[] {
  if (!existsSync(file)) return []
  const objects = readSource(file, readFileSync(file, 'utf8')).documents.map(document => document.object as KubeObject)
  // All routes of the benchmark are in one namespace.
  return objects.map(object =>
    file.includes('route-count') && object.kind === 'ConfigMap' ? { ...object, data: { _default: '1000000' } } : object,
  )
}

/** A route that no policy refuses but that most look at. */
function route(i: number): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `web-${i}`, namespace: 'team-a', labels: { 'app.kubernetes.io/part-of': 'shop', team: 'a', tenant: 'team-a' } },
    spec: {
      parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'https' }],
      hostnames: [`h${i}.a.example.com`],
      rules: ['cart', 'orders', 'users'].map(name => ({
        name,
        matches: [{ path: { type: 'PathPrefix', value: `/${name}-${i}` } }],
        timeouts: { request: '10s' },
        filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-env', value: 'production' }] } }],
        backendRefs: [{ name, port: 80 }],
      })),
    },
  }
}

const namespaces: KubeObject[] = ['team-a', 'infra', 'gatewright-policies'].map(name => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
}))

function warmRoute(): void {
  const kinds = servedKinds(catalogue(bundle).crds() as readonly Definition[])
  const objects = library.filter(isPolicyObject) as unknown as (AdmissionPolicy | PolicyBinding)[]
  const policies = objects.filter((object): object is AdmissionPolicy => object.kind.endsWith('Policy'))
  const bindings = objects.filter((object): object is PolicyBinding => object.kind.endsWith('Binding'))
  const around = [...library.filter(object => !isPolicyObject(object)), ...namespaces]
  /** Time of the processor: other processes do not count. Microseconds for each route. */
  const measure = (count: number) => {
    const routes = Array.from({ length: count }, (_, i) => route(i))
    const snapshot = createSnapshot([...around, ...routes], { complete: () => true })
    const start = process.cpuUsage()
    const judge = policyJudge({ policies, bindings }, snapshot, { kubernetes: '1.36', kinds, user })
    for (const one of routes) judge.judge(one)
    const { findings, undecided } = judge
    const { user: own, system } = process.cpuUsage(start)
    return { time: (own + system) / count, findings, undecided }
  }
  const [first] = [measure(2000).time, ...Array.from({ length: 4 }, () => measure(2000).time)].sort((a, b) => a - b)
  console.log(`all ${policies.length} policies on one HTTPRoute, warm: ${first!.toFixed(1)} us`)
  for (const { message } of measure(1).findings) console.log(`  ${message}`)
}

function beside(count: number): void {
  const objects = [...namespaces, ...Array.from({ length: count }, (_, i) => route(i))]
  const once = (policies: readonly KubeObject[]) => {
    const start = performance.now()
    const result = lint(objects, { policies, user, complete: 'all' })
    return { time: performance.now() - start, findings: result.findings.length }
  }
  once(library)
  once([])
  const pairs = Array.from({ length: 3 }, () => [once([]), once(library)] as const)
  const best = (index: 0 | 1) => Math.min(...pairs.map(pair => pair[index].time))
  console.log(
    `lint of ${objects.length} objects: ${best(0).toFixed(0)} ms, with all policies ${best(1).toFixed(0)} ms: ratio ${(best(1) / best(0)).toFixed(2)}`,
  )
}

const rule = { apiGroups: ['gateway.networking.k8s.io'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['httproutes'] }
const named = (kind: string, name: string, spec: object): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  spec,
})
const ownHostnames = [
  named('ValidatingAdmissionPolicy', 'own-hostnames', {
    matchConstraints: { resourceRules: [rule] },
    validations: [{ expression: "object.spec.hostnames.all(h, h.endsWith('.a.example.com'))" }],
  }),
  named('ValidatingAdmissionPolicyBinding', 'own-hostnames', { policyName: 'own-hostnames', validationActions: ['Deny'] }),
]

/** The same policies on the same routes in files, both programs from start to end. */
function againstKyverno(policies: readonly KubeObject[], count: number): void {
  const kyverno = kyvernoCli()
  if (kyverno === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'))
  try {
    const write = (name: string, all: readonly object[]) => {
      const file = join(folder, name)
      writeFileSync(file, all.map(one => encodeYaml(one)).join('---\n'))
      return file
    }
    const rules = write('policies.yaml', policies.filter(isPolicyObject))
    const params = write(
      'params.yaml',
      policies.filter(object => !isPolicyObject(object)),
    )
    const routes = Array.from({ length: count }, (_, i) => route(i))
    const resources = write('routes.yaml', routes)
    const crds = write('crds.yaml', [catalogue(bundle).crd('gateway.networking.k8s.io', 'HTTPRoute') as object])
    // All that lint does besides is switched off: the same work for both.
    const areas = [
      ...new Set(Object.keys(JSON.parse(readFileSync('src/diagnostics/codes.json', 'utf8'))).map(code => code.replace(/-\d+$/, ''))),
    ].filter(area => area !== 'GWA-VAP')
    const config = join(folder, 'gatewright.yaml')
    writeFileSync(config, `severities:\n${areas.map(area => `  ${area}: 'off'\n`).join('')}`)
    const theirs = timed(kyverno, ['apply', rules, '--resource', resources, '--parameter-resource', params, '--crd-paths', crds])
    if (!/^pass: [1-9]/m.test(theirs.text)) throw new Error(`the Kyverno CLI has judged nothing: ${theirs.text}`)
    const gatewright = (settings: string) =>
      timed(process.execPath, [
        'bin/gatewright.cjs',
        'lint',
        resources,
        '--policies',
        rules,
        '--policies',
        params,
        '-o',
        'json',
        '--config',
        settings,
      ])
    const alone = gatewright(config)
    const everything = gatewright(emptyConfig(folder))
    const number = policies.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').length
    console.log(
      `${number === 1 ? 'one policy' : `all ${number} validating policies`} on ${count} HTTPRoutes, whole process (time, and time of the processor):`,
    )
    console.log(`  Kyverno CLI ${shownTime(theirs)}: ${theirs.text.trim().split('\n').at(-1)}`)
    console.log(
      `  lint, policies alone ${shownTime(alone)}: ratio ${ratio(theirs, alone)}; ${JSON.parse(alone.text).findings.length} findings`,
    )
    console.log(`  lint with all its other checks ${shownTime(everything)}: ratio ${ratio(theirs, everything)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Timed {
  readonly wall: number
  readonly processor: number
  readonly text: string
}

/** Seconds from start to end of a process, and seconds that processors spent on it. */
function timed(command: string, args: readonly string[]): Timed {
  const start = performance.now()
  const script = 'TIMEFORMAT="TIMES %U %S"; time "$@"'
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, 'bash', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 600_000,
  })
  // A program that refuses its input is fast. 1 says that a policy has refused something.
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
  const [, user = 0, system = 0] = /TIMES ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  return { wall: (performance.now() - start) / 1000, processor: Number(user) + Number(system), text: stdout }
}

function emptyConfig(folder: string): string {
  const file = join(folder, 'empty.yaml')
  writeFileSync(file, '{}\n')
  return file
}

const shownTime = ({ wall, processor }: Timed) => `${wall.toFixed(2)} s (${processor.toFixed(2)} s)`
const ratio = (a: Timed, b: Timed) => `${(a.wall / b.wall).toFixed(0)} (${(a.processor / b.processor).toFixed(0)})`

const KYVERNO = 'github.com/kyverno/kyverno@v1.19.1'

/** The Kyverno CLI, built once; `undefined` where it cannot be. */
function kyvernoCli(): string | undefined {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'gatewright', 'kyverno')
  const binary = join(folder, 'kubectl-kyverno')
  if (existsSync(binary)) return binary
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' })
  } catch {
    console.log('Kyverno CLI: skipped, there is no Go here')
    return undefined
  }
  try {
    const build = join(folder, 'build')
    mkdirSync(build, { recursive: true })
    const go = (args: readonly string[]) =>
      execFileSync('go', args, {
        cwd: build,
        env: { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false' },
        encoding: 'utf8',
        timeout: 1_800_000,
      })
    // Its own go.mod replaces modules, which counts in a main module alone: ours says the same.
    const { Dir: source } = JSON.parse(go(['mod', 'download', '-json', KYVERNO])) as { Dir: string }
    const [name, version] = KYVERNO.split('@')
    const module = readFileSync(join(source, 'go.mod'), 'utf8').replace(/^module .*/m, 'module gatewright.bench/kyverno')
    writeFileSync(join(build, 'go.mod'), `${module}\nrequire ${name} ${version}\n`)
    writeFileSync(join(build, 'go.sum'), readFileSync(join(source, 'go.sum')))
    console.log(`building the Kyverno CLI (${KYVERNO}), once: this takes some minutes`)
    go(['build', '-ldflags=-s -w', '-o', binary, `${name}/cmd/cli/kubectl-kyverno`])
    return binary
  } catch {
    console.log('Kyverno CLI: skipped, it could not be built')
    return undefined
  }
}

const parts: Readonly<Record<string, () => void>> = {
  route: warmRoute,
  lint: () => beside(20_000),
  kyverno: () => againstKyverno(ownHostnames, 2000),
  // Kyverno asks every policy about every route, whatever its matchConstraints, and so refuses by three that an API server would not ask: two are for
  // other kinds, one is for updates. Two that need the objects around it passes over; lint judges by them as well.
  all: () =>
    againstKyverno(
      library.filter(({ kind }) => !kind.startsWith('Mutating')),
      2000,
    ),
}

for (const [name, part] of Object.entries(parts)) if (process.argv.length < 3 || process.argv.includes(name)) part()
