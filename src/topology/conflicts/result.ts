import type { RequestSketch } from '../../diagnostics/finding.ts'
import type { FlatMatch, PrecedenceLevel } from '../matches/flat-match.ts'

/**
 * What can stand between two matches at one listener:
 * - `duplicate`: the same requests, another action, another route (XRT-001); `redundant`: the same action too (XRT-002)
 * - `repeated`: the same requests, another action, in one route (XRT-009)
 * - `unreachable`: no request is left, for one of the reasons in `cause` (XRT-003)
 * - `order-dependent`: they overlap and only age, name or order decides between them (XRT-004)
 * - `carved`: a match in another namespace takes a part away (XRT-005); `overridden`: the same in one namespace (XRT-006)
 * - `host-gap`: requests of a wider host that a narrower host does not answer (XRT-007)
 * - `grpc-covered`: an HTTPRoute and a GRPCRoute claim the same call (XRT-012)
 */
export type ConflictKind =
  | 'duplicate'
  | 'redundant'
  | 'repeated'
  | 'unreachable'
  | 'order-dependent'
  | 'carved'
  | 'overridden'
  | 'host-gap'
  | 'grpc-covered'

export interface MatchConflict {
  readonly kind: ConflictKind
  /** The match of the route that was asked about. */
  readonly match: FlatMatch
  /** The other one; several where only together they cover `match`. */
  readonly others: readonly FlatMatch[]
  /** Who answers the witness: this route, the other, or one of them (ages are not known). */
  readonly outcome: 'wins' | 'loses' | 'undetermined'
  /** The first level of the precedence key that tells them apart. */
  readonly level: PrecedenceLevel
  readonly cause?: 'equal' | 'trailing-slash' | 'regex-above-prefix' | 'repeated-header' | 'methods' | 'isolation'
  /** A request that `match` and the other both claim; confirmed by the simulator. */
  readonly witness: RequestSketch
  /** What would make the other one win, for people: `deleting and creating shop/cart anew`. */
  readonly flip: string
}
