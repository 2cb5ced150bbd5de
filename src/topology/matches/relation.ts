import { coversHostname } from '../../values/hostname.ts'
import type { CanonicalPath, Condition, FlatMatch, Relation } from './flat-match.ts'
import { regexMatches, takesAllPaths } from './regex.ts'

/** How the requests of `a` lie to those of `b`, on hosts, paths, methods, headers and query parameters together. */
export function relation(a: FlatMatch, b: FlatMatch): Relation {
  return combine([
    hostRelation(a.host, b.host),
    pathRelation(a.path, b.path),
    methodRelation(a.method, b.method),
    conditionsRelation(a.headers, b.headers),
    conditionsRelation(a.query, b.query),
  ])
}

/** The relation of two products of sets: one dimension that never meets keeps all apart. */
export function combine(parts: readonly Relation[]): Relation {
  if (parts.includes('disjoint')) return 'disjoint'
  if (parts.includes('unknown')) return 'unknown'
  if (parts.includes('overlap')) return 'overlap'
  const [sub, sup] = [parts.includes('sub'), parts.includes('sup')]
  if (sub && sup) return 'overlap'
  return sub ? 'sub' : sup ? 'sup' : 'equal'
}

export function hostRelation(a: string, b: string): Relation {
  if (a === b) return 'equal'
  if (coversHostname(b, a)) return 'sub'
  return coversHostname(a, b) ? 'sup' : 'disjoint'
}

export function pathRelation(a: CanonicalPath, b: CanonicalPath): Relation {
  if (a.type === b.type && a.value === b.value) return 'equal'
  if (a.type === 'regex' || b.type === 'regex') return withRegex(a, b)
  if (a.type === 'exact') return b.type === 'exact' ? 'disjoint' : inside(a.value, b.value) ? 'sub' : 'disjoint'
  if (b.type === 'exact') return inside(b.value, a.value) ? 'sup' : 'disjoint'
  return inside(a.value, b.value) ? 'sub' : inside(b.value, a.value) ? 'sup' : 'disjoint'
}

/** Whether a path lies under a prefix, element by element. */
export function inside(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || (path.length > prefix.length && path.startsWith(prefix) && path[prefix.length] === '/')
}

function withRegex(a: CanonicalPath, b: CanonicalPath): Relation {
  const [allA, allB] = [takesAll(a), takesAll(b)]
  if (allA && allB) return 'equal'
  if (allA) return 'sup'
  if (allB) return 'sub'
  if (a.type === 'exact') return decidable(regexMatches(b.value, a.value), 'sub')
  if (b.type === 'exact') return decidable(regexMatches(a.value, b.value), 'sup')
  return 'unknown'
}

function takesAll(path: CanonicalPath): boolean {
  return path.type === 'regex' ? takesAllPaths(path.value) : path.type === 'prefix' && path.value === '/'
}

/** A regular expression may take just the one value: then the sets are equal, which nobody can tell; strictly inside is the safe reading. */
function decidable(matches: boolean | undefined, when: 'sub' | 'sup'): Relation {
  return matches === undefined ? 'unknown' : matches ? when : 'disjoint'
}

export function methodRelation(a: string | undefined, b: string | undefined): Relation {
  if (a === b) return 'equal'
  if (b === undefined) return 'sub'
  return a === undefined ? 'sup' : 'disjoint'
}

/** More conditions, fewer requests. A header is taken to have one value. */
export function conditionsRelation(a: readonly Condition[], b: readonly Condition[]): Relation {
  if (a.length === 0 && b.length === 0) return 'equal'
  const parts: Relation[] = []
  for (const condition of a) {
    const other = b.find(({ name }) => name === condition.name)
    parts.push(other === undefined ? 'sub' : valueRelation(condition, other))
  }
  for (const condition of b) if (!a.some(({ name }) => name === condition.name)) parts.push('sup')
  return combine(parts)
}

function valueRelation(a: Condition, b: Condition): Relation {
  if (a.regex === b.regex && a.value === b.value) return 'equal'
  if (!a.regex && !b.regex) return 'disjoint'
  if (!a.regex) return decidable(regexMatches(b.value, a.value), 'sub')
  if (!b.regex) return decidable(regexMatches(a.value, b.value), 'sup')
  if (b.value === '.*') return 'sub'
  return a.value === '.*' ? 'sup' : 'unknown'
}
