import type { Related, RequestSketch } from '../../diagnostics/finding.ts'
import type { KubeObject } from '../../inventory/object.ts'
import type { ConflictKind, MatchConflict } from '../../topology/conflicts/result.ts'
import type { FlatMatch } from '../../topology/matches/flat-match.ts'
import type { Topology } from '../../topology/topology.ts'
import { named } from './words.ts'

/** The conflicts of one kind in which the route loses, or may lose. */
export function lostConflicts(topology: Topology, route: KubeObject, kind: ConflictKind): readonly MatchConflict[] {
  return topology.conflictsOf(route).filter(conflict => conflict.kind === kind && conflict.outcome !== 'wins')
}

/** `GET http://shop.example.com/cart`, with the headers that it needs. */
export function requestText({ method, url, headers, grpc }: RequestSketch): string {
  const shown = Object.entries(headers).filter(([name]) => grpc === undefined || name !== 'content-type')
  const conditions = shown.length === 0 ? '' : ` with ${shown.map(([name, value]) => `${name}: ${value}`).join(' and ')}`
  return grpc === undefined
    ? `${method} ${url}${conditions}`
    : `the call ${grpc} at ${url.replace(/^(\w+:\/\/[^/]*).*$/, '$1')}${conditions}`
}

/** The route of a match; its rule where it is the very route that is judged. */
export function routeText(match: FlatMatch, judged: FlatMatch): string {
  return match.route === judged.route ? `rule ${match.rule.index} of this route` : named(match.route.ref)
}

export function relatedMatch(match: FlatMatch, message: string): Related {
  return { object: match.route.ref, at: match.at, message }
}

/** Why the first other match precedes: the end of a sentence about it. */
export function reasonText({ level, others: [other], match }: Pick<MatchConflict, 'level' | 'others' | 'match'>): string {
  const winner = other === undefined ? 'the other' : named(other.route.ref)
  switch (level) {
    case 'age':
      return `${winner} is older (${other?.route.created?.slice(0, 10) ?? 'by its creation time'})`
    case 'name':
      return `both are equally old, and ${winner} comes first by name`
    case 'rule order':
    case 'match order':
      return 'it stands first'
    case 'hostname':
      return `its hostname ${other?.host === '' ? '' : `${other?.host} `}is more specific than ${match.host === '' ? 'none' : match.host}`
    case 'path length':
      return 'its path is written longer'
    case 'path type':
      return 'its type of path ranks higher'
    case 'method':
      return 'it names the method'
    case 'headers':
      return 'it asks for more headers'
    case 'query parameters':
      return 'it asks for more query parameters'
    case 'gRPC service':
      return 'it names more of the service'
    case 'gRPC method':
      return 'it names more of the method'
  }
}
