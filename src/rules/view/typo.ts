import { refOf } from '../../inventory/index.ts'
import type { KubeObject } from '../../inventory/object.ts'
import { editDistance } from '../../values/closest.ts'

const namesOfLists = new WeakMap<readonly KubeObject[], readonly string[]>()

/** The names in a list of the snapshot: thousands of objects ask for those of one list. */
export function namesOf(objects: readonly KubeObject[]): readonly string[] {
  let names = namesOfLists.get(objects)
  if (names === undefined) {
    names = objects.map(object => refOf(object).name)
    namesOfLists.set(objects, names)
  }
  return names
}

/**
 * The one name that `name` is surely a typing error for: one letter more, less, other or swapped. Where not all objects are known a name that is
 * missing may well exist, so names that differ in a digit (`v1`, `v2`) or are short count as different names.
 */
export function typoFor(name: string, names: readonly string[]): string | undefined {
  if (name.length < 5 || names.length === 0) return undefined
  const found = known.get(names) ?? new Map<string, string | undefined>()
  known.set(names, found)
  if (!found.has(name)) found.set(name, nearest(name, names))
  return found.get(name)
}

/** Many objects name the same few: each name is compared with a list of names once, for as long as the list lives. */
const known = new WeakMap<readonly string[], Map<string, string | undefined>>()

function nearest(name: string, names: readonly string[]): string | undefined {
  const near = names.filter(other => other.length >= 5 && editDistance(name, other, 2) === 1 && digits(name) === digits(other))
  return near.length === 1 ? near[0] : undefined
}

function digits(name: string): string {
  return name.replace(/\D/g, '')
}
