import type { ObjectRef } from '../diagnostics/finding.ts'
import { keptOn } from '../inventory/kept-on.ts'
import { refOf } from '../inventory/ref.ts'
import type { Lookup, Snapshot, Tri } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { delegates, isRoute, lookupRoutes } from './delegation.ts'
import { isGranted } from './grants.ts'
import { slicesByService, xGroup } from './indexes.ts'
import { type BackendRef, gatewayGroup, type Route } from './model.ts'
import type { Profile } from './profile.ts'
import { fields, items, text, whole } from './reading/fields.ts'
import type { BackendFacts, ServicePort } from './topology.ts'

/** Lists of the core API have no bound that would matter. */
const ALL = Number.POSITIVE_INFINITY

export interface BackendContext {
  readonly snapshot: Snapshot
  readonly profile: Profile
  /** Whether a BackendTLSPolicy governs the port; asked for `kubernetes.io/wss` only. */
  hasBackendTls(service: ObjectRef, port: ServicePort): Tri
  /** Whether the route reaches its backends through a mesh only: then no grant is needed (GEP-1294). */
  readonly meshOnly: boolean
}

interface Problem {
  readonly reason: NonNullable<BackendFacts['reason']>
  readonly detail: string
}

/**
 * What a reference to a backend comes to. Checks in the order kind, grant, existence, port, protocol: a reference across namespaces that is not
 * permitted says so even where the target does not exist.
 */
export function resolveBackend(route: Route, ref: BackendRef, context: BackendContext): BackendFacts {
  const kind = backendKind(ref)
  const { snapshot } = context
  const delegation = isRoute(ref) && delegates(context.profile)
  // Handing requests on to routes of another namespace asks for no grant.
  const permitted = context.meshOnly || delegation ? 'yes' : isGranted(snapshot, route.ref, ref)
  const object = delegation ? lookupRoutes(ref, snapshot) : snapshot.lookup(ref)
  const facts = new Facts(ref, kind, permitted, object, snapshot)
  const wrongKind = kindProblem(ref, kind, object, context)
  if (wrongKind !== undefined) return wrongKind === 'unknown' ? facts : facts.failed(wrongKind)
  if (kind === 'XBackend' && ref.namespace !== route.ref.namespace)
    return facts.failed({ reason: 'RefNotPermitted', detail: 'an XBackend can be used from its own namespace only' })
  if (permitted === 'no')
    return facts.failed({
      reason: 'RefNotPermitted',
      detail: `no ReferenceGrant in ${ref.namespace} lets ${route.kind}s of ${route.ref.namespace} refer to ${named(ref)}`,
    })
  if (context.profile.hostKinds.includes(`${ref.group}/${ref.kind}`)) return facts
  if (object.state === 'absent') return facts.failed({ reason: 'BackendNotFound', detail: `${named(ref)} does not exist` })
  if (object.state === 'unknown') return facts
  facts.resolved = permitted
  if (kind === 'Service') return judgeService(route, facts, object.object, context)
  return kind === 'ServiceImport' ? judgeImport(facts, object.object) : facts
}

/** Whether anything is ready is looked up only where somebody asks. */
class Facts implements BackendFacts {
  readonly ref: BackendRef
  readonly kind: BackendFacts['kind']
  readonly permitted: Tri
  readonly object: Lookup
  readonly #snapshot: Snapshot
  resolved: Tri = 'unknown'
  port?: ServicePort
  reason?: NonNullable<BackendFacts['reason']>
  detail?: string
  hidden?: boolean

  constructor(ref: BackendRef, kind: BackendFacts['kind'], permitted: Tri, object: Lookup, snapshot: Snapshot) {
    this.ref = ref
    this.kind = kind
    this.permitted = permitted
    this.object = object
    this.#snapshot = snapshot
  }

  get endpoints(): Tri {
    return this.kind === 'Service' && this.object.state === 'found' ? endpointsOf(this.#snapshot, this.object.object) : 'unknown'
  }

  failed({ reason, detail }: Problem): this {
    this.resolved = 'no'
    this.reason = reason
    this.detail = detail
    return this
  }
}

export function backendKind(ref: ObjectRef): BackendFacts['kind'] {
  if (ref.group === '' && ref.kind === 'Service') return 'Service'
  if (ref.group === 'multicluster.x-k8s.io' && ref.kind === 'ServiceImport') return 'ServiceImport'
  return ref.group === xGroup && ref.kind === 'XBackend' ? 'XBackend' : 'other'
}

/** Core kinds other than Service, and Gateway API kinds, are backends to nobody; of other groups only the controller knows. */
function kindProblem(
  ref: BackendRef,
  kind: BackendFacts['kind'],
  object: Lookup,
  { profile, snapshot }: BackendContext,
): Problem | 'unknown' | undefined {
  if (kind !== 'other' || profile.backendKinds.includes(`${ref.group}/${ref.kind}`)) return undefined
  if (builtIn(ref.group) || profile.vendorsComplete) return { reason: 'InvalidKind', detail: `${ref.kind} is not a kind of backend` }
  const known = snapshot.list('apiextensions.k8s.io', 'CustomResourceDefinition').some(crd => {
    const spec = fields(crd.spec)
    return spec.group === ref.group && fields(spec.names).kind === ref.kind
  })
  if (known || object.state === 'found' || !snapshot.complete('apiextensions.k8s.io', 'CustomResourceDefinition')) return 'unknown'
  return { reason: 'InvalidKind', detail: `there is no kind ${ref.kind} in ${ref.group}` }
}

function builtIn(group: string): boolean {
  return (
    group === '' || group === 'apps' || group === 'batch' || group === 'core' || group === gatewayGroup || group === 'networking.k8s.io'
  )
}

const portsOfServices = keptOn<readonly ServicePort[]>()

export function servicePorts(service: KubeObject): readonly ServicePort[] {
  let ports = portsOfServices.get(service)
  if (ports === undefined) {
    ports = readPorts(service)
    portsOfServices.set(service, ports)
  }
  return ports
}

function readPorts(service: KubeObject): readonly ServicePort[] {
  return items(fields(service.spec).ports, ['spec', 'ports'], ALL).flatMap(({ value, at }) => {
    const port = whole(value.port)
    if (port === undefined) return []
    const appProtocol = text(value.appProtocol)
    return [
      {
        at,
        port,
        name: text(value.name) ?? '',
        protocol: text(value.protocol) ?? 'TCP',
        ...(appProtocol !== undefined && { appProtocol }),
      },
    ]
  })
}

function judgeService(route: Route, facts: Facts, service: KubeObject, context: BackendContext): BackendFacts {
  const { ref } = facts
  const { externalNameReason } = context.profile
  if (externalNameReason !== undefined && fields(service.spec).type === 'ExternalName')
    return facts.failed({
      reason: externalNameReason,
      detail: `${named(ref)} has type ExternalName, which the controller sends nothing to`,
    })
  const ports = servicePorts(service)
  const same = ports.find(({ port }) => port === ref.port)
  if (same === undefined) {
    const reason = context.profile.missingPortReason
    if (reason === 'not shown') facts.hidden = true
    return facts.failed({ reason: reason === 'not shown' ? 'BackendNotFound' : reason, detail: missingPort(ref, service, ports) })
  }
  const transport = route.kind === 'UDPRoute' ? 'UDP' : 'TCP'
  const port = ports.find(entry => entry.port === ref.port && entry.protocol === transport)
  facts.port = port ?? same
  if (port === undefined) {
    const detail = `port ${ref.port} of ${named(ref)} speaks ${same.protocol}, and a ${route.kind} needs ${transport}`
    return facts.failed({ reason: context.profile.missingTransportReason, detail })
  }
  if (port.appProtocol === 'kubernetes.io/wss' && route.kind === 'HTTPRoute' && context.hasBackendTls(ref, port) === 'no') {
    const detail = `port ${ref.port} of ${named(ref)} has appProtocol kubernetes.io/wss, which an HTTPRoute can use only with a BackendTLSPolicy`
    return facts.failed({ reason: 'UnsupportedProtocol', detail })
  }
  return facts
}

function missingPort(ref: BackendRef, service: KubeObject, ports: readonly ServicePort[]): string {
  const list = ports.map(({ port, name }) => (name === '' ? `${port}` : `${port} (${name})`)).join(', ')
  if (ref.port === undefined) return `a reference to a Service needs a port; ${named(ref)} has ${list || 'none'}`
  const target = items(fields(service.spec).ports, [], ALL).find(({ value }) => whole(value.targetPort) === ref.port)
  const hint = target === undefined ? '' : `; ${ref.port} is the targetPort of port ${whole(target.value.port)}`
  return `${named(ref)} has no port ${ref.port}; it has ${list || 'none'}${hint}`
}

function judgeImport(facts: Facts, object: KubeObject): BackendFacts {
  const ports = items(fields(object.spec).ports, ['spec', 'ports'], ALL)
  const { ref } = facts
  if (ref.port === undefined || ports.length === 0 || ports.some(({ value }) => whole(value.port) === ref.port)) return facts
  return facts.failed({ reason: 'BackendNotFound', detail: `${named(ref)} has no port ${ref.port}` })
}

/** Whether anything ready stands behind a Service. Only EndpointSlices tell; a Service by name has none and needs none. */
export function endpointsOf(snapshot: Snapshot, service: KubeObject): Tri {
  const { namespace, name } = refOf(service)
  if (fields(service.spec).type === 'ExternalName') return 'yes'
  const slices = snapshot.indexed(slicesByService, `${namespace}/${name}`)
  const ready = slices.some(slice =>
    items(slice['endpoints'], [], ALL).some(
      ({ value }) => fields(value.conditions).ready !== false && Array.isArray(value.addresses) && value.addresses.length > 0,
    ),
  )
  if (ready) return 'yes'
  return snapshot.complete('discovery.k8s.io', 'EndpointSlice', namespace) ? 'no' : 'unknown'
}

function named(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`
}
