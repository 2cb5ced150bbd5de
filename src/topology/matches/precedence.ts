import { compare } from '../../inventory/table.ts'
import { isWildcard } from '../../values/hostname.ts'
import { ageKnown, compareNames } from '../age.ts'
import type { Profile } from '../profile.ts'
import type { CanonicalPath, Condition, FlatMatch, PrecedenceLevel } from './flat-match.ts'

/** What precedence depends on besides the matches. */
export interface PrecedenceOptions {
  readonly profile: Pick<Profile, 'regexRank' | 'methodCounts' | 'exactPrecedes'>
  readonly sameAge: boolean
}

/** Which of two matches takes a request that both fit. */
export interface Decision {
  /** Negative: the first takes it. Never 0 for different matches, so that lists can be sorted. */
  readonly order: number
  /** The first level at which they differ. */
  readonly level: PrecedenceLevel
  /** False where the specification leaves the order open, or an age is not known: then `order` is only for sorting. */
  readonly determined: boolean
}

/**
 * The precedence of HTTPRoute and GRPCRoute matches at one listener. Between routes of the two kinds no order is defined below the host: for
 * sorting, gRPC comes first.
 * @see HTTPRouteRule.matches, GRPCRouteRule.matches
 */
export function decide(a: FlatMatch, b: FlatMatch, options: PrecedenceOptions): Decision {
  return byConditions(a, b, options) ?? byIdentity(a, b, options.sameAge)
}

export function comparePrecedence(a: FlatMatch, b: FlatMatch, options: PrecedenceOptions): number {
  return decide(a, b, options).order
}

/** Levels that follow from what the matches say; undefined where all are equal. */
export function byConditions(a: FlatMatch, b: FlatMatch, { profile }: PrecedenceOptions): Decision | undefined {
  const host = compareHosts(a.host, b.host)
  if (host !== 0) return decided('hostname', host)
  if (a.route.kind !== b.route.kind) return { order: a.route.kind === 'GRPCRoute' ? -1 : 1, level: 'path type', determined: false }
  if (a.route.kind === 'GRPCRoute') return byCall(a, b)
  const type = comparePathTypes(a.path, b.path, profile.regexRank)
  if (type !== 0) {
    const regex = a.path.type === 'regex' || b.path.type === 'regex'
    return { order: type, level: 'path type', determined: !regex || profile.regexRank !== undefined }
  }
  if (a.path.length !== b.path.length && a.path.type !== 'regex') return decided('path length', b.path.length - a.path.length)
  const method = Number(b.method !== undefined) - Number(a.method !== undefined)
  const asHeader = profile.methodCounts === 'as a header' ? method : 0
  if (method !== 0 && asHeader === 0) return decided('method', method)
  const headers = more(a.headers, b.headers, asHeader, profile)
  if (headers !== 0) return decided('headers', headers)
  const query = more(a.query, b.query, 0, profile)
  return query === 0 ? undefined : decided('query parameters', query)
}

/** How many more conditions `b` has than `a`, or how many more exact ones. `extra` exact ones stand elsewhere. */
function more(a: readonly Condition[], b: readonly Condition[], extra: number, { exactPrecedes }: PrecedenceOptions['profile']): number {
  const all = b.length - a.length + extra
  return all !== 0 || !exactPrecedes ? all : exact(b) - exact(a) + extra
}

function exact(conditions: readonly Condition[]): number {
  return conditions.filter(({ regex }) => !regex).length
}

function byCall(a: FlatMatch, b: FlatMatch): Decision | undefined {
  const [one, two] = [a.match.grpc, b.match.grpc]
  // Where regular expressions stand among calls is not defined; lengths still sort them.
  const determined = one?.type === two?.type
  const service = (two?.service?.length ?? 0) - (one?.service?.length ?? 0)
  if (service !== 0) return { order: service, level: 'gRPC service', determined }
  const method = (two?.method?.length ?? 0) - (one?.method?.length ?? 0)
  if (method !== 0) return { order: method, level: 'gRPC method', determined }
  return a.headers.length === b.headers.length ? undefined : decided('headers', b.headers.length - a.headers.length)
}

function byIdentity(a: FlatMatch, b: FlatMatch, sameAge: boolean): Decision {
  if (a.route !== b.route) {
    const known = ageKnown(a.route, b.route, sameAge)
    const [one, two] = [a.route.created, b.route.created]
    if (one !== two && known) return decided('age', compare(one ?? '', two ?? ''))
    const names = compareNames(a.route.ref, b.route.ref) || compare(a.route.kind, b.route.kind)
    return { order: names, level: known ? 'name' : 'age', determined: known }
  }
  if (a.rule !== b.rule) return decided('rule order', a.rule.index - b.rule.index)
  if (a.match !== b.match) return decided('match order', a.match.index - b.match.index)
  // One route at one listener twice, through two parentRefs: the same rule either way.
  return decided('match order', compare(a.host, b.host) || (a.binding.parent.index ?? 0) - (b.binding.parent.index ?? 0))
}

function decided(level: PrecedenceLevel, order: number): Decision {
  return { order, level, determined: true }
}

/** More characters of a host without wildcard first, then more characters. Any host comes last. */
export function compareHosts(a: string, b: string): number {
  if (a === b) return 0
  return precise(b) - precise(a) || b.length - a.length || compare(a, b)
}

function precise(host: string): number {
  return isWildcard(host) ? 0 : host.length
}

/** EXACT over PREFIX; where a regular expression stands is the controller's choice. */
function comparePathTypes(a: CanonicalPath, b: CanonicalPath, regexRank: Profile['regexRank']): number {
  const ranks = { exact: 0, regex: regexRank === 'below-prefix' ? 3 : 1, prefix: 2 }
  return ranks[a.type] - ranks[b.type]
}
