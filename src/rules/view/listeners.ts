import type { KubeObject } from '../../inventory/object.ts'
import type { Listener } from '../../topology/model.ts'
import type { Topology } from '../../topology/topology.ts'
import { listed } from './words.ts'

/** The listeners that a Gateway or ListenerSet lists itself. */
export function ownListeners(topology: Topology, object: KubeObject): readonly Listener[] {
  return (topology.gateway(object) ?? topology.listenerSet(object))?.listeners ?? []
}

/** `https (HTTPS on 443 for *.example.com)`. */
export function describeListener({ name, protocol, port, hostname }: Listener): string {
  return `${name} (${protocol} on ${port}${hostname === '' ? '' : ` for ${hostname}`})`
}

export function describeListeners(listeners: readonly Listener[]): string {
  return listeners.length === 0 ? 'none' : listed(listeners.map(describeListener))
}
