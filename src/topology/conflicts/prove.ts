import type { FlatMatch, PrecedenceLevel } from '../matches/flat-match.ts'
import { decide } from '../matches/precedence.ts'
import { nameOf, winnerOf } from '../simulate/candidates.ts'
import type { Arena } from './find.ts'
import type { ConflictKind, MatchConflict } from './result.ts'
import { witnesses } from './witness.ts'

export interface Claim {
  readonly kind: ConflictKind
  readonly cause?: NonNullable<MatchConflict['cause']>
}

/**
 * Makes a conflict of two matches when the simulator confirms that a request goes where it should: to the one that precedes. Undefined where no
 * request shows it: then there is nothing to report.
 */
export function prove(match: FlatMatch, others: readonly FlatMatch[], { kind, cause }: Claim, arena: Arena): MatchConflict | undefined {
  const [other] = others
  if (other === undefined) return undefined
  const { index, listeners, profile, options } = arena
  const { level, order, determined } = decide(match, other, options)
  const expected = order < 0 ? match : other
  for (const witness of witnesses([match, other], listeners, profile.regexMatch)) {
    const winner = winnerOf(index, witness.view, profile, options)
    if (winner !== expected && !(order >= 0 && winner !== undefined && others.includes(winner))) continue
    const outcome = !determined ? 'undetermined' : order < 0 ? 'wins' : 'loses'
    const flip = flipOf(level, match, other, expected)
    return { kind, match, others, outcome, level, witness: witness.sketch, flip, ...(cause !== undefined && { cause }) }
  }
  return undefined
}

/** What would let the other one win. */
export function flipOf(level: PrecedenceLevel, match: FlatMatch, other: FlatMatch, winner: FlatMatch): string {
  const loser = winner === match ? other : match
  switch (level) {
    case 'age':
      return `deleting and creating ${nameOf(winner)} anew, as a restore does`
    case 'name':
      return `renaming ${nameOf(winner)}, or creating it anew`
    case 'rule order':
      return `moving rule ${loser.rule.index} of ${nameOf(loser)} before rule ${winner.rule.index}`
    case 'match order':
      return `moving match ${loser.match.index} before match ${winner.match.index}`
    case 'path length':
      return `writing the path of ${nameOf(loser)} at least as long as that of ${nameOf(winner)}, trailing slash included`
    case 'path type':
      return `giving both paths the same type`
    case 'hostname':
      return `giving ${nameOf(loser)} the hostname ${winner.host || 'of the listener'}`
    case 'method':
      return `adding a method to the match of ${nameOf(loser)}`
    case 'headers':
      return `asking for more headers in ${nameOf(loser)}`
    case 'query parameters':
      return `asking for more query parameters in ${nameOf(loser)}`
    case 'gRPC service':
    case 'gRPC method':
      return `naming service and method in ${nameOf(loser)}`
  }
}
