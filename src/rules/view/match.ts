import type { Path } from '../../diagnostics/path.ts'
import type { KubeObject } from '../../inventory/object.ts'
import type { Route, RouteMatch, ValueMatch } from '../../topology/model.ts'
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

const none: readonly never[] = []

/** A regular expression that a match holds, and what it is compared with. */
export interface Pattern {
  readonly pattern: string
  readonly at: Path
  readonly what: string
}

/** Every regular expression of a match. */
export function patterns(route: Route, match: RouteMatch): readonly Pattern[] {
  if (match.path.type !== 'RegularExpression' && match.grpc === undefined && match.headers.length + match.query.length === 0) return none
  const found: Pattern[] = []
  if (match.grpc !== undefined) {
    const { type, service, method } = match.grpc
    if (type === 'RegularExpression' && service !== undefined)
      found.push({ pattern: service, at: [...match.at, 'method', 'service'], what: 'the service' })
    if (type === 'RegularExpression' && method !== undefined)
      found.push({ pattern: method, at: [...match.at, 'method', 'method'], what: 'the method' })
  } else if (route.kind === 'HTTPRoute' && match.path.type === 'RegularExpression') {
    found.push({ pattern: match.path.value, at: [...match.at, 'path', 'value'], what: 'the path' })
  }
  const add = (list: readonly ValueMatch[], what: string) => {
    for (const { type, name, value, at } of list) {
      if (type === 'RegularExpression') found.push({ pattern: value, at: [...at, 'value'], what: `${what} ${name}` })
    }
  }
  add(match.headers, 'header')
  add(match.query, 'query parameter')
  return found
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
