import type { KubeObject } from '../../kinds/object.ts'
import { groupBy } from '../../values/group.ts'
import { ageKnown, compareAge } from '../age.ts'
import type { Route } from '../model.ts'
import type { Binding, EffectiveListener, Topology } from '../topology.ts'

/** Connections that other routes of the kind claim too: only one of the routes gets them, and all show Accepted. */
export interface ConnectionConflict {
  readonly binding: Binding
  /** The server name that both claim; `''` for all connections. */
  readonly host: string
  /** The route that gets them; where it is not known which one does, the first that may. */
  readonly other: Route
  /** `undetermined`: ages are not known, the route that is created first gets them. */
  readonly outcome: 'loses' | 'undetermined'
  readonly level: 'age' | 'name'
}

/** The routes that claim connections at one listener, by kind and server name, the oldest first. */
export type Claimants = ReadonlyMap<string, readonly Route[]>

export function claimantsAt(topology: Topology, listener: EffectiveListener): Claimants {
  const claims = topology
    .routesOn(listener)
    .filter(({ verdict }) => verdict === 'yes')
    .flatMap(binding => topology.effectiveHostnames(binding).map(host => ({ host, route: binding.route })))
  const grouped = groupBy(claims, ({ host, route }) => `${route.kind} ${host}`)
  return new Map([...grouped].map(([key, group]) => [key, group.map(({ route }) => route).sort(compareAge)]))
}

/**
 * What a TLSRoute, TCPRoute or UDPRoute does not get of what it claims, or may not get. TCP and UDP have nothing to tell connections apart by;
 * TLS has the server name.
 * @see GEP-2644, GEP-2645, and the general rule on conflicts: the oldest, then by namespace and name
 */
export function connectionConflicts(
  topology: Topology,
  object: KubeObject,
  { sameAge, claimants }: { readonly sameAge: boolean; claimants(listener: EffectiveListener): Claimants },
): readonly ConnectionConflict[] {
  const kind = topology.route(object)?.kind
  if (kind !== 'TLSRoute' && kind !== 'TCPRoute' && kind !== 'UDPRoute') return []
  const found: ConnectionConflict[] = []
  const seen = new Set<unknown>()
  for (const binding of topology.bindingsOf(object)) {
    if (binding.verdict !== 'yes' || seen.has(binding.listener)) continue
    seen.add(binding.listener)
    for (const host of topology.effectiveHostnames(binding)) {
      const conflict = lost(binding.route, claimants(binding.listener).get(`${kind} ${host}`) ?? [], sameAge)
      if (conflict !== undefined) found.push({ binding, host, ...conflict })
    }
  }
  return found
}

function lost(route: Route, claimants: readonly Route[], sameAge: boolean): Omit<ConnectionConflict, 'binding' | 'host'> | undefined {
  if (claimants.length < 2) return undefined
  const winner = claimants.find(other => other !== route && ageKnown(other, route, sameAge) && compareAge(other, route) < 0)
  if (winner !== undefined) return { other: winner, outcome: 'loses', level: winner.created === route.created ? 'name' : 'age' }
  const unordered = claimants.find(other => other !== route && !ageKnown(other, route, sameAge))
  return unordered === undefined ? undefined : { other: unordered, outcome: 'undetermined', level: 'age' }
}
