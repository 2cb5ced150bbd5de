import t from 'tap'
import { createSnapshot, type Snapshot } from '../src/inventory/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { admissionRules } from '../src/server/admission-rules.ts'
import { type Judgement, judge, type World } from '../src/server/judge.ts'
import { mutate } from '../src/server/mutate.ts'
import type { AdmissionPolicies } from '../src/server/policies.ts'
import type { AdmissionRequest } from '../src/server/review.ts'

const group = 'gateway.networking.k8s.io'
const on = (day: number) => `2025-01-${String(day).padStart(2, '0')}T00:00:00Z`

function route(namespace: string, name: string, day: number, matches: readonly object[], hostnames = ['shop.example.com']): KubeObject {
  return {
    apiVersion: `${group}/v1`,
    kind: 'HTTPRoute',
    metadata: { name, namespace, creationTimestamp: on(day) },
    spec: { parentRefs: [{ name: 'edge', namespace: 'infra' }], hostnames, rules: [{ matches, backendRefs: [{ name, port: 80 }] }] },
  }
}

const prefix = (value: string, more: object = {}) => ({ path: { type: 'PathPrefix', value }, ...more })
const namespaces = ['infra', 'team-a', 'team-b'].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
const gateway = {
  apiVersion: `${group}/v1`,
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'infra' },
  spec: {
    gatewayClassName: 'c',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
}

function worldOf(...objects: KubeObject[]): World {
  const severities = {}
  const engine = {
    gatewayApi: { version: '1.6', channel: 'standard' as const },
    kubernetes: '1.36',
    profile: 'conformant',
    severities,
    rules: admissionRules(severities),
  }
  const snapshot = createSnapshot([...namespaces, gateway, ...objects])
  return { snapshot, revision: '7', engine, admission: {}, defaultSettings: {} }
}

function request(object: KubeObject, old?: KubeObject): AdmissionRequest {
  return {
    uid: 'u',
    kind: { group, version: 'v1', kind: object.kind },
    resource: { group, version: 'v1', resource: 'httproutes' },
    name: object.metadata.name as string,
    namespace: object.metadata.namespace as string,
    operation: old === undefined ? 'CREATE' : 'UPDATE',
    userInfo: { username: 'admin' },
    object,
    oldObject: old ?? null,
  }
}

const takeovers = ({ warned, denied }: Judgement) =>
  [...denied, ...warned].filter(({ code }) => code === 'GWA-PRO-005').map(({ path, message }) => `${path}: ${message}`)

t.test('who applies a route is told what it takes over from others', async t => {
  const cart = route('team-b', 'cart', 5, [prefix('/cart')])
  const cases: [string, Judgement, string[]][] = [
    [
      'an update of an older route that claims what a younger one serves',
      judge(
        request(route('team-a', 'web', 1, [prefix('/web'), prefix('/cart')]), route('team-a', 'web', 1, [prefix('/web')])),
        worldOf(cart, route('team-a', 'web', 1, [prefix('/web')])),
      ),
      ['spec.rules[0].matches[1]: this takes over requests of 1 live route: HTTPRoute team-b/cart (GET http://shop.example.com/cart)'],
    ],
    [
      'a new route that takes a part away from another namespace',
      judge(request(route('team-a', 'pay', 9, [prefix('/cart/pay', { method: 'POST' })])), worldOf(cart)),
      ['spec.rules[0].matches[0]: this takes over requests of 1 live route: HTTPRoute team-b/cart (POST http://shop.example.com/cart/pay)'],
    ],
    [
      'a more specific host',
      judge(request(route('team-a', 'web', 9, [prefix('/')])), worldOf(route('team-b', 'all', 1, [prefix('/')], ['*.example.com']))),
      ['spec.rules[0].matches[0]: this takes over requests of 1 live route: HTTPRoute team-b/all (GET http://shop.example.com/)'],
    ],
    ['a younger route takes nothing', judge(request(route('team-a', 'web', 9, [prefix('/cart')])), worldOf(cart)), []],
    ['a part of the traffic of the own namespace', judge(request(route('team-b', 'pay', 9, [prefix('/cart/pay')])), worldOf(cart)), []],
    [
      'the very requests of a route of the own namespace',
      judge(request(route('team-b', 'web', 1, [prefix('/cart')]), route('team-b', 'web', 1, [])), worldOf(cart)),
      ['spec.rules[0].matches[0]: this takes over requests of 1 live route: HTTPRoute team-b/cart (GET http://shop.example.com/cart)'],
    ],
    [
      'what was taken over long ago is no news',
      judge(
        request(route('team-a', 'web', 1, [prefix('/cart'), prefix('/more')]), route('team-a', 'web', 1, [prefix('/cart')])),
        worldOf(cart, route('team-a', 'web', 1, [prefix('/cart')])),
      ),
      [],
    ],
    ['nobody was there', judge(request(route('team-a', 'web', 9, [prefix('/web')])), worldOf(cart)), []],
  ]
  for (const [name, judgement, expected] of cases) t.same(takeovers(judgement), expected, name)
})

t.test('taking over can be denied, or not looked at', async t => {
  const world = worldOf(route('team-b', 'cart', 5, [prefix('/cart')]))
  const asked = request(route('team-a', 'pay', 9, [prefix('/cart/pay')]))
  const denied = judge(asked, { ...world, admission: { protect: 'deny' } }).denied.map(({ code }) => code)
  t.same(denied, ['GWA-PRO-005'])
  t.same(takeovers(judge(asked, { ...world, admission: { protect: 'off' } })), [])
})

t.test('what fails costs its own findings, never the answer', async t => {
  const cart = route('team-b', 'cart', 5, [prefix('/cart')])
  const world = worldOf(cart)
  /** The same snapshot, but for one thing that nobody may ask it. */
  const broken = (name: keyof Snapshot): Snapshot =>
    new Proxy(world.snapshot, {
      get(target, key) {
        if (key === name) throw new Error(`${name} is broken`)
        const value = target[key as keyof Snapshot]
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  const policies = {
    judge() {
      throw new Error('policies are broken')
    },
  } as unknown as AdmissionPolicies
  const wrong = route('team-a', 'pay', 9, [prefix('/cart/pay')], ['shop.example.com', 'shop.example.com'])
  const deletion = { ...request(gateway), operation: 'DELETE' as const, object: null, oldObject: gateway }
  const said = ({ denied, warned }: Judgement) => [...denied, ...warned].map(({ code }) => code).sort()
  const whole = said(judge(request(wrong), world))
  t.ok(whole.includes('GWA-PRO-005') && whole.length > 1, whole.join())
  const rows: [string, Judgement, string, string[]][] = [
    ['taking over', judge(request(wrong), { ...world, snapshot: broken('kept') }), 'GWA-PRO', whole.filter(code => code !== 'GWA-PRO-005')],
    ['policies', judge(request(wrong), { ...world, policies }), 'GWA-VAP', whole],
    ['a deletion', judge(deletion, { ...world, snapshot: broken('with') }), 'GWA-PRO', []],
  ]
  for (const [what, judgement, code, expected] of rows) {
    t.same(said(judgement), expected, what)
    t.same(
      judgement.failures.map(failure => failure.code),
      [code],
      what,
    )
    t.match(judgement.failures[0]?.cause, { message: /broken/ }, what)
  }
  const mutation = mutate(request(wrong), { ...world, snapshot: broken('with') })
  t.same([mutation.response.allowed, mutation.response.patch, mutation.applied], [true, undefined, []])
  t.match(mutation.failure, { message: /broken/ })
})
