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
    [{ other: '' }, 'envoy-gateway', 'has nothing under other'],
    [{ 'tls.crt': 'x', other: '' }, 'envoy-gateway', undefined],
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

/** Each case: what stands there, and what the object says in its listeners or parents. */
t.test('what a status says of single faults', t => {
  const backend = { rules: [{ backendRefs: [{ name: 'echo', port: 80 }] }] }
  const tls = (fields: object) => gateway([{ name: 'l', port: 443, protocol: 'TLS', tls: fields }])
  const kinds = (protocol: string, ...list: object[]) => gateway([{ name: 'l', port: 80, protocol, allowedRoutes: { kinds: list } }])
  const filtered = (...filters: object[]) => route('route', { rules: [{ filters }, ...backend.rules] })
  const matching = (match: object) => route('route', { rules: [{ matches: [match], ...backend.rules[0] }] })
  const options = { 'example.com/certificate': 'edge' }
  const certificate = (type: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'certificate', namespace: 'infra' },
    type,
    stringData: { 'tls.crt': 'x', 'tls.key': 'x' },
  })
  const policy = (wellKnownCACertificates: string) =>
    object('BackendTLSPolicy', 'policy', {
      targetRefs: [{ group: '', kind: 'Service', name: 'echo' }],
      validation: { hostname: 'echo', wellKnownCACertificates },
    })
  const outside = { ...service('outside'), spec: { type: 'ExternalName', externalName: 'a.org', ports: [{ port: 80 }] } }
  const sending = (name: string, kind = 'HTTPRoute') =>
    object(kind, 'route', { parentRefs: [{ name: 'edge' }], rules: [{ backendRefs: [{ name, port: 80 }] }] })
  const orphan = { ...gateway([http()]), spec: { ...(gateway([http()]).spec as object), gatewayClassName: 'absent' } }
  const set = object('ListenerSet', 'set', { parentRef: { name: 'edge' }, listeners: [http()] })

  const table: [string, readonly KubeObject[], string, string, string?][] = [
    ['TLS ended without a certificate', [tls({ mode: 'Terminate' })], 'Programmed', 'False Invalid'],
    ['TLS ended with what options say', [tls({ mode: 'Terminate', options })], 'Programmed', 'True Programmed', 'False Invalid'],
    [
      'TLS passed on, with a certificate',
      [tls({ mode: 'Passthrough', certificateRefs: [{ name: 'c' }] })],
      'Programmed',
      'True Programmed',
      'False Invalid',
    ],
    [
      'listeners of one Gateway that collide',
      [gateway([http(), { name: 'tcp', port: 80, protocol: 'TCP' }])],
      'Programmed',
      'False Invalid',
    ],
    ['a protocol that is none', [kinds('SCTP', { kind: 'TCPRoute' })], 'ResolvedRefs', 'True ResolvedRefs'],
    [
      'a protocol of a vendor',
      [kinds('example.com/other', { kind: 'TCPRoute' })],
      'Accepted',
      'Unknown Undetermined',
      'False UnsupportedProtocol',
    ],
    [
      'a kind of route of a vendor',
      [kinds('HTTP', { group: 'example.com', kind: 'HTTPRoute' })],
      'ResolvedRefs',
      'Unknown Undetermined',
      'False InvalidRouteKinds',
    ],
    [
      'a wrong kind of route beside a right one',
      [kinds('HTTP', { kind: 'HTTPRoute' }, { kind: 'TCPRoute' })],
      'Accepted',
      'True Accepted',
      'False Invalid',
    ],
    ['an Opaque Secret', [gateway([https()]), certificate('Opaque')], 'ResolvedRefs', 'False InvalidCertificateRef'],
    [
      'a rule that is left out',
      [gateway([http()]), filtered({ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Filter', name: 'f' } })],
      'PartiallyInvalid',
      'absent',
      'True UnsupportedValue',
    ],
    [
      'ExternalAuth',
      [gateway([http()]), filtered({ type: 'ExternalAuth', externalAuth: {} })],
      'PartiallyInvalid',
      'absent',
      'True UnsupportedValue',
    ],
    [
      'no regular expression',
      [gateway([http()]), matching({ path: { type: 'RegularExpression', value: '(' } })],
      'Accepted',
      'True Accepted',
      'False UnsupportedValue',
    ],
    [
      'none, where no listener lets the route in',
      [
        gateway([http()].map(listener => ({ ...listener, allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } }))),
        matching({ path: { type: 'RegularExpression', value: '(' } }),
      ],
      'Accepted',
      'False NotAllowedByListeners',
      'False UnsupportedValue',
    ],
    [
      'none, where no hostname fits',
      [
        gateway([http('a.org')]),
        {
          ...matching({ path: { type: 'RegularExpression', value: '(' } }),
          spec: { ...(matching({ path: { type: 'RegularExpression', value: '(' } }).spec as object), hostnames: ['b.org'] },
        },
      ],
      'Accepted',
      'False NoMatchingListenerHostname',
    ],
    [
      'a Service of type ExternalName',
      [gateway([http()]), outside, sending('outside')],
      'ResolvedRefs',
      'True ResolvedRefs',
      'False UnsupportedValue',
    ],
    [
      'a port that carries TCP alone',
      [gateway([{ name: 'udp', port: 53, protocol: 'UDP' }]), sending('echo', 'UDPRoute')],
      'ResolvedRefs',
      'False UnsupportedProtocol',
      'False PortNotFound',
    ],
    ['authorities of the system', [gateway([http()]), sending('echo'), policy('System')], 'Accepted', 'True Accepted'],
    [
      'authorities of a vendor',
      [gateway([http()]), sending('echo'), policy('example.com/set')],
      'Accepted',
      'Unknown Undetermined',
      'False Invalid',
    ],
    [
      'a policy for a UDPRoute',
      [gateway([{ name: 'udp', port: 53, protocol: 'UDP' }]), sending('echo', 'UDPRoute'), policy('System')],
      'Accepted',
      'no status',
    ],
    ['a policy where the class is absent', [orphan, sending('echo'), policy('System')], 'Accepted', 'no status'],
    ['a ListenerSet where the class is absent', [orphan, set], 'Accepted', 'no status'],
  ]
  const gatewayClass = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'class' },
    spec: { controllerName: 'example.com/controller' },
  }
  for (const [name, objects, type, conformant, envoyGateway = conformant] of table) {
    for (const [profile, expected] of [
      ['conformant', conformant],
      ['envoy-gateway', envoyGateway],
    ] as const) {
      const snapshot = createSnapshot([gatewayClass, service('echo'), ...objects], {
        complete: completeExcept([{ kind: 'CustomResourceDefinition' }]),
      })
      const status = createTopology(snapshot, { profile, sameAge: true }).status(
        objects.at(-1)!.kind === 'Secret' ? objects[0]! : objects.at(-1)!,
      )
      const conditions = (status?.parents ?? status?.ancestors ?? status?.listeners)?.[0]?.conditions ?? status?.conditions
      const found = conditions?.find(condition => condition.type === type)
      t.equal(found ? `${found.status} ${found.reason}` : conditions ? 'absent' : 'no status', expected, `${name}: ${profile}`)
    }
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
