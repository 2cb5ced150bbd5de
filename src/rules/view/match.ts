import type { KubeObject } from '../../inventory/object.ts'
import type { Route, RouteMatch } from '../../topology/model.ts'
import type { Topology } from '../../topology/topology.ts'

let lastRoute: Route | undefined
let lastMatches: readonly RouteMatch[] = []

/** All matches of an HTTPRoute or GRPCRoute, in order; none of anything else. The last are kept: many rules ask about one route in turn. */
export function matchesIn(topology: Topology, object: KubeObject): readonly RouteMatch[] {
  const route = topology.route(object)
  if (route === undefined) return []
  if (route !== lastRoute) {
    lastMatches = route.rules.flatMap(rule => rule.matches)
    lastRoute = route
  }
  return lastMatches
}

/** The match as people write it: `GET /cart with header x-env: canary`. */
export function describeMatch(match: RouteMatch): string {
  if (match.grpc !== undefined) {
    const { type, service, method } = match.grpc
    const call = service === undefined && method === undefined ? 'any call' : `${service ?? 'any service'}/${method ?? 'any method'}`
    return type === 'RegularExpression' ? `${call} (regular expression)` : call
  }
  const { type, value } = match.path
  const path =
    type === 'Exact' ? `exactly ${value}` : type === 'PathPrefix' ? `${value}${value.endsWith('/') ? '' : '/'}...` : `path ~ ${value}`
  const conditions = [
    ...match.headers.map(({ name, value: wanted, type: how }) => `header ${name}${how === 'Exact' ? ':' : ' ~'} ${wanted}`),
    ...match.query.map(({ name, value: wanted, type: how }) => `query ${name}${how === 'Exact' ? '=' : ' ~ '}${wanted}`),
  ]
  return `${match.method === undefined ? '' : `${match.method} `}${path}${conditions.length > 0 ? ` with ${conditions.join(' and ')}` : ''}`
}
