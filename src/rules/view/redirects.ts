import type { RequestSketch } from '../../diagnostics/finding.ts'
import type { KubeObject } from '../../inventory/object.ts'
import type { FlatMatch } from '../../topology/matches/flat-match.ts'
import type { Filter } from '../../topology/model.ts'
import type { Trace } from '../../topology/simulate/result.ts'
import type { Topology } from '../../topology/topology.ts'

/** Browsers give up after about twenty; what has not ended after these will not. */
const HOPS = 10
/** Matches of one rule that are followed. */
const TRIED = 4

/** A redirect followed to its end. */
export interface FollowedRedirect {
  readonly filter: Filter
  readonly match: FlatMatch
  readonly start: RequestSketch
  /** Every URL, the first and the last included. */
  readonly urls: readonly string[]
  /** `loop`: a URL came back; `endless`: it had not ended after ten hops. */
  readonly end: 'loop' | 'endless' | 'answer' | 'unknown'
  /** The answer to the last URL, where it ends in one. */
  readonly trace?: Trace
}

const known = new WeakMap<Topology, Map<KubeObject, readonly FollowedRedirect[]>>()

/** Follows the redirects of a route, each from a request that its rule answers, through the Gateway that it stands at. */
export function followRedirects(topology: Topology, route: KubeObject): readonly FollowedRedirect[] {
  if (!topology.route(route)?.rules.some(rule => rule.filters.some(isRedirect))) return []
  const routes = known.get(topology) ?? new Map<KubeObject, readonly FollowedRedirect[]>()
  known.set(topology, routes)
  const followed = routes.get(route) ?? follow(topology, route)
  routes.set(route, followed)
  return followed
}

function follow(topology: Topology, route: KubeObject): FollowedRedirect[] {
  const found: FollowedRedirect[] = []
  const tried = new Map<Filter, number>()
  for (const match of topology.matchesOf(route)) {
    const filter = match.rule.filters.find(isRedirect)
    if (filter === undefined || match.binding.verdict !== 'yes' || (tried.get(filter) ?? 0) >= TRIED) continue
    tried.set(filter, (tried.get(filter) ?? 0) + 1)
    const [first] = topology.samplesOf(match)
    if (first !== undefined) found.push({ filter, match, start: first.sketch, ...chase(topology, match, first.sketch) })
  }
  return found
}

function chase(topology: Topology, match: FlatMatch, start: RequestSketch): Pick<FollowedRedirect, 'urls' | 'end' | 'trace'> {
  const urls = [start.url]
  const { namespace, name } = match.listener.gateway
  for (let hop = 0; hop < HOPS; hop++) {
    const url = urls.at(-1)!
    const [trace] = topology.simulate({ url, method: start.method, headers: start.headers, gateway: { namespace, name } }).traces
    if (trace === undefined || trace.answer.kind === 'unknown') return { urls, end: 'unknown' }
    if (trace.answer.kind !== 'redirect') return { urls, end: 'answer', trace }
    const { location } = trace.answer
    if (urls.includes(location)) return { urls: [...urls, location], end: 'loop', trace }
    urls.push(location)
  }
  return { urls, end: 'endless' }
}

function isRedirect({ type }: Filter): boolean {
  return type === 'RequestRedirect'
}

/** Whether a redirect changes nothing but scheme, port or status. */
export function changesSchemeOnly({ settings }: Filter): boolean {
  return settings.scheme !== undefined && settings.hostname === undefined && settings.path === undefined
}

/** Whether a client sends the same conditions again after a redirect: headers of its own are not kept by every client. */
export function survivesRedirect({ headers, query, method }: FlatMatch): boolean {
  return headers.length === 0 && query.length === 0 && (method === undefined || method === 'GET' || method === 'HEAD')
}
