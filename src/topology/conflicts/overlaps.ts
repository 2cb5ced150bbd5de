import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { byConditions } from '../matches/precedence.ts'
import { relation } from '../matches/relation.ts'
import { shapesOf } from './claims.ts'
import type { Arena, Tell } from './find.ts'
import { prove } from './prove.ts'

/** How many candidates of one shape are compared, and how many overlaps of one match are told. */
const compared = 64
const shown = 3

/**
 * Matches that meet in some requests, have equal rank by what they say, and do different things: only age, name or order decides. Typical: the
 * same path with different sets of headers.
 */
export function overlaps(match: FlatMatch, bucket: Bucket, arena: Arena, tell: Tell): void {
  if (bucket.uniform) return
  let told = 0
  const names = JSON.stringify([match.headers.map(({ name }) => name), match.query.map(({ name }) => name)])
  for (const shape of shapesOf(bucket)) {
    if (shape.headers.length !== match.headers.length || shape.query.length !== match.query.length) continue
    const sameNames = JSON.stringify([shape.headers, shape.query]) === names
    // The same names with other exact values never meet.
    if (sameNames && !shape.hasRegex && shape.method === match.method) continue
    for (const other of shape.matches.slice(0, compared)) {
      if (told >= shown) return
      if (other === match || other.key === match.key || other.action === match.action) continue
      if (byConditions(match, other, arena.options) !== undefined) continue
      const meeting = relation(match, other)
      if (meeting !== 'overlap' && meeting !== 'unknown') continue
      const conflict = prove(match, [other], { kind: 'order-dependent' }, arena)
      if (conflict === undefined) continue
      told++
      tell(conflict)
    }
  }
}
