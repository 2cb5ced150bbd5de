import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { notInCel, objectRulesInCel } from '../scripts/deploy/object-rules.ts'
import { ApiError, type KubeClient } from '../src/cluster/api.ts'
import { Backoff } from '../src/cluster/backoff.ts'
import { bundleOf, servedOf } from '../src/cluster/catalogue.ts'
import type { Cluster, ResourceStatus } from '../src/cluster/cluster.ts'
import { decodeJson } from '../src/cluster/json.ts'
import { lines } from '../src/cluster/lines.ts'
import { askedPause, Reflector } from '../src/cluster/reflector.ts'
import { ClusterState } from '../src/cluster/state.ts'
import { trim } from '../src/cluster/trim.ts'
import { byMaturity, watchedKinds } from '../src/cluster/watched.ts'
import type { AdmissionSection } from '../src/config/admission.ts'
import type { Finding } from '../src/diagnostics/finding.ts'
import { evaluate } from '../src/engine/evaluate.ts'
import { createSnapshot, refOf } from '../src/inventory/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { rules } from '../src/rules/index.gen.ts'
import { decodeJson as decodeExactly } from '../src/schema/json.ts'
import { everyAddress } from '../src/server/address.ts'
import { bunches } from '../src/server/bunches.ts'
import { isBookkeeping } from '../src/server/change.ts'
import { clusterChecks } from '../src/server/cluster-checks.ts'
import { deadlineOf, goDuration } from '../src/server/deadline.ts'
import { actionFor, type Subject } from '../src/server/enforcement.ts'
import { envelopeProblem } from '../src/server/envelope.ts'
import { Health } from '../src/server/health.ts'
import type { World } from '../src/server/judge.ts'
import { LateAudit } from '../src/server/late.ts'
import type { Logger } from '../src/server/log.ts'
import { Memo } from '../src/server/memo.ts'
import { createMetrics, kindLabels } from '../src/server/metrics.ts'
import { WorkQueue } from '../src/server/queue.ts'
import { nextStep, type RotationPolicy, type RotationState, bundleOf as trustBundle } from '../src/server/tls/rotation.ts'
import { fitWarnings } from '../src/server/warnings.ts'
import { watchNews } from '../src/server/watch-news.ts'
import { fits } from '../src/values/glob.ts'
import { same } from '../src/values/same.ts'

/** A table of inputs with what is expected of each; failures name the input. */
function table<I, O>(
  t: { same(found: unknown, wanted: unknown): boolean },
  rows: readonly (readonly [I, O])[],
  actual: (input: I) => unknown,
): void {
  t.same(
    rows.map(([input]) => [input, actual(input)]),
    rows.map(([input, output]) => [input, output]),
  )
}

t.test('warnings fit what an API server passes on', async t => {
  table(t, [[['a\tb\nc', 'a b c', ''], ['a b c']]], fitWarnings)
  const long = fitWarnings(Array.from({ length: 40 }, (_, i) => `${i} ${'é'.repeat(300)}`))
  t.ok(long.reduce((sum, text) => sum + [...text].length, 0) <= 4096, 'all of it arrives')
  t.match(long.at(-1), /^and \d+ more: gatewright lint shows all of them$/)
  t.same(fitWarnings(['x'.repeat(4000)]), ['x'.repeat(4000)], 'one long text alone is not cut')
})

t.test('answers are remembered from the second time on, for one state of the cluster, and not without end', async t => {
  const memo = new Memo<object, number>()
  const [world, other] = [{}, {}]
  const asked = (key: string, answer: number, at: object = world) => {
    const known = memo.get(at, key)
    if (known === undefined) memo.set(at, key, answer)
    return known
  }
  t.same([asked('a', 1), asked('a', 2), asked('a', 3)], [undefined, undefined, 2])
  t.same([asked('a', 4, other), asked('a', 5, other)], [undefined, 4], 'what was asked elsewhere is kept at once')
  for (let i = 0; i < 3000; i++) for (let times = 0; times < 2; times++) asked(`question ${i}`, i)
  t.equal(memo.get(world, 'a'), undefined)
  t.equal(memo.get(world, 'question 2999'), 2999)
})

t.test('a second look that fails is told, and the next one is taken all the same', async t => {
  const told: string[] = []
  const errors = ['broken', 'again']
  await new Promise<void>(done => {
    const broken = () => {
      throw new Error(errors.shift())
    }
    const late = new LateAudit(0, broken, {
      found: () => t.fail('nothing is found'),
      failed({ name }, error) {
        told.push(`${name}: ${(error as Error).message}`)
        if (told.length === 2) done()
      },
    })
    const ref = { group: '', kind: 'Service', namespace: 'shop' }
    late.admitted({ ...ref, name: 'cart' }, [])
    late.admitted({ ...ref, name: 'pay' }, [])
    // The audit alone keeps no process alive.
    const alive = setInterval(() => {}, 1000)
    t.teardown(() => clearInterval(alive))
  })
  t.same(told, ['cart: broken', 'pay: again'])
})

t.test('a second look tells what the first could not see, and nothing that was said', async t => {
  const gateway: KubeObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'edge', namespace: 'infra' },
    spec: { gatewayClassName: 'none', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  }
  const snapshot = createSnapshot([gateway], { complete: () => true })
  const gatewayApi = { version: '1.6', channel: 'standard' } as const
  const engine = { gatewayApi, kubernetes: '1.36', profile: 'conformant', severities: {} }
  const world: World = { snapshot, revision: '1', engine, admission: {}, defaultSettings: {} }
  const all = evaluate(snapshot, [refOf(gateway)], engine).findings
  const absent = all.filter(({ code }) => code === 'GWA-CLS-001')
  t.equal(absent.length, 1)
  const alive = setInterval(() => {}, 1000)
  t.teardown(() => clearInterval(alive))
  for (const [said, expected] of [
    [[], ['GWA-CLS-001']],
    [absent, []],
  ] as const) {
    const found: string[] = []
    let late: LateAudit | undefined
    await new Promise<void>(done => {
      const looked = () => {
        // What is found is told within the look that asks for the world.
        setImmediate(done)
        return world
      }
      late = new LateAudit(0, looked, { found: ({ finding }) => found.push(finding.code), failed: (_, error) => t.fail(String(error)) })
      late.admitted(refOf(gateway), said)
    })
    late?.close()
    t.same(found, expected)
  }
})

t.test('durations and deadlines', async t => {
  const rows: [string, number | undefined][] = [
    ['10s', 10_000],
    ['1m0s', 60_000],
    ['1.5s', 1500],
    ['500ms', 500],
    ['0', 0],
    ['', undefined],
    ['10', undefined],
    ['-1s', undefined],
    ['1 s', undefined],
  ]
  table(t, rows, goDuration)
  table(
    t,
    [
      ['10s', 9000],
      ['200ms', 150],
      [undefined, 9000],
      ['nonsense', 9000],
      ['1h', 30_600],
    ],
    timeout => deadlineOf(timeout, 0),
  )
})

t.test('the queue keeps order, sheds what does not fit or is late, and survives work that throws', async t => {
  const queue = new WorkQueue(3)
  const order: number[] = []
  const far = performance.now() + 60_000
  const results = await Promise.all([0, 1, 2, 3].map(i => queue.do(far, () => order.push(i))))
  t.same(order, [0, 1, 2])
  t.same(
    results.map(result => Object.keys(result)[0]),
    ['done', 'done', 'done', 'shed'],
  )
  t.same(await queue.do(0, () => 1), { shed: 'too-late' })
  await t.rejects(
    queue.do(far, () => {
      throw new Error('odd')
    }),
    { message: 'odd' },
  )
  t.same(await queue.do(far, () => 2), { done: 2 })
})

t.test('the queue lets a job go when it is done, not when all are', async t => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const queue = new WorkQueue(3)
  const far = performance.now() + 60_000
  const submitted = (): WeakRef<object> => {
    const body = { large: 'request' }
    void queue.do(far, () => body.large.length)
    return new WeakRef(body)
  }
  const first = submitted()
  const second = await queue.do(far, () => {
    collect()
    return first.deref()
  })
  t.same(second, { done: undefined })
})

const finding = (more: Partial<Finding> = {}): Finding => ({
  code: 'GWA-XRT-001',
  rule: 'duplicate-route-match',
  severity: 'warning',
  gate: 'opt-in',
  object: { group: '', kind: '', namespace: '', name: '' },
  path: '',
  at: [],
  message: '',
  ...more,
})

t.test('enforcement: the first line that holds, and gates that no line opens', async t => {
  const subject: Subject = {
    namespace: 'team-a',
    namespaceLabels: { env: 'prod' },
    labels: { tier: 'edge' },
    user: 'system:serviceaccount:argocd:app',
    groups: ['devs'],
  }
  const object = finding({ gate: 'object', severity: 'error' })
  const entry = (action: 'deny' | 'warn' | 'audit', more: object = {}): AdmissionSection => ({ enforcement: [{ action, ...more }] })
  const rows: [Finding, AdmissionSection, string][] = [
    [object, {}, 'deny'],
    [finding({ gate: 'object' }), {}, 'warn'],
    [finding(), {}, 'warn'],
    [finding({ severity: 'info' }), entry('deny'), 'audit'],
    [finding(), entry('deny'), 'deny'],
    [finding({ gate: 'never' }), entry('deny'), 'warn'],
    [object, entry('audit', { users: ['system:serviceaccount:argocd:*'] }), 'audit'],
    [object, entry('audit', { users: ['somebody'] }), 'deny'],
    [finding(), entry('deny', { rules: ['GWA-XRT'] }), 'deny'],
    [finding(), entry('deny', { rules: ['duplicate-route-match'] }), 'deny'],
    [finding(), entry('deny', { rules: ['GWA-REF'] }), 'warn'],
    [
      finding(),
      entry('deny', { namespaces: ['team-*'], namespaceLabels: { env: 'prod' }, labels: { tier: 'edge' }, groups: ['dev*'] }),
      'deny',
    ],
    [finding(), entry('deny', { namespaceLabels: { env: 'test' } }), 'warn'],
    [finding({ code: 'GWA-VER-005', gate: 'object', severity: 'error' }), {}, 'audit'],
    [finding({ code: 'GWA-PRO-001' }), { protect: 'deny' }, 'deny'],
    [finding({ code: 'GWA-PRO-001' }), {}, 'warn'],
  ]
  for (const [given, section, expected] of rows)
    t.equal(actionFor(given, subject, section), expected, JSON.stringify([given.code, given.gate, section]))
})

t.test('patterns with a star', async t => {
  const rows: [[string, string], boolean][] = [
    [['a', 'a'], true],
    [['a*', 'abc'], true],
    [['*c', 'abc'], true],
    [['a*c', 'ac'], true],
    [['a*b*c', 'axbyc'], true],
    [['a*a', 'a'], false],
    [['*', ''], true],
    [['a', 'ab'], false],
    [['ab*bc', 'abc'], false],
  ]
  table(t, rows, ([pattern, text]) => fits(pattern, text))
})

t.test('updates that change nothing that matters', async t => {
  const route = { apiVersion: 'g/v1', kind: 'HTTPRoute', metadata: { name: 'r', labels: { a: '1' } }, spec: { a: [1, { b: 2 }] } }
  const of = (kind: string, labels: Record<string, string>): KubeObject => ({ ...route, kind, metadata: { name: 'r', labels } })
  t.ok(isBookkeeping(route, { ...route, metadata: { name: 'r', labels: { a: '2' } }, status: { x: 1 } }))
  t.notOk(isBookkeeping(route, { ...route, spec: { a: [1, { b: 3 }] } }))
  t.notOk(isBookkeeping(of('Namespace', { a: '1' }), of('Namespace', { a: '2' })))
  let deep: unknown = 1
  for (let i = 0; i < 100_000; i++) deep = [deep]
  t.equal(same(deep, [deep]), false, 'nesting beyond reason is no reason to fall over')
})

t.test('envelopes', async t => {
  const good = {
    request: {
      uid: 'u',
      kind: { group: '', version: 'v1', kind: 'K' },
      resource: { group: '', version: 'v1', resource: 'ks' },
      operation: 'CREATE',
      userInfo: {},
      object: null,
    },
  }
  const change = (more: object) => ({ request: { ...good.request, ...more } })
  const rows: [object, string | undefined][] = [
    [good, undefined],
    [{}, "/ must have required property 'request'"],
    [change({ uid: '' }), '/request/uid must NOT have fewer than 1 characters'],
    [change({ operation: 'PATCH' }), '/request/operation must be equal to one of the allowed values'],
    [change({ object: { apiVersion: 'v1', kind: 'K' } }), "/request/object must have required property 'metadata'"],
    [change({ oldObject: { apiVersion: 'v1', kind: 'K' } }), "/request/oldObject must have required property 'metadata'"],
    [change({ operation: 'CONNECT', object: { apiVersion: 'v1', kind: 'PodExecOptions', stdin: true } }), undefined],
    [
      change({ object: { apiVersion: 'v1', kind: 'K', metadata: { labels: { a: 1 } } } }),
      '/request/object/metadata/labels/a must be string',
    ],
  ]
  table(t, rows, envelopeProblem)
})

t.test('labels of metrics: what a caller makes up is no new series', async t => {
  const rows: [{ group?: string; kind: string }, [string, string]][] = [
    [{ kind: 'Service' }, ['', 'Service']],
    [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }, ['gateway.networking.k8s.io', 'HTTPRoute']],
    [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute2' }, ['other', 'other']],
    [{ group: 'example.com', kind: 'Service' }, ['other', 'other']],
  ]
  table(t, rows, kind => Object.values(kindLabels(kind)))
})

t.test('rotation: trust first, serve then, forget last; never a leaf that somebody cannot trust', async t => {
  const policy: RotationPolicy = { names: ['a.svc'], authorityLife: 10 * 86_400_000, leafLife: 86_400_000, renewAt: 1 / 3, settle: 1000 }
  let now = Date.parse('2026-01-01T00:00:00Z')
  const step = (state: RotationState | undefined, more: object = {}) =>
    nextStep(state, policy, { now: new Date(now), requested: '', announced: true, ...more })
  const first = (await step(undefined)) as RotationState
  t.equal(await step(first), undefined, 'nothing to do')
  const asked = (await step(first, { requested: 'now' })) as RotationState
  t.ok(asked.next !== undefined && asked.leaf === first.leaf, 'the next authority is announced, the leaf stays')
  t.ok(trustBundle(asked).includes(first.authority.certificate.trim()))
  now += 2000
  t.equal(await step(asked, { announced: false, requested: 'now' }), undefined, 'not before everybody knows')
  const serving = (await step(asked, { requested: 'now' })) as RotationState
  t.same([serving.authority, serving.previous], [asked.next, first.authority.certificate])
  t.equal(await step(serving, { requested: 'now' }), undefined, 'the old one stays trusted for a while')
  now += 2000
  const settled = (await step(serving, { requested: 'now' })) as RotationState
  t.same([settled.previous, settled.next], [undefined, undefined])
  t.equal(await step(settled, { requested: 'now' }), undefined, 'a request is honoured once')
  now += 60_000_000
  const renewed = (await step(settled, { requested: 'now' })) as RotationState
  t.ok(renewed.leaf !== settled.leaf && renewed.authority === settled.authority, 'a leaf is renewed without touching the authority')
  const other = (await nextStep(
    settled,
    { ...policy, names: ['b.svc'] },
    { now: new Date(now), requested: 'now', announced: true },
  )) as RotationState
  t.ok(other.leaf !== settled.leaf, 'new names, new leaf')
  for (const before of [undefined, settled]) {
    const taken = (await step(before, { foreign: first.authority.certificate, requested: 'now' })) as RotationState
    t.ok(trustBundle(taken).includes(first.authority.certificate.trim()), 'leaves of somebody else stay trusted')
    t.equal(await step(taken, { requested: 'now' }), undefined)
    now += 2000
    t.equal(((await step(taken, { requested: 'now' })) as RotationState).previous, undefined, 'for a while')
  }
})

t.test('what is kept of objects', async t => {
  const secret = trim({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', managedFields: [1] },
    type: 'Opaque',
    data: { password: 'aHVudGVyMg==', 'tls.crt': 'Y2VydA==' },
  })
  t.notOk(JSON.stringify(secret).includes('aHVudGVyMg'))
  t.same(secret['data'], { password: '', 'tls.crt': 'Y2VydA==' })
  const route = trim({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', managedFields: [1], annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', a: 'b' } },
    spec: { x: 1 },
    status: { parents: [] },
  })
  t.same(route, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', annotations: { a: 'b' } },
    spec: { x: 1 },
  })
})

t.test('JSON of the API server keeps its numbers, by whichever of the two decoders', async t => {
  const texts = [
    '{"a":123}',
    '{"a":9007199254740993}',
    '{"a":1e+21}',
    '[1.5,-0.25]',
    '{"u":"12345678901234567890"}',
    '[-9223372036854775808]',
    '{"a": 12345678901234567}',
    '{"e":"1e5"}',
  ]
  t.same(
    texts.map(text => [text, decodeJson(text)]),
    texts.map(text => [text, decodeExactly(text).value]),
  )
})

t.test('lines of a watch, however they are cut', async t => {
  const bytes = Buffer.from('one\ntwö\n\nthree\nincomplete')
  for (const size of [1, 2, 3, 5, 7, 100]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
    const found: string[] = []
    for await (const line of lines(Readable.from(chunks))) found.push(line)
    t.same(found, ['one', 'twö', '', 'three'], `in pieces of ${size}`)
  }
})

t.test('cluster state: changes are told once, lists are compared, absence needs proof', async t => {
  const state = new ClusterState()
  const told: string[] = []
  state.onChange(({ ref, object }) => told.push(`${object === undefined ? '-' : '+'}${ref.name}`))
  const resource = { group: '', version: 'v1', kind: 'Service', plural: 'services' }
  const make = (name: string, version: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'n', resourceVersion: version },
  })
  state.replace(resource, [make('a', '1'), make('b', '2')], '10')
  t.same(told, [], 'the first list is no news')
  state.upsert(make('c', '11'), '11')
  state.replace(resource, [make('a', '1'), make('c', '12'), make('d', '13')], '14')
  t.same(told, ['+c', '+c', '+d', '-b'])
  t.equal(state.revision, '14')
  t.equal(state.snapshot.complete('', 'Service'), false)
  state.setComplete(new Set(['/Service']))
  t.equal(state.snapshot.complete('', 'Service'), true)
  t.equal(state.snapshot.list('', 'Service').length, 3)
})

t.test('cluster state: an event that changes nothing that is kept leaves the snapshot and its revision alone', async t => {
  const state = new ClusterState()
  const resource = { group: 'g', version: 'v1', kind: 'Route', plural: 'routes' }
  const make = (version: string, host: string, ready: boolean) =>
    trim({
      apiVersion: 'g/v1',
      kind: 'Route',
      metadata: { name: 'a', namespace: 'n', resourceVersion: version },
      spec: { hosts: [host] },
      status: { ready },
    })
  state.replace(resource, [make('1', 'x', false)], '2')
  const { snapshot } = state
  state.upsert(make('3', 'x', true), '3')
  state.replace(resource, [make('4', 'x', false)], '5')
  t.equal(state.snapshot, snapshot)
  t.equal(state.revision, '2')
  state.upsert(make('6', 'y', false), '6')
  t.same([state.snapshot.list('g', 'Route')[0]?.spec, state.revision], [{ hosts: ['y'] }, '6'])
})

t.test('cluster state: many kinds that are listed at once make one snapshot', async t => {
  const state = new ClusterState()
  const many = (kind: string, version: string): KubeObject[] =>
    Array.from({ length: 600 }, (_, i) => ({
      apiVersion: 'v1',
      kind,
      metadata: { name: `${i}`, namespace: 'n', resourceVersion: version },
    }))
  const resource = (kind: string) => ({ group: '', version: 'v1', kind, plural: `${kind.toLowerCase()}s` })
  state.replace(resource('Service'), many('Service', '1'), '1')
  state.replace(resource('Secret'), many('Secret', '1').slice(0, 3), '2')
  state.setComplete(new Set(['/Service']))
  state.replace(resource('Service'), many('Service', '3').slice(1), '3')
  const { snapshot } = state
  t.equal(state.snapshot, snapshot)
  t.same([snapshot.list('', 'Service').length, snapshot.list('', 'Secret').length], [599, 3])
  t.ok(snapshot.list('', 'Service').every(({ metadata }) => metadata.resourceVersion === '3'))
  state.setComplete(new Set())
  state.upsert({ ...many('Secret', '4')[5]! }, '4')
  t.same([state.snapshot.complete('', 'Service'), state.snapshot.list('', 'Secret').length], [false, 4])
})

t.test('what is forbidden for a moment is not lost, and what stays forbidden is not watched', async t => {
  const refused = new ApiError(403, 'Forbidden', 'GET /api/v1/services: 403')
  const answers = [refused, refused, 'watch', refused, refused, refused, refused, 'end'] as const
  const abort = new AbortController()
  const states: string[] = []
  const told: string[] = []
  let asked = 0
  const client = {
    get: async () => ({ items: [], metadata: { resourceVersion: '1' } }),
    stream: async () => {
      const answer = answers[asked++]
      states.push(reflector.state)
      if (answer === 'end') abort.abort()
      if (answer === 'watch') return Readable.from([])
      throw answer ?? new Error('aborted')
    },
  } as unknown as KubeClient
  const sink = { replace() {}, upsert() {}, remove() {}, changed() {} }
  const quick = { first: 1, most: 1 }
  const reflector: Reflector = new Reflector(
    client,
    { group: '', version: 'v1', kind: 'Service', plural: 'services' },
    sink,
    { trim: object => object, backoff: quick, forbidden: quick },
    { interrupted: ({ again }) => void told.push(again ? 'again' : 'interrupted'), resumed: () => void told.push('resumed') },
  )
  await reflector.run(abort.signal)
  t.same(states, ['live', 'lost', 'lost', 'live', 'lost', 'lost', 'lost', 'live'], 'the last list was permitted again')
  t.same(told, ['interrupted', 'again', 'resumed', 'interrupted', 'again', 'again', 'again', 'resumed'])
  t.equal(reflector.lists, 2)
})

t.test('all addresses: IPv6 takes IPv4 in, and is not to be had everywhere', t => {
  const at = (...families: string[]) => ({ eth0: families.map(family => ({ family })) }) as never
  t.equal(everyAddress(at('IPv4')), '0.0.0.0')
  t.equal(everyAddress(at('IPv6')), '::')
  t.equal(everyAddress({ lo: undefined, ...(at('IPv4', 'IPv6') as object) }), '::')
  t.end()
})

t.test('what happens to many watches at once is told once', async t => {
  const told: unknown[] = []
  const tell = bunches<string>((names, first) => void told.push([names, first]), 20)
  for (const name of ['a', 'b', 'a']) tell('gone', name, `${name} is gone`)
  tell('forbidden', 'c', '403')
  await new Promise(resolve => setTimeout(resolve, 200))
  tell('gone', 'a', 'again')
  await new Promise(resolve => setTimeout(resolve, 200))
  t.same(told, [
    [['a', 'b'], 'a is gone'],
    [['c'], '403'],
    [['a'], 'again'],
  ])
  tell('gone', 'a', 'gone')
  tell('gone', 'b', 'gone')
  tell('back', 'a', 'back')
  t.same(told.at(-1), [['a', 'b'], 'gone'], 'in its order')
})

t.test('of watches the log tells each trouble once and its end; forgotten history is none', async t => {
  const told: unknown[] = []
  const at = (level: string) => (data: { resources?: string[] }, message: string) => void told.push([level, data.resources, message])
  const log = { debug() {}, info: at('info'), warn: at('warn') } as unknown as Logger
  const metrics = createMetrics()
  const { interrupted, resumed } = watchNews(log, metrics, 20)
  const resource = (plural: string) => ({ group: '', version: 'v1', kind: plural, plural })
  const fails = (plural: string, error: Error, { again = false, optional = false } = {}) =>
    interrupted({ resource: resource(plural), during: 'watch', error, again }, optional)
  const forgotten = new ApiError(410, 'Expired', '410')
  fails('services', forgotten)
  fails('services', forgotten, { again: true })
  resumed(resource('services'))
  fails('secrets', new ApiError(403, 'Forbidden', '403'), { optional: true })
  for (const plural of ['pods', 'nodes']) {
    fails(plural, new Error('gone'))
    fails(plural, new Error('gone'), { again: true })
    resumed(resource(plural))
    resumed(resource(plural))
  }
  await new Promise(resolve => setTimeout(resolve, 200))
  t.same(told, [
    ['warn', ['pods'], 'watch interrupted'],
    ['warn', ['nodes'], 'watch interrupted'],
    ['info', ['secrets'], 'not permitted'],
    ['info', ['pods', 'nodes'], 'watch resumed'],
  ])
  t.match(await metrics.registry.metrics(), /gatewright_watch_interruptions_total\{resource="services",during="watch"\} 2/)
})

t.test('readiness is told when it turns, with what fails', t => {
  const told: unknown[] = []
  const health = new Health((ready, failing) => void told.push([ready, ...failing.map(({ name }) => name)]))
  const failing = new Set(['a', 'b'])
  health.add(() => ['a', 'b'].map(name => ({ name, ok: !failing.has(name) })))
  const ask = () => health.readiness().ready
  t.notOk(ask())
  t.notOk(ask())
  failing.delete('a')
  t.notOk(ask())
  failing.delete('b')
  t.ok(ask())
  t.ok(ask())
  health.drain()
  t.notOk(ask())
  t.same(told, [[false, 'a', 'b'], [false, 'b'], [true]])
  t.end()
})

t.test('readiness: what was never listed, what fails for ever, what came later', async t => {
  const at = (state: ResourceStatus['state'], name: string, trouble?: string): ResourceStatus => ({
    name,
    state,
    trouble,
    optional: false,
    contact: 1000,
    lists: 1,
  })
  const definitions = at('live', 'customresourcedefinitions.apiextensions.k8s.io')
  const check = (synced: boolean, status: ResourceStatus[], now = 2000) =>
    clusterChecks({ synced, status: () => status, state: { revision: '7' } } as unknown as Cluster, 60_000, 0, now)
  const good = (...args: Parameters<typeof check>) => check(...args).every(({ ok }) => ok)
  t.notOk(good(false, [at('waiting', definitions.name)]))
  t.notOk(good(false, [definitions, at('waiting', 'a')]))
  t.notOk(good(false, [definitions, at('waiting', 'a', '500')]), 'it may be over in a moment')
  t.ok(good(false, [definitions, at('waiting', 'a', '500')], 70_000), 'one kind must not keep all others from being judged')
  t.notOk(good(false, [definitions, at('waiting', 'a')], 70_000), 'a long list is waited for')
  t.notOk(good(false, [at('waiting', definitions.name, '401')], 70_000))
  t.ok(good(true, [definitions, at('waiting', 'a', '500')]), 'a kind that is installed later does not take replicas away')
  t.notOk(good(true, [definitions, at('lost', 'a', '401')], 70_000))
  t.match(check(true, [at('lost', 'a', '401 Unauthorized')])[1]?.detail, 'last heard 1 s ago: 401 Unauthorized')
})

t.test('what a cluster serves', async t => {
  t.same(['v1alpha2', 'v1', 'v1beta1', 'v2', 'v1alpha3'].sort(byMaturity), ['v2', 'v1', 'v1beta1', 'v1alpha3', 'v1alpha2'])
  const crd = (name: string, versions: object[], annotations = {}): KubeObject => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, annotations },
    spec: { versions },
  })
  const kinds = watchedKinds().filter(({ kind }) => ['HTTPRoute', 'Gateway', 'TCPRoute', 'Service'].includes(kind))
  const definitions = [
    crd('httproutes.gateway.networking.k8s.io', [
      { name: 'v1', served: false },
      { name: 'v1beta1', served: true },
    ]),
    crd('gateways.gateway.networking.k8s.io', [{ name: 'v1', served: true }], {
      'gateway.networking.k8s.io/bundle-version': 'v1.4.1',
      'gateway.networking.k8s.io/channel': 'experimental',
    }),
  ]
  const { resources, absent } = servedOf(kinds, definitions)
  t.same(resources.map(({ kind, version }) => `${kind} ${version}`).sort(), ['Gateway v1', 'HTTPRoute v1beta1', 'Service v1'])
  t.same(
    absent.map(({ kind }) => kind),
    ['TCPRoute'],
  )
  t.same(bundleOf(definitions), { version: '1.4', channel: 'experimental' })
  t.equal(bundleOf([]), undefined)
})

t.test('pauses grow, and differ', async t => {
  const backoff = new Backoff({ first: 100, most: 1000 }, () => 0)
  t.same(
    [1, 2, 3, 4, 5, 6].map(() => backoff.next()),
    [50, 100, 200, 400, 500, 500],
  )
  backoff.reset()
  t.equal(backoff.next(), 50)
})

t.test('a server is left alone for as long as it asks, but not for ever', async t => {
  const rows: [string | undefined, number][] = [
    [undefined, 0],
    ['1', 1000],
    ['60', 60_000],
    ['61', 60_000],
    ['99999999999', 60_000],
    ['Wed, 21 Oct 2065 07:28:00 GMT', 0],
  ]
  table(t, rows, header => askedPause(ApiError.from(429, '{}', 'GET /', header)))
  t.equal(askedPause(new Error('no answer')), 0)
})

t.test('every error about the object alone is said in CEL as well, or it is said why not', async t => {
  const errors = rules
    .filter(rule => rule.gate === 'object' && rule.severity === 'error' && rule.producer === undefined && !rule.code.startsWith('GWA-VER-'))
    .map(rule => rule.code)
  const said = [...objectRulesInCel.map(({ code }) => code), ...Object.keys(notInCel)]
  t.same([...new Set(said)].sort(), errors.sort())
})
