import type { Route } from '../model.ts'
import type { ParentFacts, Topology } from '../topology.ts'
import type { Condition } from './result.ts'

/** What a controller says about the content of a route, whichever listener it is at. */
export interface RouteContent {
  readonly rejected?: Condition
  readonly partial?: Condition
}

export function routeContent(_topology: Topology, _route: Route, _parent: ParentFacts): RouteContent {
  return {}
}
