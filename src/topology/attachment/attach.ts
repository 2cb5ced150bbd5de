import type { Snapshot, Tri } from '../../inventory/snapshot.ts'
import type { ParentRef, Route } from '../model.ts'
import { gatewayGroup } from '../model.ts'
import { includesNamespace } from '../namespaces.ts'
import type { Binding, EffectiveListener } from '../topology.ts'
import { tri } from '../tri.ts'
import { commonHostnames } from './hostnames.ts'

const none: readonly never[] = []

/** Whether a listener lets a route in, and with which hosts; isolation is added by whoever knows the other listeners. */
export function attach(snapshot: Snapshot, route: Route, parent: ParentRef, listener: EffectiveListener): Binding {
  const made = (verdict: Tri, hostnames: readonly string[], stage?: 'kind' | 'namespace' | 'hostname'): Binding =>
    stage === undefined
      ? { route, parent, listener, verdict, hostnames, isolated: none }
      : { route, parent, listener, verdict, hostnames, isolated: none, stage }
  const kind = allowsKind(listener, route)
  if (kind === 'no') return made('no', none, 'kind')
  const namespace = includesNamespace(listener.allowedNamespaces, listener.owner.namespace, route.ref.namespace, snapshot)
  if (namespace === 'no') return made('no', none, 'namespace')
  const hostnames = commonHostnames(route, listener)
  if (hostnames.length === 0) return made('no', none, 'hostname')
  if (kind === 'unknown') return made('unknown', hostnames, 'kind')
  return namespace === 'unknown' ? made('unknown', hostnames, 'namespace') : made('yes', hostnames)
}

function allowsKind(listener: EffectiveListener, route: Route): Tri {
  if (listener.supportedKinds.some(({ group, kind }) => group === gatewayGroup && kind === route.kind)) return 'yes'
  // A vendor's protocol may take any kind, unless the listener names its kinds.
  if (!listener.kindsKnown && listener.allowedKinds.every(({ group }) => group !== gatewayGroup)) return 'unknown'
  return tri(false)
}
