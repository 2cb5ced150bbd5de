import type { Snapshot } from '../../inventory/snapshot.ts'
import { matchesHostname } from '../../values/hostname.ts'
import { delegationIn } from '../delegation.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { hostsFor, type ListenerIndex } from '../matches/listener-index.ts'
import { decide, type PrecedenceOptions } from '../matches/precedence.ts'
import { mismatch, type RequestView } from '../matches/request.ts'
import type { Profile } from '../profile.ts'
import type { Candidate, MatchSite } from './result.ts'

/** How many matches that do not fit are listed besides those that do. */
const nearMisses = 20

export interface Selection {
  readonly winner?: FlatMatch
  readonly candidates: readonly Candidate[]
  readonly notes: readonly string[]
}

/**
 * The match that answers a request at a listener, by precedence, and those that could have. With `hostFallThrough: not-found` only the most
 * specific host that has any match is asked, as virtual hosts do. With `delegating` rules that hand requests on to other routes are followed into
 * these.
 */
export function selectMatch(
  index: ListenerIndex,
  request: RequestView,
  profile: Profile,
  options: PrecedenceOptions,
  delegating?: Snapshot,
): Selection {
  const { hosts, asked } = hostsAt(index, request, profile)
  const near: FlatMatch[] = []
  const behind = delegating && delegationIn(delegating)
  for (const host of asked) {
    for (const { matches } of index.host(host)!.near(request.path)) near.push(...(behind ? matches.flatMap(behind) : matches))
  }
  const fitting: FlatMatch[] = []
  const missed: { match: FlatMatch; mismatch: string }[] = []
  for (const match of near) {
    const reason = mismatch(match, request, profile.regexMatch)
    if (reason === undefined) fitting.push(match)
    else if (missed.length < nearMisses) missed.push({ match, mismatch: reason })
  }
  let winner = fitting[0]
  for (const match of fitting) if (winner !== match && decide(match, winner!, options).order < 0) winner = match
  const rest = fitting.filter(match => match !== winner).sort((a, b) => decide(a, b, options).order)
  const candidates: Candidate[] = [
    ...(winner === undefined ? [] : [{ site: siteOf(winner), outcome: 'selected' as const }]),
    ...rest.map(match => ({ site: siteOf(match), outcome: 'outranked' as const, level: decide(winner!, match, options).level })),
    ...missed.map(entry => ({ site: siteOf(entry.match), outcome: 'no match' as const, mismatch: entry.mismatch })),
  ]
  return { ...(winner !== undefined && { winner }), candidates, notes: notesOn(winner, rest, hosts, asked, profile, options, request) }
}

/** The match alone that answers a request, as `selectMatch` finds it without delegation. */
export function winnerOf(index: ListenerIndex, request: RequestView, profile: Profile, options: PrecedenceOptions): FlatMatch | undefined {
  let winner: FlatMatch | undefined
  for (const there of index.serving(request.host)) {
    for (const { matches } of there.near(request.path)) {
      for (const match of matches) {
        if (mismatch(match, request, profile.regexMatch) !== undefined) continue
        if (winner === undefined || decide(match, winner, options).order < 0) winner = match
      }
    }
    if (profile.hostFallThrough === 'not-found') break
  }
  return winner
}

/** The hosts of a listener that a request fits, the most specific first, and those of them that are asked. */
function hostsAt(
  index: ListenerIndex,
  { host: requested }: RequestView,
  profile: Profile,
): { readonly hosts: readonly string[]; readonly asked: readonly string[] } {
  const hosts = hostsFor(requested).filter(host => index.host(host) !== undefined)
  return { hosts, asked: profile.hostFallThrough === 'not-found' ? hosts.slice(0, 1) : hosts }
}

function notesOn(
  winner: FlatMatch | undefined,
  rest: readonly FlatMatch[],
  hosts: readonly string[],
  asked: readonly string[],
  profile: Profile,
  options: PrecedenceOptions,
  request: RequestView,
): readonly string[] {
  const notes: string[] = []
  if (winner === undefined) {
    if (hosts.length > asked.length)
      notes.push(`${hosts[0]} has no rule for this request, and ${profile.title} does not look at wider hosts then`)
    return notes
  }
  const rival = rest.find(match => !decide(winner, match, options).determined && match.action !== winner.action)
  if (rival !== undefined) {
    const { level } = decide(winner, rival, options)
    const other = rival.route === winner.route ? `rule ${rival.rule.index} of the same route` : nameOf(rival)
    notes.push(
      level === 'age'
        ? `${nameOf(rival)} has an equal match: whichever route is created first answers`
        : `${other} fits too, and which of the two answers is up to the controller (${level})`,
    )
  }
  if (
    profile.hostFallThrough === undefined &&
    hosts[0] !== winner.host &&
    hosts[0] !== undefined &&
    matchesHostname(hosts[0], request.host)
  ) {
    notes.push(
      `${hosts[0]} has rules, but none for this request: proxies with virtual hosts answer 404 instead of falling back to ${winner.host || 'any host'}`,
    )
  }
  if (winner.binding.verdict === 'unknown')
    notes.push(`whether the listener lets ${nameOf(winner)} in depends on objects that are not known`)
  return notes
}

export function nameOf(match: FlatMatch): string {
  const { kind, namespace, name } = match.route.ref
  return `${kind} ${namespace}/${name}`
}

export function siteOf(match: FlatMatch): MatchSite {
  const { rule } = match
  return {
    route: match.route.ref,
    rule: rule.index,
    ...(rule.name !== undefined && { ruleName: rule.name }),
    match: match.match.index,
    at: match.at,
    host: match.host,
  }
}
