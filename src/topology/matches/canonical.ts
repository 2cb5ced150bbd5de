import { keptOn } from '../../inventory/kept-on.ts'
import { compare } from '../../inventory/table.ts'
import { Float } from '../../values/number.ts'
import type { BackendRef, Filter, RouteMatch, RouteRule, ValueMatch } from '../model.ts'
import type { CanonicalPath, Condition } from './flat-match.ts'

/** A match in the form in which it is compared. */
export interface CanonicalMatch {
  readonly path: CanonicalPath
  readonly method: string | undefined
  readonly headers: readonly Condition[]
  readonly query: readonly Condition[]
  readonly key: string
}

/** Not frozen, nor are other empty lists here: loops over frozen arrays are slow in V8, and make garbage. */
const nothing: readonly Condition[] = []

export function canonicalMatch(match: Pick<RouteMatch, 'path' | 'method' | 'headers' | 'query'>): CanonicalMatch {
  const path = canonicalPath(match.path)
  const headers = conditions(match.headers, lowerCase)
  const query = conditions(match.query, asWritten)
  return new Canonical(path, match.method, headers, query)
}

/** The key is made when it is first asked for: most matches have their path to themselves. */
class Canonical implements CanonicalMatch {
  readonly path: CanonicalPath
  readonly method: string | undefined
  readonly headers: readonly Condition[]
  readonly query: readonly Condition[]
  #key: string | undefined

  constructor(path: CanonicalPath, method: string | undefined, headers: readonly Condition[], query: readonly Condition[]) {
    this.path = path
    this.method = method
    this.headers = headers
    this.query = query
  }

  get key(): string {
    this.#key ??= matchKey(this.path, this.method, this.headers, this.query)
    return this.#key
  }
}

/** Equal for matches that take the same requests, as far as texts tell. */
export function matchKey(
  path: CanonicalPath,
  method: string | undefined,
  headers: readonly Condition[],
  query: readonly Condition[],
): string {
  return `${path.type} ${path.value} ${method ?? ''}${text(headers)}${query.length === 0 ? '' : `?${text(query)}`}`
}

/** `PathPrefix` ignores one trailing slash, but counts it in its length. */
export function canonicalPath(path: RouteMatch['path']): CanonicalPath {
  const { type, value } = path
  const length = characters(value)
  if (type === 'Exact') return { type: 'exact', value, length }
  if (type === 'RegularExpression') return { type: 'regex', value, length }
  return { type: 'prefix', value: value !== '/' && value.endsWith('/') ? value.slice(0, -1) : value, length }
}

/** Code points: what lengths are counted in. */
function characters(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--
  return count
}

const lowerCase = (name: string) => name.toLowerCase()
const asWritten = (name: string) => name

function conditions(list: readonly ValueMatch[], fold: (name: string) => string): readonly Condition[] {
  const [only] = list
  if (only === undefined) return nothing
  if (list.length === 1 && fold(only.name) === only.name) return list
  const folded = new Map<string, Condition>()
  for (const { name, value, regex } of list) {
    const key = fold(name)
    if (!folded.has(key)) folded.set(key, { name: key, value, regex })
  }
  return [...folded.values()].sort((a, b) => compare(a.name, b.name))
}

function text(list: readonly Condition[]): string {
  return list.length === 0 ? '' : JSON.stringify(list.map(({ name, value, regex }) => [name, value, regex ? 1 : 0]))
}

const actions = keptOn<string>()

/** Everything that a rule does with a request, so that two rules can be told to do the same. The order of backends does not matter. */
export function actionOf(rule: RouteRule): string {
  let action = actions.get(rule)
  if (action === undefined) {
    const { filters, backends, timeouts, retry, sessionPersistence } = rule
    action = `${filtersText(filters)} ${backends.map(backendText).sort().join()} ${stableText([timeouts, retry, sessionPersistence])}`
    actions.set(rule, action)
  }
  return action
}

function filtersText(filters: readonly Filter[]): string {
  return filters
    .map(({ type, settings, backend }) => `${JSON.stringify(type)} ${stableText(settings)} ${backend && backendText(backend)}`)
    .join()
}

function backendText({ group, kind, namespace, name, port, weight, filters }: BackendRef): string {
  const target = JSON.stringify([group, kind, namespace, name, port ?? 0, weight])
  return filters.length === 0 ? target : `${target} ${filtersText(filters)}`
}

/** The value as a text with the keys of every object in one order. */
function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join()}]`
  if (typeof value === 'bigint') return `"${value}"`
  if (value instanceof Float) return JSON.stringify(value.value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableText(item)}`).join()}}`
}
