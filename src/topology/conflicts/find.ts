import type { KubeObject } from '../../kinds/object.ts'
import { gatewayFacts } from '../gateway-facts.ts'
import { bindingOf, isolates } from '../gateway-routes.ts'
import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { claimedHosts } from '../matches/flatten.ts'
import type { ListenerIndex } from '../matches/listener-index.ts'
import type { PrecedenceOptions } from '../matches/precedence.ts'
import type { RouteMatch } from '../model.ts'
import type { Profile } from '../profile.ts'
import type { Engine } from '../scope.ts'
import type { EffectiveListener, Topology } from '../topology.ts'
import { duplicates } from './duplicates.ts'
import { coveredCalls, hostGaps } from './gaps.ts'
import { overlaps } from './overlaps.ts'
import { isWide, overrides } from './overrides.ts'
import type { ConflictKind, MatchConflict } from './result.ts'
import { unreachable } from './unreachable.ts'

/** One listener with all its matches, and what decides between them. */
export interface Arena {
  readonly index: ListenerIndex
  readonly listener: EffectiveListener
  /** All listeners of the Gateway: a request goes to the most specific one. */
  readonly listeners: readonly EffectiveListener[]
  readonly profile: Profile
  readonly options: PrecedenceOptions
  /** Whether a conflict of the two has been told, for another host or listener. */
  told(kind: ConflictKind, match: FlatMatch, other: FlatMatch): boolean
}

/**
 * Everything that stands between the matches of a route and others at its listeners. The same pair at several listeners or hosts is told once,
 * for the first of them.
 */
export function conflictsOf(topology: Topology, engine: Engine, object: KubeObject): readonly MatchConflict[] {
  const found = new Found()
  const tell = (conflict: MatchConflict) => found.add(conflict)
  for (const gateway of topology.gatewaysOf(object)) {
    const facts = engine.derive(gatewayFacts, gateway)
    for (const listener of facts.listeners) {
      const routes = engine.routesAt(listener)
      const binding = routes === undefined ? undefined : bindingOf(routes.bindings, object)
      if (routes === undefined || binding === undefined) continue
      const { profile } = facts.class
      const arena: Arena = {
        index: routes.index,
        listener,
        listeners: facts.listeners,
        profile,
        options: { profile, sameAge: engine.sameAge },
        told: (kind, match, other) => found.has(kind, match, other),
      }
      const own: FlatMatch[] = []
      const hosts = claimedHosts(binding, isolates(facts))
      for (const host of hosts) {
        const there = arena.index.host(host)
        if (there === undefined) continue
        const matches = there.held(binding)
        for (const match of matches) ofMatch(match, there.bucketFor(match)!, there.count === matches.length, arena, tell)
        own.push(...matches)
      }
      if (hosts.some(isWide)) for (const conflict of hostGaps(own, arena)) tell(conflict)
    }
  }
  return found.conflicts
}

/** Takes a conflict that was found. */
export type Tell = (conflict: MatchConflict) => void

/** `alone`: no other route has a match on the host. */
function ofMatch(match: FlatMatch, bucket: Bucket, alone: boolean, arena: Arena, tell: Tell): void {
  if (bucket.matches.length > 1) {
    duplicates(match, bucket, arena, tell)
    overlaps(match, bucket, arena, tell)
  }
  unreachable(match, bucket, arena, tell)
  if (!alone || isWide(match.host)) overrides(match, bucket, arena, tell)
  coveredCalls(match, arena, tell)
}

/** The conflicts of one route, each pair of matches once for each kind. */
class Found {
  readonly conflicts: MatchConflict[] = []
  readonly #byMatch = new Map<RouteMatch, MatchConflict[]>()

  has(kind: ConflictKind, { match }: FlatMatch, other: FlatMatch | undefined): boolean {
    return this.#byMatch.get(match)?.some(told => told.kind === kind && told.others[0]?.match === other?.match) === true
  }

  add(conflict: MatchConflict): void {
    if (this.has(conflict.kind, conflict.match, conflict.others[0])) return
    this.conflicts.push(conflict)
    const { match } = conflict.match
    const told = this.#byMatch.get(match)
    if (told === undefined) this.#byMatch.set(match, [conflict])
    else told.push(conflict)
  }
}
