import { keptOn } from '../../inventory/kept-on.ts'
import { compare } from '../../inventory/table.ts'
import { compareNames } from '../age.ts'
import type { Bucket } from '../matches/bucket.ts'
import { matchKey } from '../matches/canonical.ts'
import type { Condition, FlatMatch } from '../matches/flat-match.ts'
import { comparePrecedence, type PrecedenceOptions } from '../matches/precedence.ts'

/** Matches of one bucket that ask for the same names: they differ in values only. */
export interface Shape {
  readonly method: string | undefined
  readonly headers: readonly string[]
  readonly query: readonly string[]
  /** In an order that does not depend on arrival. */
  readonly matches: readonly FlatMatch[]
  readonly hasRegex: boolean
}

const shapes = keptOn<readonly Shape[]>()

/** The matches of a path by the names of their conditions, so that thousands of them need not be compared one by one. */
export function shapesOf(bucket: Bucket): readonly Shape[] {
  let list = shapes.get(bucket)
  if (list === undefined) {
    const found = new Map<string, { shape: Omit<Shape, 'matches' | 'hasRegex'>; matches: FlatMatch[] }>()
    for (const match of bucket.matches) {
      const shape = { method: match.method, headers: match.headers.map(({ name }) => name), query: match.query.map(({ name }) => name) }
      const key = JSON.stringify(shape)
      const entry = found.get(key)
      if (entry === undefined) found.set(key, { shape, matches: [match] })
      else entry.matches.push(match)
    }
    list = [...found]
      .sort(([a], [b]) => compare(a, b))
      .map(([, { shape, matches }]) => ({
        ...shape,
        matches: matches.sort(stableOrder),
        hasRegex: matches.some(match => match.path.type === 'regex' || [...match.headers, ...match.query].some(({ regex }) => regex)),
      }))
    shapes.set(bucket, list)
  }
  return list
}

/** By route, rule and match: the same whatever came first. */
export function stableOrder(a: FlatMatch, b: FlatMatch): number {
  return (
    compareNames(a.route.ref, b.route.ref) ||
    compare(a.route.kind, b.route.kind) ||
    a.rule.index - b.rule.index ||
    a.match.index - b.match.index ||
    compare(a.host, b.host)
  )
}

const ranked = keptOn<readonly FlatMatch[]>()

/** The matches with the very same requests, greatest precedence first. */
export function equalsByRank(bucket: Bucket, match: FlatMatch, options: PrecedenceOptions): readonly FlatMatch[] {
  const list = bucket.withKey(match.key)
  const [first, second, third] = list
  if (first === undefined || second === undefined) return list
  // Most often there are two: no need to keep what is told at once.
  if (third === undefined) return comparePrecedence(first, second, options) <= 0 ? list : [second, first]
  let sorted = ranked.get(list)
  if (sorted === undefined) {
    sorted = list.toSorted((a, b) => comparePrecedence(a, b, options))
    ranked.set(list, sorted)
  }
  return sorted
}

/** The matches of the bucket with the given method and conditions. */
export function lookup(
  bucket: Bucket,
  match: FlatMatch,
  change: { readonly method?: string | undefined; readonly headers?: readonly Condition[]; readonly query?: readonly Condition[] },
): readonly FlatMatch[] {
  const { path, headers, query } = match
  const method = 'method' in change ? change.method : match.method
  return bucket.withKey(matchKey(path, method, change.headers ?? headers, change.query ?? query))
}

/** The conditions whose names are in the list. */
export function project(conditions: readonly Condition[], names: readonly string[]): readonly Condition[] {
  return conditions.filter(({ name }) => names.includes(name))
}

export function includesAll(names: readonly string[], all: readonly string[]): boolean {
  return all.every(name => names.includes(name))
}
