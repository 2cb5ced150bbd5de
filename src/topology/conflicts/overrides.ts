import { coversHostname } from '../../values/hostname.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { decide } from '../matches/precedence.ts'
import { relation } from '../matches/relation.ts'
import { shapesOf } from './claims.ts'
import type { Arena } from './find.ts'
import { prove } from './prove.ts'
import type { MatchConflict } from './result.ts'

/** How many matches are looked at for one, and how many routes are told. */
const compared = 64
const shown = 3

/**
 * More specific matches of other routes that take a part of this one's requests: by design, unless they stand in another namespace and nobody
 * there was meant to.
 */
export function* overrides(match: FlatMatch, arena: Arena): Iterable<MatchConflict> {
  const told = new Set([match.route])
  let looked = 0
  for (const other of narrower(match, arena)) {
    if (looked++ >= compared || told.size > shown) return
    if (told.has(other.route) || other.action === match.action) continue
    if (relation(other, match) !== 'sub' || decide(other, match, arena.options).order > 0) continue
    const kind = other.route.ref.namespace === match.route.ref.namespace ? 'overridden' : 'carved'
    const conflict = prove(match, [other], { kind }, arena)
    if (conflict === undefined) continue
    told.add(other.route)
    yield conflict
  }
}

/** What may lie inside: more conditions on the same path, paths under it, the same on narrower hosts. */
function* narrower(match: FlatMatch, { index }: Arena): Iterable<FlatMatch> {
  const hosts =
    match.host === '' || match.host.startsWith('*')
      ? index.hosts().filter(host => host !== match.host && coversHostname(match.host, host))
      : []
  for (const host of [match.host, ...hosts]) {
    if (match.path.type !== 'prefix') continue
    for (const path of [match.path.value, ...take(index.pathsUnder(host, match.path.value), compared)]) {
      for (const type of ['^', '=']) {
        const bucket = index.bucketOf(host, `${type}${path}`)
        if (bucket === undefined) continue
        for (const shape of shapesOf(bucket)) {
          if (shape.headers.length >= match.headers.length && shape.query.length >= match.query.length) yield* shape.matches
        }
      }
    }
  }
}

function* take<T>(items: Iterable<T>, count: number): Iterable<T> {
  let left = count
  for (const item of items) {
    if (left-- <= 0) return
    yield item
  }
}
