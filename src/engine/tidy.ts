import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'

/**
 * Sorts findings by object, place and code, and keeps each once. Doors that add findings of their own call it again. `sameObject` tells findings
 * about two objects of one identity apart.
 */
export function tidy(findings: readonly Finding[], sameObject: (a: Finding, b: Finding) => boolean = () => true): Finding[] {
  const sorted = [...findings].sort(
    (a, b) => compareRefs(a.object, b.object) || comparePaths(a.at, b.at) || compare(a.code, b.code) || compare(a.message, b.message),
  )
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1]
    return before === undefined || !same(before, finding) || !sameObject(before, finding)
  })
}

function same(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.message === b.message && comparePaths(a.at, b.at) === 0 && compareRefs(a.object, b.object) === 0
}

export function compareRefs(a: ObjectRef, b: ObjectRef): number {
  return compare(a.group, b.group) || compare(a.kind, b.kind) || compare(a.namespace, b.namespace) || compare(a.name, b.name)
}

/** List indices by number, names by code unit, a parent before its children. */
function comparePaths(a: Path, b: Path): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (x === y) continue
    return typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y))
  }
  return a.length - b.length
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
