import type { ObjectRef } from '../diagnostics/finding.ts'
import { refKey, refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { gatewayGroup } from '../topology/model.ts'
import { fields, items, text } from '../topology/reading/fields.ts'
import type { Topology } from '../topology/topology.ts'

const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']

export interface Dependents {
  readonly routes: readonly KubeObject[]
  readonly gateways: readonly KubeObject[]
}

const nothing: Dependents = { routes: [], gateways: [] }

/** The routes and Gateways whose working may depend on an object: rather one too many than one too few. */
export function dependentsOf(ref: ObjectRef, topology: Topology): Dependents {
  const { snapshot } = topology
  const object = snapshot.get(ref)
  const key = `${ref.group}/${ref.kind}`
  if (object === undefined) return nothing
  switch (key) {
    case `${gatewayGroup}/Gateway`:
      return { routes: routesAt(object, topology), gateways: [] }
    case `${gatewayGroup}/ListenerSet`:
      return {
        routes: unique(topology.listenersOf(object).flatMap(listener => topology.routesOn(listener).map(({ route }) => route.object))),
        gateways: [],
      }
    case `${gatewayGroup}/GatewayClass`:
      return { routes: [], gateways: gatewaysOf(snapshot).filter(gateway => fields(gateway.spec)['gatewayClassName'] === ref.name) }
    case `${gatewayGroup}/ReferenceGrant`:
      return grantees(object, snapshot)
    case '/Service':
    case 'gateway.networking.x-k8s.io/XBackend':
      return { routes: topology.routesTo(ref), gateways: [] }
    case '/Secret':
    case '/ConfigMap':
      return { routes: [], gateways: gatewaysOf(snapshot) }
    case '/Namespace':
      return { routes: routeKinds.flatMap(kind => snapshot.list(gatewayGroup, kind, ref.name)), gateways: [] }
    default:
      return nothing
  }
}

/** The kinds of which a change can break others. */
export const protectedKinds: ReadonlySet<string> = new Set([
  `${gatewayGroup}/Gateway`,
  `${gatewayGroup}/ListenerSet`,
  `${gatewayGroup}/GatewayClass`,
  `${gatewayGroup}/ReferenceGrant`,
  'gateway.networking.x-k8s.io/XBackend',
  '/Service',
  '/Secret',
  '/ConfigMap',
  '/Namespace',
])

function routesAt(gateway: KubeObject, topology: Topology): readonly KubeObject[] {
  return unique(topology.effectiveListeners(gateway).flatMap(listener => topology.routesOn(listener).map(({ route }) => route.object)))
}

function gatewaysOf(snapshot: Snapshot): readonly KubeObject[] {
  return snapshot.list(gatewayGroup, 'Gateway')
}

/** Everything of the kinds and in the namespaces that a grant speaks of. */
function grantees(grant: KubeObject, snapshot: Snapshot): Dependents {
  const found = items(fields(grant.spec)['from'], []).flatMap(({ value }) => {
    return snapshot.list(text(value['group']) ?? '', text(value['kind']) ?? '', text(value['namespace']) ?? '')
  })
  // Certificates of ListenerSets are looked at through the Gateway that took them in.
  const sets = found.some(object => object.kind === 'ListenerSet')
  return {
    routes: unique(found.filter(object => routeKinds.includes(object.kind))),
    gateways: sets ? gatewaysOf(snapshot) : unique(found.filter(object => object.kind === 'Gateway')),
  }
}

function unique(objects: readonly KubeObject[]): readonly KubeObject[] {
  return [...new Map(objects.map(object => [refKey(refOf(object)), object])).values()]
}
