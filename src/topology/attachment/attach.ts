import type { Snapshot, Tri } from '../../inventory/snapshot.ts'
import type { ParentRef, Route } from '../model.ts'
import { gatewayGroup } from '../model.ts'
import { includesNamespace } from '../namespaces.ts'
import type { Binding, EffectiveListener } from '../topology.ts'
import { tri } from '../tri.ts'
import { commonHostnames } from './hostnames.ts'

/** Whether a listener lets a route in, and with which hosts; isolation is added by whoever knows the other listeners. */
export function attach(snapshot: Snapshot, route: Route, parent: ParentRef, listener: EffectiveListener): Omit<Binding, 'isolated'> {
  const base = { route, parent, listener }
  const kind = allowsKind(listener, route)
  const namespace = includesNamespace(listener.allowedNamespaces, listener.owner.namespace, route.ref.namespace, snapshot)
  if (kind === 'no') return { ...base, verdict: 'no', stage: 'kind', hostnames: [] }
  if (namespace === 'no') return { ...base, verdict: 'no', stage: 'namespace', hostnames: [] }
  const hostnames = commonHostnames(route, listener)
  if (hostnames.length === 0) return { ...base, verdict: 'no', stage: 'hostname', hostnames: [] }
  if (kind === 'unknown') return { ...base, verdict: 'unknown', stage: 'kind', hostnames }
  if (namespace === 'unknown') return { ...base, verdict: 'unknown', stage: 'namespace', hostnames }
  return { ...base, verdict: 'yes', hostnames }
}

function allowsKind(listener: EffectiveListener, route: Route): Tri {
  if (listener.supportedKinds.some(({ group, kind }) => group === gatewayGroup && kind === route.kind)) return 'yes'
  // A vendor's protocol may take any kind, unless the listener names its kinds.
  if (!listener.kindsKnown && listener.allowedKinds.every(({ group }) => group !== gatewayGroup)) return 'unknown'
  return tri(false)
}
