import { matchesHostname } from '../../values/hostname.ts'
import type { Profile } from '../profile.ts'
import type { CanonicalPath, Condition, FlatMatch } from './flat-match.ts'
import { regexMatches } from './regex.ts'
import { inside } from './relation.ts'

/** A request as matches see it. */
export interface RequestView {
  /** Lower case, without port. */
  readonly host: string
  /** Without query string. */
  readonly path: string
  readonly method: string
  /** Names in lower case; of several values the joined text. */
  readonly headers: ReadonlyMap<string, string>
  /** The first value of each parameter. */
  readonly query: ReadonlyMap<string, string>
  readonly grpc: boolean
}

/** Why a request does not fit a match: `path`, `method`, `header x-env`, `query parameter v`; undefined where it fits. */
export function mismatch(match: FlatMatch, request: RequestView, mode: Profile['regexMatch']): string | undefined {
  if (!matchesHostname(match.host, request.host)) return 'host'
  if (match.route.kind === 'GRPCRoute' && !request.grpc) return 'protocol'
  if (!matchesPath(match.path, request.path, mode)) return 'path'
  if (match.method !== undefined && match.method !== request.method) return 'method'
  for (const header of match.headers) if (!holds(header, request.headers.get(header.name), mode)) return `header ${header.name}`
  for (const parameter of match.query)
    if (!holds(parameter, request.query.get(parameter.name), mode)) return `query parameter ${parameter.name}`
  return undefined
}

export function matchesPath(path: CanonicalPath, requested: string, mode: Profile['regexMatch']): boolean {
  if (path.type === 'exact') return requested === path.value
  if (path.type === 'prefix') return inside(requested, path.value)
  return regexMatches(path.value, requested, mode ?? 'full') === true
}

function holds({ value, regex }: Condition, given: string | undefined, mode: Profile['regexMatch']): boolean {
  if (given === undefined) return false
  return regex ? regexMatches(value, given, mode ?? 'full') === true : given === value
}
