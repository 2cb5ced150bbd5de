import type { Path } from '../../diagnostics/path.ts'
import { type CanonicalMatch, canonicalMatch } from '../matches/canonical.ts'
import type { GrpcMatch, PathMatch, RouteKind, RouteMatch, ValueMatch } from '../model.ts'
import { type Fields, fields, isFields, readItems, text } from './fields.ts'
import { below } from './place.ts'

const none: readonly never[] = []
const everything: PathMatch = { type: 'PathPrefix', value: '/' }

/**
 * The matches of a rule. A rule without any, or with an empty list, matches everything: the API server fills in the default for an
 * HTTPRoute only where the list is absent, and what an empty list means is not written anywhere else either.
 */
export function readMatches(rule: Fields, at: Path, kind: RouteKind): readonly RouteMatch[] {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return []
  const read = kind === 'GRPCRoute' ? grpcMatch : httpMatch
  const found = readItems(rule.matches, below(at, 'matches'), read)
  return found.length > 0 ? found : [read({}, at, 0)]
}

/** A class, so that its objects have no room to grow into and none to spare: a cluster has hundreds of thousands of them. */
class Match implements RouteMatch {
  readonly at: Path
  readonly index: number
  readonly path: PathMatch
  readonly method: string | undefined
  readonly headers: readonly ValueMatch[]
  readonly query: readonly ValueMatch[]
  readonly grpc: GrpcMatch | undefined
  readonly canonical: CanonicalMatch

  constructor(
    at: Path,
    index: number,
    path: PathMatch,
    method: string | undefined,
    headers: readonly ValueMatch[],
    query: readonly ValueMatch[],
    grpc?: GrpcMatch,
  ) {
    this.at = at
    this.index = index
    this.path = path
    this.method = method
    this.headers = headers
    this.query = query
    this.grpc = grpc
    this.canonical = canonicalMatch(this)
  }
}

function httpMatch(value: Fields, at: Path, index: number): RouteMatch {
  const headers = value.headers === undefined ? none : valueMatches(value.headers, below(at, 'headers'))
  const query = value.queryParams === undefined ? none : valueMatches(value.queryParams, below(at, 'queryParams'))
  return new Match(at, index, pathMatch(value.path), text(value.method), headers, query)
}

function pathMatch(value: unknown): PathMatch {
  if (!isFields(value)) return everything
  if (isPathMatch(value)) return value
  const type = value.type === 'Exact' || value.type === 'RegularExpression' ? value.type : 'PathPrefix'
  return { type, value: text(value.value) ?? '/' }
}

/** What needs no default is taken as it stands. */
function isPathMatch(path: Fields): path is Fields & PathMatch {
  const { type, value } = path
  return (type === 'PathPrefix' || type === 'Exact' || type === 'RegularExpression') && typeof value === 'string'
}

function valueMatches(value: unknown, at: Path): readonly ValueMatch[] {
  return readItems(value, at, (condition, place) => ({
    at: place,
    type: condition.type === 'RegularExpression' ? 'RegularExpression' : 'Exact',
    name: text(condition.name) ?? '',
    value: text(condition.value) ?? '',
    regex: condition.type === 'RegularExpression',
  }))
}

/** A gRPC call is a POST to `/package.Service/Method`. */
function grpcMatch(value: Fields, at: Path, index: number): RouteMatch {
  const call = fields(value.method)
  const service = text(call.service) || undefined
  const method = text(call.method) || undefined
  const type = call.type === 'RegularExpression' ? 'RegularExpression' : 'Exact'
  const grpc: GrpcMatch = { type, ...(service !== undefined && { service }), ...(method !== undefined && { method }) }
  return new Match(at, index, grpcPath(type, service, method), 'POST', valueMatches(value.headers, below(at, 'headers')), none, grpc)
}

function grpcPath(type: 'Exact' | 'RegularExpression', service: string | undefined, method: string | undefined): PathMatch {
  if (service === undefined && method === undefined) return everything
  if (type === 'RegularExpression')
    return { type, value: `/${service === undefined ? '[^/]+' : `(?:${service})`}/${method === undefined ? '[^/]+' : `(?:${method})`}` }
  if (service !== undefined && method !== undefined) return { type: 'Exact', value: `/${service}/${method}` }
  if (service !== undefined) return { type: 'PathPrefix', value: `/${service}/` }
  return { type: 'RegularExpression', value: `/[^/]+/${quote(method!)}` }
}

/** The text as an expression that matches only itself. */
function quote(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
