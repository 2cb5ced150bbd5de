import type { IndexDefinition, Snapshot, Tri } from '../../inventory/index.ts'
import type { KubeObject } from '../../inventory/object.ts'
import { delegates, isRoute } from '../../topology/delegation.ts'
import { readRoute } from '../../topology/reading/route.ts'
import type { Topology } from '../../topology/topology.ts'
import { GATEWAY_GROUP } from './groups.ts'

// kgateway and Gloo Gateway let an HTTPRoute hand requests on to other HTTPRoutes, which then need no parent of their own.

const delegating: IndexDefinition = {
  name: 'routes that delegate',
  kinds: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute' }],
  keys: object => (readRoute(object)?.rules.some(rule => rule.backends.some(isRoute)) ? ['all'] : []),
}

/** Whether any HTTPRoute hands requests on to others. */
export function someoneDelegates(snapshot: Snapshot): boolean {
  return snapshot.indexed(delegating, 'all').length > 0
}

/** Whether the controller of a route lets routes delegate; unknown where the controller is. */
export function mayDelegate(topology: Topology, route: KubeObject): Tri {
  const classes = topology.gatewaysOf(route).map(gateway => topology.classOf(gateway))
  const profiles = classes.length === 0 ? [topology.profile] : classes.map(({ profile }) => profile)
  if (profiles.some(delegates)) return 'yes'
  const known =
    topology.profile.name !== 'conformant' || (classes.length > 0 && classes.every(({ controllerName }) => controllerName !== undefined))
  return known ? 'no' : 'unknown'
}
