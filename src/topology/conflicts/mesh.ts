import { groupBy } from '../../values/group.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { flatten } from '../matches/flatten.ts'
import { isCatchAll } from '../matches/host-matches.ts'
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

/** What holds for the same clients at the same port: all producers, or the consumers of one namespace. */
export interface MeshGroup {
  readonly bindings: readonly MeshBinding[]
  /** What they claim, by what tells equal claims: kind, match and call. */
  readonly claims: ReadonlyMap<string, readonly FlatMatch[]>
  /** Whether an HTTPRoute takes all requests that no other rule takes. */
  readonly rest: boolean
}

const groups = new WeakMap<MeshFacts, readonly MeshGroup[]>()

export function meshGroups(facts: MeshFacts): readonly MeshGroup[] {
  let known = groups.get(facts)
  if (known === undefined) {
    known = [facts.producers, ...facts.consumers.values()].flatMap(side =>
      facts.ports.map(({ port }) => group(side.filter(({ listener, verdict }) => listener.port === port && verdict === 'yes'))),
    )
    groups.set(facts, known)
  }
  return known
}

function group(bindings: readonly MeshBinding[]): MeshGroup {
  const matches = bindings.flatMap(binding => flatten(binding, false))
  return { bindings, claims: groupBy(matches, keyOf), rest: matches.some(match => match.route.kind === 'HTTPRoute' && isCatchAll(match)) }
}

/** The key of a gRPC match tells the call by its path only where it is exact. */
function keyOf({ route, key, match }: FlatMatch): string {
  return `${route.kind} ${key} ${JSON.stringify(match.grpc ?? '')}`
}

/** What a route does not get of what it claims at the ports of a Service, because another route claims the same. */
export function meshConflicts(facts: MeshFacts, route: Route, options: PrecedenceOptions): readonly MeshConflict[] {
  return meshGroups(facts).flatMap(({ bindings, claims }) => {
    const binding = bindings.length < 2 ? undefined : bindings.find(entry => entry.route === route)
    if (binding === undefined) return []
    return flatten(binding, false).flatMap(match => {
      const same = (claims.get(keyOf(match)) ?? []).filter(other => other.route !== route && other.action !== match.action)
      const decisions = same.map(other => ({ other, ...decide(match, other, options) }))
      const lost = decisions.find(({ order, determined }) => determined && order > 0) ?? decisions.find(({ determined }) => !determined)
      if (lost === undefined) return []
      const { other, level, determined } = lost
      return [{ binding, match, other, level, outcome: determined ? ('loses' as const) : ('undetermined' as const) }]
    })
  })
}
