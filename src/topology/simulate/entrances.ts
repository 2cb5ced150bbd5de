import type { KubeObject } from '../../kinds/object.ts'
import { hostsFor } from '../matches/listener-index.ts'
import { gatewayGroup } from '../model.ts'
import type { Topology } from '../topology.ts'
import { listenersOn, mostSpecific } from './select.ts'

/** Finds the Gateways with a listener for a name without asking all of them. */
export interface Entrances {
  /** In the order in which Gateways are listed. */
  gatewaysFor(port: number, transport: 'TCP' | 'UDP', name: string): readonly KubeObject[]
}

export function entrancesOf(topology: Topology): Entrances {
  const gateways = topology.snapshot.list(gatewayGroup, 'Gateway')
  /** Places in that list, by port and hostname of the listeners. */
  const places = new Map<string, Set<number>>()
  gateways.forEach((gateway, place) => {
    for (const { port, hostname } of topology.effectiveListeners(gateway)) {
      const key = `${port} ${hostname}`
      places.set(key, (places.get(key) ?? new Set()).add(place))
    }
  })
  return {
    gatewaysFor(port, transport, name) {
      const near = new Set(hostsFor(name).flatMap(host => [...(places.get(`${port} ${host}`) ?? [])]))
      return [...near]
        .sort((a, b) => a - b)
        .map(place => gateways[place]!)
        .filter(gateway => mostSpecific(listenersOn(topology.effectiveListeners(gateway), port, transport).usable, name) !== undefined)
    },
  }
}
