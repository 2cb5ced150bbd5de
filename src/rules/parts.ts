import type { KubeObject } from '../inventory/object.ts'
import type { ParentRef, RouteRule } from '../topology/model.ts'
import type { Topology } from '../topology/topology.ts'
import { ownListeners } from './view/listeners.ts'

/** Parts that few objects have and many rules are about, and whether an object has one. */
const parts = {
  /** Filters of a rule or of a backend. */
  filters: someRule(({ filters, backends }) => filters.length > 0 || backends.some(backend => backend.filters.length > 0)),
  /** Timeouts and retries. */
  timings: someRule(({ timeouts, retry }) => (timeouts.request ?? timeouts.backendRequest ?? retry) !== undefined),
  /** Session persistence in a route. */
  sessions: someRule(({ sessionPersistence }) => sessionPersistence !== undefined),
  /** Services and ServiceImports as parents. */
  mesh: someParent(({ kind }) => kind === 'Service' || kind === 'ServiceImport'),
  /** ListenerSets as parents. */
  sets: someParent(({ kind }) => kind === 'ListenerSet' || kind === 'XListenerSet'),
  /** Requested addresses of a Gateway. */
  addresses: (topology: Topology, object: KubeObject) => (topology.gateway(object)?.addresses.length ?? 0) > 0,
  /** Certificates of listeners. */
  certificates: (topology: Topology, object: KubeObject) =>
    ownListeners(topology, object).some(({ tls }) => (tls?.certificateRefs.length ?? 0) > 0),
}

export type Part = keyof typeof parts

export function hasPart(part: Part, topology: Topology, object: KubeObject): boolean {
  return parts[part](topology, object)
}

function someRule(has: (rule: RouteRule) => boolean) {
  return (topology: Topology, object: KubeObject): boolean => topology.route(object)?.rules.some(has) ?? false
}

function someParent(has: (ref: ParentRef) => boolean) {
  return (topology: Topology, object: KubeObject): boolean => topology.route(object)?.parentRefs.some(has) ?? false
}
