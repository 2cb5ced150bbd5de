import type { ObjectRef } from '../diagnostics/finding.ts'
import { compare } from '../inventory/table.ts'

/** An object that precedes others by age. */
export interface Aged {
  readonly ref: ObjectRef
  readonly created?: string
}

/** Older first, then by `namespace/name` as one string: the rule for every conflict in the Gateway API. */
export function compareAge(a: Aged, b: Aged): number {
  if (a.created !== undefined && b.created !== undefined && a.created !== b.created) return compare(a.created, b.created)
  return compareNames(a.ref, b.ref)
}

export function compareNames(a: ObjectRef, b: ObjectRef): number {
  if (a.namespace === b.namespace) return compare(a.name, b.name)
  return compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`)
}

/**
 * Whether the order of two objects can be told: files carry no age, and whichever is created first wins then. `sameAge` says that objects
 * without an age were created together, as one apply does.
 */
export function ageKnown(a: Aged, b: Aged, sameAge: boolean): boolean {
  return (a.created !== undefined && b.created !== undefined) || (sameAge && a.created === undefined && b.created === undefined)
}
