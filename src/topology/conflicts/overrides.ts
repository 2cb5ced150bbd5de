import { coversHostname } from '../../values/hostname.ts'
import type { Bucket } from '../matches/bucket.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { decide } from '../matches/precedence.ts'
import { relation } from '../matches/relation.ts'
import { shapesOf } from './claims.ts'
import type { Arena, Tell } from './find.ts'
import { prove } from './prove.ts'

/** How many matches are looked at for one, and how many routes are told. */
const compared = 64
const shown = 3

/**
 * More specific matches of other routes that take a part of this one's requests: by design, unless they stand in another namespace and nobody
 * there was meant to.
 */
export function overrides(match: FlatMatch, own: Bucket, arena: Arena, tell: Tell): void {
  if (match.path.type !== 'prefix') return
  const { index } = arena
  const wide = isWide(match.host)
  const under = index.pathsUnder(match.host, match.path.value, compared)
  const exact = index.host(match.host)?.exact(match.path.value)
  if (!wide && under.length === 0 && exact === undefined && own.uniform) return
  const told = new Set([match.route])
  let looked = 0
  for (const other of narrower(match, wide, arena)) {
    if (looked++ >= compared || told.size > shown) return
    if (told.has(other.route) || other.action === match.action) continue
    if (relation(other, match) !== 'sub' || decide(other, match, arena.options).order > 0) continue
    const kind = other.route.ref.namespace === match.route.ref.namespace ? 'overridden' : 'carved'
    const conflict = prove(match, [other], { kind }, arena)
    if (conflict === undefined) continue
    told.add(other.route)
    tell(conflict)
  }
}

/** Whether narrower hosts may lie inside a host. */
export function isWide(host: string): boolean {
  return host === '' || host.startsWith('*')
}

/** What may lie inside: more conditions on the same path, paths under it, the same on narrower hosts. */
function* narrower(match: FlatMatch, wide: boolean, { index }: Arena): Iterable<FlatMatch> {
  const hosts = wide ? index.hosts().filter(host => host !== match.host && coversHostname(match.host, host)) : []
  for (const host of [match.host, ...hosts]) {
    const matches = index.host(host)
    for (const path of [match.path.value, ...index.pathsUnder(host, match.path.value, compared)]) {
      for (const bucket of [matches?.prefix(path), matches?.exact(path)]) {
        if (bucket === undefined) continue
        for (const shape of shapesOf(bucket)) {
          if (shape.headers.length >= match.headers.length && shape.query.length >= match.query.length) yield* shape.matches
        }
      }
    }
  }
}
