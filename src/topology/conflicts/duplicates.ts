import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { equalsByRank } from './claims.ts'
import type { Arena, Tell } from './find.ts'
import { prove } from './prove.ts'

/** How many others a match that wins is held against: those it beats are reported with themselves. */
const shown = 3

/** The same requests claimed twice: by another route, or by the same one. */
export function duplicates(match: FlatMatch, bucket: Bucket, arena: Arena, tell: Tell): void {
  const equal = equalsByRank(bucket, match, arena.options)
  if (equal.length < 2) return
  for (const other of rivals(match, equal)) {
    const kind = other.route === match.route ? 'repeated' : other.action === match.action ? 'redundant' : 'duplicate'
    // Twice the same in one route, with the same result: nobody is wronged.
    if ((kind === 'repeated' && other.action === match.action) || arena.told(kind, match, other)) continue
    const conflict = prove(match, [other], { kind, cause: 'equal' }, arena)
    if (conflict !== undefined) tell(conflict)
  }
}

/** The one that takes the requests, and for that one the first few that would. */
function rivals(match: FlatMatch, equal: readonly FlatMatch[]): readonly FlatMatch[] {
  const [first] = equal
  if (first !== match) return [first!]
  return equal.slice(1, shown + 1)
}
