import type { KubeObject } from '../../inventory/object.ts'
import type { Listener } from '../../topology/model.ts'
import type { Topology } from '../../topology/topology.ts'

/** The listeners that a Gateway or ListenerSet lists itself. */
export function ownListeners(topology: Topology, object: KubeObject): readonly Listener[] {
  return (topology.gateway(object) ?? topology.listenerSet(object))?.listeners ?? []
}
