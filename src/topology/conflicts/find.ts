import type { KubeObject } from '../../kinds/object.ts'
import { gatewayFacts } from '../gateway-facts.ts'
import { bindingOf, isolates } from '../gateway-routes.ts'
import { groupBy } from '../group.ts'
import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { flatten } from '../matches/flatten.ts'
import type { ListenerIndex } from '../matches/listener-index.ts'
import type { PrecedenceOptions } from '../matches/precedence.ts'
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
  const found: MatchConflict[] = []
  const told = new Set<string>()
  const tell = (conflict: MatchConflict) => {
    const key = keyOf(conflict.kind, conflict.match, conflict.others[0])
    if (told.has(key)) return
    told.add(key)
    found.push(conflict)
  }
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
        told: (kind, match, other) => told.has(keyOf(kind, match, other)),
      }
      const own: FlatMatch[] = []
      for (const [host, matches] of groupBy(flatten(binding, isolates(facts)), match => match.host)) {
        const there = arena.index.host(host)
        const alone = there?.count === matches.length
        for (const match of matches) {
          const bucket = there?.bucketFor(match)
          if (bucket === undefined) continue
          const standing = held(bucket, match) ?? bucket.withKey(match.key).find(other => other.match === match.match) ?? match
          own.push(standing)
          ofMatch(standing, bucket, alone, arena, tell)
        }
      }
      for (const conflict of hostGaps(own, arena)) tell(conflict)
    }
  }
  return found
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

/** The match as the bucket holds it, so that it can be told from others by identity. */
function held(bucket: Bucket, match: FlatMatch): FlatMatch | undefined {
  if (bucket.matches.length === 1) return bucket.matches[0]
  return bucket.matches.length < 16 ? bucket.matches.find(other => other.match === match.match) : undefined
}

function keyOf(kind: ConflictKind, match: FlatMatch, other: FlatMatch | undefined): string {
  return `${kind} ${match.rule.index} ${match.match.index} ${other === undefined ? '' : idOf(other)}`
}

function idOf(match: FlatMatch): string {
  const { kind, namespace, name } = match.route.ref
  return `${kind} ${namespace}/${name} ${match.rule.index} ${match.match.index}`
}
