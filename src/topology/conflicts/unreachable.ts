import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { decide } from '../matches/precedence.ts'
import { relation } from '../matches/relation.ts'
import { includesAll, lookup, project, shapesOf } from './claims.ts'
import type { Arena, Tell } from './find.ts'
import { prove } from './prove.ts'
import type { MatchConflict } from './result.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const

/** At most so many regular expressions of a host are tried. */
const tried = 200

/**
 * Matches that no request reaches. Where no regular expression is involved, a match that precedes and takes all of another's requests can do so
 * only with an equal path that is written longer, with equal conditions, or as a union of all methods: any other inclusion gives the narrower
 * match precedence.
 */
export function unreachable(match: FlatMatch, bucket: Bucket, arena: Arena, tell: Tell): void {
  const found = bySlash(match, bucket, arena) ?? byMethods(match, bucket, arena) ?? byRegex(match, arena)
  if (found !== undefined) tell(found)
}

/** `/foo/` takes what `/foo` takes and is longer: it precedes even a match that asks for headers. */
function bySlash(match: FlatMatch, bucket: Bucket, arena: Arena): MatchConflict | undefined {
  if (match.path.type !== 'prefix' || bucket.uniform) return undefined
  for (const shape of shapesOf(bucket)) {
    const wider = includesAll(
      match.headers.map(({ name }) => name),
      shape.headers,
    )
    if (
      !wider ||
      !includesAll(
        match.query.map(({ name }) => name),
        shape.query,
      ) ||
      (shape.method !== undefined && shape.method !== match.method)
    )
      continue
    const others = lookup(bucket, match, {
      method: shape.method,
      headers: project(match.headers, shape.headers),
      query: project(match.query, shape.query),
    })
    // Equal conditions are told as duplicates, whatever the slash.
    const other = others.find(candidate => candidate.path.length > match.path.length && candidate.key !== match.key)
    if (other === undefined) continue
    const conflict = prove(match, [other], { kind: 'unreachable', cause: 'trailing-slash' }, arena)
    if (conflict?.outcome === 'loses') return conflict
  }
  return undefined
}

/** Nine matches, one for each method, leave nothing to a match for any method. */
function byMethods(match: FlatMatch, bucket: Bucket, arena: Arena): MatchConflict | undefined {
  if (match.method !== undefined || bucket.matches.length <= methods.length || match.route.kind !== 'HTTPRoute') return undefined
  const others: FlatMatch[] = []
  for (const method of methods) {
    const other = lookup(bucket, match, { method }).find(candidate => decide(candidate, match, arena.options).order < 0)
    if (other === undefined) return undefined
    others.push(other)
  }
  return prove(match, others, { kind: 'unreachable', cause: 'methods' }, arena)
}

/** Where regular expressions precede prefixes, one that takes every path hides them. */
function byRegex(match: FlatMatch, arena: Arena): MatchConflict | undefined {
  if (match.path.type !== 'prefix' || arena.profile.regexRank !== 'above-prefix') return undefined
  const regexes = arena.index.host(match.host)?.regexes
  if (regexes === undefined) return undefined
  const candidates = shapesOf(regexes).flatMap(shape => shape.matches)
  for (const other of candidates.slice(0, tried)) {
    const covered = relation(match, other)
    if ((covered !== 'sub' && covered !== 'equal') || decide(other, match, arena.options).order > 0) continue
    const conflict = prove(match, [other], { kind: 'unreachable', cause: 'regex-above-prefix' }, arena)
    if (conflict !== undefined) return conflict
  }
  return undefined
}
