import type { RequestSketch } from '../../diagnostics/finding.ts'
import { type IndexDefinition, refKey } from '../../inventory/index.ts'
import type { KubeObject } from '../../inventory/object.ts'
import { actionOf } from '../../topology/matches/canonical.ts'
import type { ParentRef, Route, RouteMatch, RouteRule } from '../../topology/model.ts'
import { readRoute } from '../../topology/reading/route.ts'
import type { ParentFacts, Topology } from '../../topology/topology.ts'
import { GATEWAY_GROUP } from './groups.ts'

// Where a Gateway is not among the objects its listeners are not known. Two routes that name it in the same words, with the same hostname and
// match, meet at the same listeners all the same, whichever those are.

const claims: IndexDefinition = {
  name: 'HTTPRoutes by parent, hostname and match',
  kinds: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute' }],
  keys(object) {
    const route = readRoute(object)
    if (route === undefined) return []
    const matches = route.rules.flatMap(rule => rule.matches)
    return route.parentRefs.flatMap(parent => hostsOf(route).flatMap(host => matches.map(match => claimKey(parent, host, match))))
  },
}

function claimKey(parent: ParentRef, host: string, match: RouteMatch): string {
  return [refKey(parent), parent.sectionName, parent.port, host, match.canonical.key].join(' ')
}

function hostsOf({ hostnames }: Route): readonly string[] {
  return hostnames.length === 0 ? [''] : hostnames.map(({ value }) => value)
}

/** The same requests claimed by another route at a parent of which only the name is known. */
export interface AssumedDuplicate {
  readonly match: RouteMatch
  readonly other: Route
  readonly otherMatch: RouteMatch
  readonly witness: RequestSketch
  /** `undetermined`: the ages are not known. A route that wins has nothing to hear. */
  readonly outcome: 'loses' | 'undetermined'
}

/** The duplicates of a route at parents that are not among the objects, each match once. */
export function assumedDuplicates(topology: Topology, object: KubeObject): readonly AssumedDuplicate[] {
  const route = topology.route(object)
  const parents = topology.parentsOf(object).filter(isAssumed)
  if (route?.kind !== 'HTTPRoute' || parents.length === 0) return []
  const found: AssumedDuplicate[] = []
  const told = new Set<RouteMatch>()
  for (const { ref } of parents) {
    for (const host of hostsOf(route)) {
      for (const rule of route.rules) {
        for (const match of rule.matches) {
          if (told.has(match)) continue
          const duplicate = rivalOf(topology, route, rule, match, claimKey(ref, host, match))
          if (duplicate === undefined) continue
          const witness = sketch(host, match)
          if (witness === undefined) continue
          told.add(match)
          found.push({ match, witness, ...duplicate })
        }
      }
    }
  }
  return found
}

function isAssumed({ kind, parent }: ParentFacts): boolean {
  return parent.state === 'unknown' && (kind === 'Gateway' || kind === 'ListenerSet')
}

function rivalOf(
  topology: Topology,
  route: Route,
  rule: RouteRule,
  match: RouteMatch,
  key: string,
): Pick<AssumedDuplicate, 'other' | 'otherMatch' | 'outcome'> | undefined {
  for (const object of topology.snapshot.indexed(claims, key)) {
    const other = readRoute(object)
    if (other === undefined || other === route) continue
    const own = match.canonical
    for (const otherRule of other.rules) {
      const otherMatch = otherRule.matches.find(candidate => candidate.canonical.key === own.key)
      if (otherMatch === undefined || actionOf(otherRule) === actionOf(rule)) continue
      const longer = otherMatch.canonical.path.length - own.path.length
      if (longer < 0) break
      if (longer > 0) return { other, otherMatch, outcome: 'loses' }
      if (route.created === undefined || other.created === undefined) return { other, otherMatch, outcome: 'undetermined' }
      if (other.created < route.created) return { other, otherMatch, outcome: 'loses' }
    }
  }
  return undefined
}

/** A request that the match takes; none where it takes an expression to tell. */
function sketch(host: string, { path, method, headers, query }: RouteMatch): RequestSketch | undefined {
  if (path.type === 'RegularExpression' || [...headers, ...query].some(({ type }) => type === 'RegularExpression')) return undefined
  const name = host === '' ? 'any-host.example' : host.replace(/^\*/, 'www')
  const search = query.map(({ name: key, value }) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&')
  return {
    method: method ?? 'GET',
    url: `http://${name}${path.type === 'PathPrefix' && path.value !== '/' ? path.value.replace(/\/$/, '') : path.value}${search === '' ? '' : `?${search}`}`,
    headers: Object.fromEntries(headers.map(({ name: key, value }) => [key.toLowerCase(), value])),
  }
}
