import { coversHostname } from '../../values/hostname.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { hostsFor } from '../matches/listener-index.ts'
import { relation } from '../matches/relation.ts'
import { winnerOf } from '../simulate/candidates.ts'
import type { Arena, Tell } from './find.ts'
import { isWide } from './overrides.ts'
import { flipOf } from './prove.ts'
import type { MatchConflict } from './result.ts'
import { sketchOf, witnesses } from './witness.ts'

/** How many hosts are told for one route, and how many are looked at. */
const shown = 3
const looked = 256

/**
 * Requests of a wider host that a narrower host takes and does not answer: a proxy with virtual hosts looks no further and says 404. Told to the
 * route on the wider host, which loses them.
 */
export function* hostGaps(own: readonly FlatMatch[], arena: Arena): Iterable<MatchConflict> {
  const { index, profile } = arena
  if (profile.hostFallThrough === 'falls-through') return
  const wide = new Set(own.flatMap(({ host }) => (isWide(host) ? [host] : [])))
  const [first] = own
  for (const host of wide) {
    let told = 0
    let seen = 0
    for (const narrow of index.hosts()) {
      if (told >= shown || seen >= looked) break
      if (narrow === host || !coversHostname(host, narrow) || index.host(narrow)!.catchAlls > 0) continue
      seen++
      if (own.some(match => match.host === narrow)) continue
      const gap = gapOf(
        own.filter(match => match.host === host),
        narrow,
        arena,
      )
      if (gap === undefined || first === undefined) continue
      told++
      yield gap
    }
  }
}

/** A request for the narrower host that the wider host's matches take, and none of the narrower host's. */
function gapOf(matches: readonly FlatMatch[], narrow: string, arena: Arena): MatchConflict | undefined {
  const { index, listeners, listener, profile, options } = arena
  const example = firstOn(narrow, arena)
  if (example === undefined) return undefined
  for (const match of matches.slice(0, 8)) {
    for (const witness of witnesses([match], listeners, profile.regexMatch)) {
      const host = narrow.startsWith('*') ? `www${narrow.slice(1)}` : narrow
      const view = { ...witness.view, host }
      if (hostsFor(host).find(candidate => index.host(candidate) !== undefined) !== narrow) continue
      if (winnerOf(index, view, { ...profile, hostFallThrough: 'not-found' }, options) !== undefined) continue
      return {
        kind: 'host-gap',
        match,
        others: [example],
        outcome: profile.hostFallThrough === 'not-found' ? 'loses' : 'undetermined',
        level: 'hostname',
        witness: sketchOf(view, listener),
        flip: flipOf('hostname', match, example, example),
      }
    }
  }
  return undefined
}

/** Some match on a host, always the same one. */
function firstOn(host: string, { index }: Arena): FlatMatch | undefined {
  const matches = index.host(host)
  const path = matches?.paths.first
  const bucket = path === undefined ? undefined : (matches?.prefix(path) ?? matches?.exact(path))
  return (bucket ?? matches?.regexes)?.matches[0]
}

/** An HTTPRoute whose paths take a gRPC call that a GRPCRoute claims on the same host: which of them answers is not defined. */
export function coveredCalls(match: FlatMatch, arena: Arena, tell: Tell): void {
  if (match.route.kind !== 'GRPCRoute') return
  const { index, listeners, profile } = arena
  let told = 0
  for (const { matches } of index.host(match.host)?.near(match.path.type === 'regex' ? '/' : match.path.value) ?? []) {
    for (const other of matches) {
      if (told >= shown) return
      if (other.route.kind !== 'HTTPRoute' || relation(match, other) === 'disjoint') continue
      for (const witness of witnesses([match, other], listeners, profile.regexMatch)) {
        told++
        tell({
          kind: 'grpc-covered',
          match,
          others: [other],
          outcome: 'undetermined',
          level: 'path type',
          witness: witness.sketch,
          flip: flipOf('path type', match, other, match),
        })
        break
      }
    }
  }
}
