import fc from 'fast-check'
import t from 'tap'
import { completeExcept } from '../src/inventory/completeness.ts'
import { refOf } from '../src/inventory/ref.ts'
import type { Snapshot } from '../src/inventory/snapshot.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { witnesses } from '../src/topology/conflicts/witness.ts'
import type { FlatMatch } from '../src/topology/matches/flat-match.ts'
import { comparePrecedence, decide } from '../src/topology/matches/precedence.ts'
import { relation } from '../src/topology/matches/relation.ts'
import { mismatch, type RequestView } from '../src/topology/matches/request.ts'
import { createTopology } from '../src/topology/open.ts'
import { conformant, profileByName } from '../src/topology/profiles/index.ts'
import type { Topology } from '../src/topology/topology.ts'
import { intersectHostnames, matchesHostname } from '../src/values/hostname.ts'
import { seed } from './seed.ts'
import { fromAll, gateway, object, route, service, topology } from './topology/objects.ts'

t.comment(`SEED=${seed}`)
const runs = (numRuns: number) => ({ numRuns: Number(process.env.RUNS ?? numRuns) })

const hosts = ['', '*.e.com', 'a.e.com', '*.a.e.com', 'b.a.e.com', 'z.org'] as const
const pathMatches = [
  ...['/', '/a', '/a/', '/a/b', '/ab'].map(value => ({ type: 'PathPrefix', value })),
  ...['/', '/a', '/a/', '/a/b'].map(value => ({ type: 'Exact', value })),
  ...['/a.*', '/.*', '/(a|ab)'].map(value => ({ type: 'RegularExpression', value })),
]
const value = (values: readonly string[], names: readonly string[]) =>
  fc.uniqueArray(
    fc.record({
      type: fc.constantFrom('Exact', 'Exact', 'RegularExpression'),
      name: fc.constantFrom(...names),
      value: fc.constantFrom(...values),
    }),
    { maxLength: 2, selector: entry => entry.name },
  )
const matchSpec = fc.record(
  {
    path: fc.constantFrom(...pathMatches),
    method: fc.constantFrom('GET', 'POST'),
    headers: value(['1', '2'], ['x', 'Y']),
    queryParams: value(['1', '2'], ['q', 'r']),
  },
  { requiredKeys: [] },
)
const matchOnHost = fc.record({ host: fc.constantFrom(...hosts), match: matchSpec })

/** The flat matches of routes that have one match each. */
function flat(list: readonly { host: string; match: object }[]): readonly FlatMatch[] {
  const routes = list.map(({ host, match }, i) =>
    route(
      `r${i}`,
      { ...(host !== '' && { hostnames: [host] }), rules: [{ matches: [match] }] },
      { creationTimestamp: `2025-01-0${(i % 3) + 1}T00:00:00Z` },
    ),
  )
  const world = topology([gateway([{ name: 'l', port: 80, protocol: 'HTTP' }]), ...routes])
  return routes.flatMap(own => world.matchesOf(own))
}

function* requests(): Iterable<RequestView> {
  for (const host of ['a.e.com', 'b.a.e.com', 'c.a.e.com', 'q.e.com', 'z.org', 'y.org'])
    for (const path of ['/', '/a', '/a/', '/a/b', '/a/c', '/ab', '/c'])
      for (const method of ['GET', 'POST', 'PUT'])
        for (const x of ['', '1', '2', '3'])
          for (const y of ['', '1', '3'])
            for (const q of ['', '1', '2']) {
              const headers = new Map(
                [
                  ['x', x],
                  ['y', y],
                ].filter((pair): pair is [string, string] => pair[1] !== ''),
              )
              yield { host, path, method, headers, query: new Map(q === '' ? [] : [['q', q]]), grpc: false }
            }
}
const allRequests = [...requests()]

t.test('the relation of two matches is that of their requests', t => {
  fc.assert(
    fc.property(matchOnHost, matchOnHost, (one, two) => {
      const [a, b] = flat([one, two])
      const found = relation(a!, b!)
      const seen = { both: 0, onlyA: 0, onlyB: 0 }
      for (const request of allRequests) {
        const [inA, inB] = [mismatch(a!, request, 'full') === undefined, mismatch(b!, request, 'full') === undefined]
        if (inA && inB) seen.both++
        else if (inA) seen.onlyA++
        else if (inB) seen.onlyB++
      }
      // Requests that were tried can refute a relation, never prove it.
      if (found === 'equal' || found === 'sub') t.equal(seen.onlyA, 0, `${found} ${JSON.stringify([one, two])}`)
      if (found === 'equal' || found === 'sup') t.equal(seen.onlyB, 0, `${found} ${JSON.stringify([one, two])}`)
      if (found === 'disjoint') t.equal(seen.both, 0, `${found} ${JSON.stringify([one, two])}`)
      const opposite = { sub: 'sup', sup: 'sub', equal: 'equal', disjoint: 'disjoint', overlap: 'overlap', unknown: 'unknown' } as const
      return relation(b!, a!) === opposite[found] && relation(a!, a!) === 'equal'
    }),
    runs(150),
  )
  t.end()
})

t.test('a witness fits every match that it is made for', t => {
  let made = 0
  fc.assert(
    fc.property(fc.array(matchOnHost, { minLength: 1, maxLength: 3 }), list => {
      const matches = flat(list)
      for (const witness of witnesses(matches, [matches[0]!.listener], 'full')) {
        made++
        if (matches.some(match => mismatch(match, witness.view, 'full') !== undefined)) return false
      }
      return true
    }),
    runs(300),
  )
  t.ok(made > 100, `${made} witnesses`)
  t.end()
})

t.test('precedence is a total order', t => {
  const profiles = [conformant, profileByName('envoy-gateway')!, profileByName('istio')!]
  fc.assert(
    fc.property(
      fc.array(matchOnHost, { minLength: 3, maxLength: 6 }),
      fc.constantFrom(...profiles),
      fc.boolean(),
      (list, profile, sameAge) => {
        const matches = flat(list)
        const options = { profile, sameAge }
        const sign = (a: FlatMatch, b: FlatMatch) => Math.sign(comparePrecedence(a, b, options))
        for (const a of matches) {
          for (const b of matches) {
            if (a === b) continue
            if (sign(a, b) === 0 || sign(a, b) !== -sign(b, a)) return false
            if (decide(a, b, options).level !== decide(b, a, options).level) return false
            for (const c of matches) if (c !== a && c !== b && sign(a, b) < 0 && sign(b, c) < 0 && sign(a, c) >= 0) return false
          }
        }
        return true
      },
    ),
    runs(200),
  )
  t.pass('antisymmetric, transitive, and never undecided')
  t.end()
})

t.test('the intersection of hostnames is commutative, and takes exactly the common hosts', t => {
  const hostname = fc
    .tuple(fc.boolean(), fc.array(fc.constantFrom('a', 'b', 'com'), { minLength: 1, maxLength: 3 }))
    .map(([wild, labels]) => (wild ? '*.' : '') + labels.join('.'))
  fc.assert(
    fc.property(fc.oneof(fc.constant(''), hostname), fc.oneof(fc.constant(''), hostname), hostname, (a, b, host) => {
      const common = intersectHostnames(a, b)
      if (common !== intersectHostnames(b, a)) return false
      if (host.startsWith('*')) return true
      return (matchesHostname(a, host) && matchesHostname(b, host)) === (common !== undefined && matchesHostname(common, host))
    }),
    runs(1000),
  )
  t.pass('1000 pairs')
  t.end()
})

// A small cluster in which anything may change.

const names = fc.constantFrom('one', 'two', 'three')
const namespaces = fc.constantFrom('infra', 'shop')
const ages = fc.constantFrom(undefined, '2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z')
const listener = fc.record({
  name: fc.constantFrom('l1', 'l2', 'l3'),
  port: fc.constantFrom(80, 443),
  protocol: fc.constantFrom('HTTP', 'HTTP', 'HTTPS', 'TLS', 'TCP'),
  hostname: fc.constantFrom(undefined, '*.e.com', 'a.e.com'),
  tls: fc.constantFrom(undefined, { certificateRefs: [{ name: 'one' }] }, { mode: 'Passthrough' }),
  allowedRoutes: fc.constantFrom(undefined, fromAll, { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'x' } } } }),
})
const withAge = (created: string | undefined) => (created === undefined ? {} : { creationTimestamp: created })

const anything: fc.Arbitrary<KubeObject> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('edge', 'inner'),
        fc.uniqueArray(listener, { minLength: 1, maxLength: 3, selector: l => l.name }),
        fc.constantFrom(undefined, { namespaces: { from: 'All' } }, { namespaces: { from: 'Same' } }),
      )
      .map(([name, listeners, allowedListeners]) =>
        object('Gateway', name, { gatewayClassName: 'class', listeners, ...(allowedListeners && { allowedListeners }) }),
      ),
  },
  fc
    .tuple(names, namespaces, ages, fc.uniqueArray(listener, { minLength: 1, maxLength: 2, selector: l => l.name }))
    .map(([name, namespace, created, listeners]) =>
      object('ListenerSet', name, { parentRef: { name: 'edge', namespace: 'infra' }, listeners }, { namespace, ...withAge(created) }),
    ),
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        names,
        namespaces,
        ages,
        fc.constantFrom('HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'),
        fc.array(fc.constantFrom(...hosts.slice(1)), { maxLength: 2 }),
        fc.array(matchSpec, { maxLength: 3 }),
        fc.constantFrom(
          { name: 'edge' },
          { name: 'inner' },
          { name: 'edge', sectionName: 'l1' },
          { kind: 'ListenerSet', name: 'one' },
          { group: '', kind: 'Service', name: 'one' },
        ),
        names,
      )
      .map(([name, namespace, created, kind, hostnames, matches, parent, backend]) =>
        object(
          kind,
          name,
          {
            parentRefs: [{ namespace: 'infra', ...parent }],
            ...(hostnames.length > 0 && { hostnames }),
            rules: [{ ...(kind === 'HTTPRoute' && { matches }), backendRefs: [{ name: backend, namespace: 'infra', port: 80 }] }],
          },
          { namespace, ...withAge(created) },
        ),
      ),
  },
  fc.tuple(names, fc.constantFrom(80, 81), namespaces).map(([name, port, namespace]) => service(name, [{ port, name: 'http' }], namespace)),
  fc
    .tuple(namespaces, fc.constantFrom('x', 'y'))
    .map(([name, team]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team } } })),
  fc.tuple(names, fc.constantFrom('HTTPRoute', 'GRPCRoute')).map(([name, kind]) =>
    object('ReferenceGrant', name, {
      from: [{ group: 'gateway.networking.k8s.io', kind, namespace: 'shop' }],
      to: [{ group: '', kind: 'Service' }],
    }),
  ),
  fc
    .tuple(names, names, ages)
    .map(([name, target, created]) =>
      object(
        'BackendTLSPolicy',
        name,
        { targetRefs: [{ group: '', kind: 'Service', name: target }], validation: { hostname: 'h', wellKnownCACertificates: 'System' } },
        withAge(created),
      ),
    ),
  names.map(name => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'infra' }, type: 'kubernetes.io/tls' })),
  fc
    .constantFrom('gateway.envoyproxy.io/gatewayclass-controller', 'istio.io/gateway-controller')
    .map(controllerName => object('GatewayClass', 'class', { controllerName }, { namespace: undefined })),
)
const edit = fc.tuple(fc.integer({ min: 0, max: 4 }), anything)

/** Everything that a topology says, in one text. */
function everything(world: Topology): string {
  const site = (match: FlatMatch) =>
    `${match.route.kind} ${match.route.ref.namespace}/${match.route.ref.name} ${match.at.join('.')} ${match.host}`
  const told: unknown[] = []
  for (const { group, kind } of world.snapshot.kinds()) {
    for (const each of world.snapshot.list(group, kind)) {
      const status = world.status(each)
      told.push([kind, refOf(each), status])
      if (world.gateway(each) !== undefined) {
        for (const at of world.effectiveListeners(each))
          told.push([
            at.name,
            world
              .routesOn(at)
              .map(({ route: bound, hostnames, isolated }) => [
                bound.ref,
                hostnames,
                isolated.map(({ hostname, by }) => [hostname, by.name]),
              ]),
            world.flatMatches(at).map(site),
          ])
      }
      if (world.route(each) === undefined) continue
      told.push(world.backendsOf(each).map(({ reason, detail, resolved }) => [reason, detail, resolved]))
      told.push(world.conflictsOf(each).map(({ match, others, ...rest }) => [site(match), others.map(site), rest]))
    }
  }
  for (const url of ['http://a.e.com/a', 'http://q.e.com/', 'https://a.e.com/a/b', 'tcp://h:80']) told.push(world.simulate({ url }))
  return JSON.stringify(told)
}

const complete = { complete: completeExcept([]) }
const open = (snapshot: Snapshot, sameAge: boolean) => createTopology(snapshot, { sameAge })

t.test('after any changes everything is as if worked out from nothing, in whatever order the objects come', t => {
  fc.assert(
    fc.property(
      fc.array(anything, { maxLength: 12 }),
      fc.array(edit, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (first, edits, sameAge) => {
        let snapshot = createSnapshot(first, complete)
        everything(open(snapshot, sameAge))
        for (const [action, changed] of edits) {
          const overlay = snapshot.with(changed)
          everything(open(overlay, sameAge))
          // As admission does: what would be is asked, and then may not come to be.
          if (action === 0) snapshot = snapshot.without(refOf(changed))
          else if (action > 1) snapshot = overlay
          const all = snapshot.kinds().flatMap(({ group, kind }) => snapshot.list(group, kind))
          const incremental = everything(open(snapshot, sameAge))
          const scratch = everything(open(createSnapshot(structuredClone(all), complete), sameAge))
          if (incremental !== scratch) return false
          if (everything(open(createSnapshot(structuredClone([...all].reverse()), complete), sameAge)) !== scratch) return false
        }
        return true
      },
    ),
    runs(60),
  )
  t.pass('byte for byte')
  t.end()
})

t.test('every conflict has a request that goes where it says', t => {
  let told = 0
  fc.assert(
    fc.property(fc.array(matchOnHost, { minLength: 2, maxLength: 6 }), list => {
      const routes = list.map(({ host, match }, i) =>
        route(
          `r${i}`,
          { ...(host !== '' && { hostnames: [host] }), rules: [{ matches: [match], backendRefs: [{ name: `b${i}`, port: 80 }] }] },
          { creationTimestamp: `2025-01-0${(i % 3) + 1}T00:00:00Z` },
        ),
      )
      const world = topology([gateway([{ name: 'l', port: 80, protocol: 'HTTP' }]), ...routes], { profile: 'envoy-gateway', sameAge: true })
      for (const own of routes) {
        for (const { kind, outcome, witness, match, others } of world.conflictsOf(own)) {
          told++
          if (kind === 'host-gap') continue
          const site = world.simulate({ url: witness.url, method: witness.method, headers: witness.headers }).traces[0]?.site
          const winners = outcome === 'wins' ? [match] : others
          if (!winners.some(winner => winner.route.ref.name === site?.route.name)) return false
        }
      }
      return true
    }),
    runs(150),
  )
  t.ok(told > 50, `${told} conflicts`)
  t.end()
})
