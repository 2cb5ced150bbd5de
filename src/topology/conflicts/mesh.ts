import type { FlatMatch } from '../matches/flat-match.ts'
import { flatten } from '../matches/flatten.ts'
import { type Decision, decide, type PrecedenceOptions } from '../matches/precedence.ts'
import type { Route } from '../model.ts'
import type { MeshBinding, MeshFacts } from '../topology.ts'

/** Requests to a port of a Service that two routes of one group claim with the same match and treat differently. */
export interface MeshConflict {
  readonly binding: MeshBinding
  readonly match: FlatMatch
  readonly other: FlatMatch
  /** `undetermined`: ages are not known, the route that is created first answers. */
  readonly outcome: 'loses' | 'undetermined'
  readonly level: Decision['level']
}

/** The bindings that hold for the same clients at the same port: all producers, or the consumers of one namespace. */
export function meshGroups(facts: MeshFacts): readonly (readonly MeshBinding[])[] {
  return [facts.producers, ...facts.consumers.values()].flatMap(side =>
    facts.ports.map(({ port }) => side.filter(({ listener, verdict }) => listener.port === port && verdict === 'yes')),
  )
}

/** What a route does not get of what it claims at the ports of a Service, because another route claims the same. */
export function meshConflicts(facts: MeshFacts, route: Route, options: PrecedenceOptions): readonly MeshConflict[] {
  return meshGroups(facts).flatMap(group => {
    const binding = group.find(entry => entry.route === route)
    if (binding === undefined || group.length < 2) return []
    const others = group.filter(entry => entry.route !== route && entry.route.kind === route.kind).flatMap(entry => flatten(entry, false))
    return flatten(binding, false).flatMap(match => {
      const same = others.filter(other => other.key === match.key && callOf(other) === callOf(match) && other.action !== match.action)
      const decisions = same.map(other => ({ other, ...decide(match, other, options) }))
      const lost = decisions.find(({ order, determined }) => determined && order > 0) ?? decisions.find(({ determined }) => !determined)
      if (lost === undefined) return []
      const { other, level, determined } = lost
      return [{ binding, match, other, level, outcome: determined ? ('loses' as const) : ('undetermined' as const) }]
    })
  })
}

/** What a gRPC match asks for; the key tells it by its path only where the call is exact. */
function callOf({ match }: FlatMatch): string {
  return JSON.stringify(match.grpc ?? '')
}
