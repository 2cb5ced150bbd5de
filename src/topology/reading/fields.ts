import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import { Float } from '../../values/number.ts'
import type { Reference } from '../model.ts'
import { below } from './place.ts'

/** An object whose fields may be anything. What has the wrong type reads as absent: the schema reports it. */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = Object.freeze({})
const nothing: readonly never[] = []

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : none
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A whole number, whichever way it was written. */
export function whole(value: unknown): number | undefined {
  const number = value instanceof Float ? value.value : typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}

export interface Item {
  readonly value: Fields
  readonly at: Path
  readonly index: number
}

/** No list in the schemas of Gateway API is longer. What stands beyond is refused with the object, and costs no work here. */
const LONGEST = 128

/** The objects of a list, each with its place; of the first `most` items. */
export function items(value: unknown, at: Path, most: number = LONGEST): readonly Item[] {
  return readItems(value, at, (item, place, index) => ({ value: item, at: place, index }), most)
}

/** What is read from each object of a list, given its place. */
export function readItems<T>(
  value: unknown,
  at: Path,
  read: (item: Fields, at: Path, index: number) => T,
  most: number = LONGEST,
): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) return nothing
  if (value.length <= most && value.every(isFields)) return value.map((item, index) => read(item, below(at, index), index))
  const found: T[] = []
  const end = Math.min(value.length, most)
  for (let index = 0; index < end; index++) {
    const item: unknown = value[index]
    if (isFields(item)) found.push(read(item, below(at, index), index))
  }
  return found
}

/** The strings of a list, each with its place. */
export function texts(value: unknown, at: Path): readonly { readonly at: Path; readonly value: string }[] {
  if (!Array.isArray(value) || value.length === 0) return nothing
  if (value.length === 1 && typeof value[0] === 'string') return [{ at: below(at, 0), value: value[0] }]
  const found: { at: Path; value: string }[] = []
  const end = Math.min(value.length, LONGEST)
  for (let index = 0; index < end; index++) {
    const item: unknown = value[index]
    if (typeof item === 'string') found.push({ at: below(at, index), value: item })
  }
  return found
}

/** A map of strings. */
export function strings(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** A reference with group, kind and namespace filled in from `defaults`. */
export function reference(value: Fields, at: Path, defaults: Omit<ObjectRef, 'name'>): Reference {
  return {
    at,
    group: text(value.group) ?? defaults.group,
    kind: text(value.kind) ?? defaults.kind,
    namespace: text(value.namespace) || defaults.namespace,
    name: text(value.name) ?? '',
  }
}
