import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { type PredictedCondition, predict } from '../src/index.ts'
import { completeExcept } from '../src/inventory/completeness.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { createTopology } from '../src/topology/index.ts'
import { gateway, http, https, object, route, service } from './topology/objects.ts'

interface ExpectedCondition {
  type: string
  status: string
  reason: string
  implementationSpecific?: string
  optional?: boolean
  anyReason?: boolean
}
interface Expected {
  kind: string
  namespace: string
  name: string
  conditions?: ExpectedCondition[]
  attachedListenerSets?: number
  listeners?: { name: string; attachedRoutes: number; supportedKinds?: { kind: string }[]; conditions: ExpectedCondition[] }[]
  parents?: { parentRef: Record<string, unknown>; conditions: ExpectedCondition[] }[]
  ancestors?: { ancestorRef: Record<string, unknown>; conditions: ExpectedCondition[] }[]
}
interface Case {
  id: string
  objects: KubeObject[]
  expected: Expected[]
  tags: string[]
}

const file = new URL('../../shared/vectors/status/envoy-gateway.jsonl', import.meta.url)

/** Conditions that a conformant controller may write only when something is wrong: absent from the vectors means not True. */
const negative = ['Conflicted', 'OverlappingTLSConfig', 'InsecureFrontendValidationMode', 'PartiallyInvalid']

/** Where the prediction departs from the vectors, and the words of the specification that it keeps to. */
const exceptions: Record<string, string> = {}

t.test('statuses as Envoy Gateway writes them', { skip: !existsSync(file) && 'no ../shared/vectors' }, t => {
  const cases = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Case)
    .filter(({ tags }) => !tags.includes('schemaInvalid'))
  let compared = 0
  let tagged = 0
  const used = new Set<string>()
  const failures: string[] = []
  for (const { id, objects, expected } of cases) {
    const complete = completeExcept([])
    const snapshot = createSnapshot(objects, { complete })
    const topology = createTopology(snapshot, { sameAge: true })
    for (const wanted of expected) {
      const where = `${id} ${wanted.kind} ${wanted.namespace}/${wanted.name}`
      const report = (place: string, want: unknown, got: unknown) => {
        const key = `${where} ${place}`
        if (key in exceptions) used.add(key)
        else failures.push(`${key}: expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`)
      }
      const object = objects.find(
        ({ kind, metadata }) => kind === wanted.kind && metadata.name === wanted.name && metadata.namespace === wanted.namespace,
      )
      const status = object && topology.status(object)
      if (status === undefined) {
        report('status', 'a status', status)
        continue
      }
      const equal = (place: string, want: unknown, got: unknown) => {
        compared++
        if (JSON.stringify(want) !== JSON.stringify(got)) report(place, want, got)
      }
      const conditions = (
        place: string,
        want: readonly ExpectedCondition[],
        got: readonly { type: string; status: string; reason: string }[] | undefined,
      ) => {
        for (const condition of want) {
          if (condition.implementationSpecific !== undefined) {
            tagged++
            continue
          }
          const found = got?.find(({ type }) => type === condition.type)
          if (condition.optional && found?.status !== 'False') continue
          if (condition.anyReason) equal(`${place}${condition.type}`, condition.status, found?.status)
          else equal(`${place}${condition.type}`, `${condition.status}/${condition.reason}`, found && `${found.status}/${found.reason}`)
        }
        for (const type of negative) {
          if (want.some(condition => condition.type === type)) continue
          const found = got?.find(condition => condition.type === type)
          equal(`${place}${type} (absent)`, false, found?.status === 'True')
        }
      }
      if (wanted.conditions) conditions('', wanted.conditions, status.conditions)
      if (wanted.attachedListenerSets !== undefined) equal('attachedListenerSets', wanted.attachedListenerSets, status.attachedListenerSets)
      for (const listener of wanted.listeners ?? []) {
        const got = status.listeners?.find(({ name }) => name === listener.name)
        equal(`listener ${listener.name} attachedRoutes`, listener.attachedRoutes, got?.attachedRoutes)
        equal(
          `listener ${listener.name} supportedKinds`,
          (listener.supportedKinds ?? []).map(({ kind }) => kind),
          got?.supportedKinds.map(({ kind }) => kind),
        )
        conditions(`listener ${listener.name} `, listener.conditions, got?.conditions)
      }
      for (const parent of wanted.parents ?? []) {
        const got = status.parents?.find(({ parentRef }) => same(parentRef, parent.parentRef, wanted.namespace))
        conditions(
          `parent ${parent.parentRef.name}${parent.parentRef.sectionName ? `/${parent.parentRef.sectionName}` : ''} `,
          parent.conditions,
          got?.conditions,
        )
      }
      for (const ancestor of wanted.ancestors ?? []) {
        const got = status.ancestors?.find(({ ancestorRef }) => ancestorRef.name === ancestor.ancestorRef.name)
        conditions(`ancestor ${ancestor.ancestorRef.name} `, ancestor.conditions, got?.conditions)
      }
    }
  }
  t.comment(
    `${cases.length} cases, ${compared} comparisons, ${tagged} conditions left out as implementation specific, ${used.size} exceptions`,
  )
  t.same(failures.slice(0, Number(process.env.SHOW ?? 20)), [], `${failures.length} of ${compared} comparisons differ`)
  t.same(
    Object.keys(exceptions).filter(key => !used.has(key)),
    [],
    'every exception is needed',
  )
  t.end()
})

/** What the controllers themselves write for such objects, by their own tests: Istio 1.30, Cilium 1.20. */
t.test('where controllers differ', t => {
  const mesh = (kind: string) =>
    object(kind, kind.toLowerCase(), {
      parentRefs: [{ group: '', kind: 'Service', name: 'echo', port: 80 }],
      rules: [{ backendRefs: [{ name: 'echo', port: 80 }] }],
    })
  const objects = [
    gateway([https('a.org')]),
    gateway([{ name: 'mesh', port: 15008, protocol: 'HBONE' }], {}, 'waypoint'),
    gateway([http(), { name: 'udp', port: 53, protocol: 'UDP' }], {}, 'udp'),
    gateway([{ ...http(), allowedRoutes: { kinds: [{ kind: 'UDPRoute' }] } }], {}, 'kinds'),
    gateway(
      [{ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'certificate' }] } }],
      {},
      'tls',
    ),
    service('echo'),
    route('port', { parentRefs: [{ name: 'udp' }], rules: [{ backendRefs: [{ name: 'echo', port: 81 }] }] }),
    route('host', {
      parentRefs: [{ name: 'udp' }],
      rules: [{ backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'a.org', port: 80 }] }],
    }),
    mesh('HTTPRoute'),
    mesh('TCPRoute'),
  ]
  const answers = (profile: string) => {
    const statuses = predict(objects, { complete: [{ kind: 'Service' }, { kind: 'Secret' }], profile, sameAge: true })
    const of = (kind: string, name: string) => statuses.find(status => status.kind === kind && status.name === name)!.status
    const told = (conditions: readonly PredictedCondition[] | undefined, type: string) => {
      const { status, reason } = conditions!.find(condition => condition.type === type)!
      return `${status} ${reason}`
    }
    return {
      'Gateway without its certificate': told(of('Gateway', 'edge').conditions, 'Accepted'),
      'its listener': told(of('Gateway', 'edge').listeners?.[0]?.conditions, 'Accepted'),
      'waypoint of Istio': told(of('Gateway', 'waypoint').conditions, 'Accepted'),
      'UDP listener': told(of('Gateway', 'udp').listeners?.[1]?.conditions, 'Accepted'),
      'listener for no kind of route': told(of('Gateway', 'kinds').listeners?.[0]?.conditions, 'Accepted'),
      'kinds of a TLS listener': of('Gateway', 'tls').listeners?.[0]?.supportedKinds.map(({ kind }) => kind),
      'port that the Service lacks': told(of('HTTPRoute', 'port').parents?.[0]?.conditions, 'ResolvedRefs'),
      'Hostname as backend': told(of('HTTPRoute', 'host').parents?.[0]?.conditions, 'ResolvedRefs'),
      'TCPRoute beside an HTTPRoute in the mesh': told(of('TCPRoute', 'tcproute').parents?.[0]?.conditions, 'Accepted'),
    }
  }
  const conformant = {
    'Gateway without its certificate': 'True Accepted',
    'its listener': 'True Accepted',
    'waypoint of Istio': 'Unknown Undetermined',
    'UDP listener': 'True Accepted',
    'listener for no kind of route': 'True Accepted',
    'kinds of a TLS listener': ['TLSRoute'],
    'port that the Service lacks': 'False BackendNotFound',
    'Hostname as backend': 'Unknown Undetermined',
    'TCPRoute beside an HTTPRoute in the mesh': 'False Conflicted',
  }
  t.same(answers('conformant'), conformant)
  t.same(answers('istio'), {
    ...conformant,
    'Gateway without its certificate': 'False ListenersNotValid',
    'waypoint of Istio': 'True Accepted',
    'UDP listener': 'False UnsupportedProtocol',
    'kinds of a TLS listener': ['TLSRoute', 'TCPRoute'],
    'port that the Service lacks': 'True ResolvedRefs',
    'TCPRoute beside an HTTPRoute in the mesh': 'True Accepted',
  })
  t.same(answers('cilium'), {
    ...conformant,
    'Gateway without its certificate': 'False ListenersNotValid',
    'its listener': 'False Invalid',
    'listener for no kind of route': 'False Invalid',
    // It does not terminate TLS for TLSRoutes: the conformance suite wants no kind on such a listener.
    'kinds of a TLS listener': [],
  })
  t.end()
})

t.test('what only the objects at hand decide', t => {
  const secret = (data: object | undefined) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'certificate', namespace: 'infra' },
    type: 'Opaque',
    ...(data && { data }),
  })
  const client = { tls: { backend: { clientCertificateRef: { name: 'certificate' } } } }
  const table: [string, readonly KubeObject[], string, string][] = [
    ['a Secret that was given without its data', [gateway([http()], client), secret(undefined)], 'ResolvedRefs', 'Undetermined'],
    ['a Secret with nothing in it', [gateway([http()], client), secret({})], 'ResolvedRefs', 'InvalidClientCertificateRef'],
    ['an address of a type of a vendor', [gateway([http()], { addresses: [{ type: 'example.com/pool' }] })], 'Accepted', 'Undetermined'],
    ['an address of no type', [gateway([http()], { addresses: [{ type: 'Pool' }] })], 'Accepted', 'UnsupportedAddress'],
  ]
  const authority = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ca', namespace: 'infra' }, data })
  for (const [data, profile, problem] of [
    [{ 'ca.crt': '' }, 'envoy-gateway', 'has nothing under ca.crt'],
    [{ 'ca.crt': 'x' }, 'envoy-gateway', undefined],
    [{ other: '' }, 'envoy-gateway', undefined],
    [{ 'ca.crt': '' }, 'conformant', 'has no key ca.crt'],
  ] as const) {
    const validation = { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] }
    const edge = gateway([https()], { tls: { frontend: { default: { validation } } } })
    const topology = createTopology(createSnapshot([edge, authority(data)], { complete: completeExcept([]) }), { profile })
    const [listener] = topology.effectiveListeners(edge)
    t.equal(listener?.clientValidation?.cas[0]?.problem?.detail, problem, `${profile}: ${JSON.stringify(data)}`)
  }
  const stranger = gateway([http()], { tls: { backend: { clientCertificateRef: { group: 'example.com', kind: 'Secret', name: 'c' } } } })
  t.match(predict([stranger])[0]?.status.conditions?.at(-1)?.message, /Secret infra\/c is a Secret of group example\.com, not a Secret$/)
  for (const [name, objects, type, reason] of table) {
    const [status] = predict(objects, { complete: [{ kind: 'Secret' }] })
    t.equal(status?.status.conditions?.find(condition => condition.type === type)?.reason, reason, name)
  }
  t.end()
})

function same(a: { [field: string]: unknown }, b: Record<string, unknown>, namespace: string): boolean {
  return (
    a.name === b.name &&
    (a.kind ?? 'Gateway') === (b.kind ?? 'Gateway') &&
    (a.namespace ?? namespace) === (b.namespace ?? namespace) &&
    a.sectionName === b.sectionName &&
    a.port === b.port
  )
}
