import type { Path } from '../../diagnostics/path.ts'
import { canonicalMatch } from '../matches/canonical.ts'
import type { PathMatch, RouteKind, RouteMatch, ValueMatch } from '../model.ts'
import { type Fields, fields, isFields, items, text } from './fields.ts'
import { below } from './place.ts'

const none: readonly never[] = Object.freeze([])
const everything: PathMatch = { type: 'PathPrefix', value: '/' }

/**
 * The matches of a rule. A rule without any, or with an empty list, matches everything: the API server fills in the default for an
 * HTTPRoute only where the list is absent, and what an empty list means is not written anywhere else either.
 */
export function readMatches(rule: Fields, at: Path, kind: RouteKind): readonly RouteMatch[] {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return []
  const found = items(rule.matches, below(at, 'matches')).map(({ value, at: place, index }) =>
    kind === 'GRPCRoute' ? grpcMatch(value, place, index) : httpMatch(value, place, index),
  )
  if (found.length > 0) return found
  return [kind === 'GRPCRoute' ? grpcMatch({}, at, 0) : httpMatch({}, at, 0)]
}

type Draft = { -readonly [K in keyof Omit<RouteMatch, 'canonical'>]: RouteMatch[K] }

function httpMatch(value: Fields, at: Path, index: number): RouteMatch {
  const match: Draft = {
    at,
    index,
    path: pathMatch(value.path),
    headers: value.headers === undefined ? none : valueMatches(value.headers, below(at, 'headers')),
    query: value.queryParams === undefined ? none : valueMatches(value.queryParams, below(at, 'queryParams')),
  }
  const method = text(value.method)
  if (method !== undefined) match.method = method
  return withCanonical(match)
}

function withCanonical(draft: Draft): RouteMatch {
  const match = draft as Draft & { canonical: RouteMatch['canonical'] }
  match.canonical = canonicalMatch(draft)
  return match
}

function pathMatch(value: unknown): PathMatch {
  if (!isFields(value)) return everything
  const type = value.type === 'Exact' || value.type === 'RegularExpression' ? value.type : 'PathPrefix'
  return { type, value: text(value.value) ?? '/' }
}

function valueMatches(value: unknown, at: Path): readonly ValueMatch[] {
  return items(value, at).map(item => ({
    at: item.at,
    type: item.value.type === 'RegularExpression' ? ('RegularExpression' as const) : ('Exact' as const),
    name: text(item.value.name) ?? '',
    value: text(item.value.value) ?? '',
  }))
}

/** A gRPC call is a POST to `/package.Service/Method`. */
function grpcMatch(value: Fields, at: Path, index: number): RouteMatch {
  const call = fields(value.method)
  const service = text(call.service) || undefined
  const method = text(call.method) || undefined
  const type = call.type === 'RegularExpression' ? 'RegularExpression' : 'Exact'
  return withCanonical({
    at,
    index,
    path: grpcPath(type, service, method),
    method: 'POST',
    headers: valueMatches(value.headers, below(at, 'headers')),
    query: [],
    grpc: { type, ...(service !== undefined && { service }), ...(method !== undefined && { method }) },
  })
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
