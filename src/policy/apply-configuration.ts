import { Float } from '../values/number.ts'
import { quote } from '../values/quote.ts'
import { clone, equal } from './json-patch.ts'
import type { MergeType } from './merge-type.ts'

/** An apply configuration that cannot be merged, in the words of structured-merge-diff. */
export class ApplyError extends Error {}

type Json = Record<string, unknown>
type ListType = Extract<MergeType, { kind: 'list' }>

/**
 * Merges an apply configuration into an object, as the API server does for a MutatingAdmissionPolicy: a server-side apply without field ownership.
 * @throws ApplyError
 * @see k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch
 */
export function applyConfiguration(original: Json, configuration: Json, type: MergeType): Json {
  convert('patch', configuration, type, false)
  const atomics = findAtomics(configuration, type, '')
  if (atomics.length > 0)
    throw new ApplyError(`invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomics.join(', ')}`)
  if (faultless.get(original) !== type) {
    if (!fits(original, type)) convert('original', original, type, true)
    faultless.set(original, type)
  }
  return merge(original, configuration, type) as Json
}

/** Originals in which nothing was found: one policy after the other asks about the same object. */
const faultless = new WeakMap<Json, MergeType>()

/** Whether `check` has nothing to say about an original: most are faultless, and need no paths. */
function fits(value: unknown, type: MergeType): boolean {
  switch (type.kind) {
    case 'open':
      return true
    case 'scalar':
      if (value === null || type.type === 'any') return true
      return type.type === 'string' ? typeof value === 'string' : type.type === 'boolean' ? typeof value === 'boolean' : isNumber(value)
    case 'list': {
      if (value === null) return true
      if (!Array.isArray(value)) return false
      const element = type.element()
      for (const item of value) {
        if (!fits(item, element)) return false
        if (type.relation === 'map' && !(isMap(item) && hasKey(item, type))) return false
      }
      return true
    }
    case 'map':
      if (value === null) return true
      if (!isMap(value)) return false
      for (const key in value) {
        const field = type.field(key)
        if (field === undefined || !fits(value[key], field)) return false
      }
      return true
  }
}

function convert(what: 'patch' | 'original', value: Json, type: MergeType, duplicates: boolean): void {
  const problems: string[] = []
  check(value, type, '', duplicates, problems)
  if (problems.length === 0) return
  const text = problems.length === 1 ? problems[0] : `errors:${problems.map(problem => `\n  ${problem}`).join('')}`
  throw new ApplyError(`failed to convert ${what} object to typed object: ${text}`)
}

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint' || value instanceof Float

/** Does a value fit its type? `null` in an apply configuration is a value like any other, and fits no scalar. */
function check(value: unknown, type: MergeType, path: string, lenient: boolean, problems: string[]): void {
  const expected = (what: string, got: string) => problems.push(`${path}: expected ${what}, got ${got}`)
  switch (type.kind) {
    case 'open':
      return
    case 'scalar':
      if (value === null && lenient) return
      if (type.type === 'string' && typeof value !== 'string') expected('string', goSyntax(value))
      else if (type.type === 'numeric' && !isNumber(value)) expected('numeric (int or float)', goType(value))
      else if (type.type === 'boolean' && typeof value !== 'boolean') expected('boolean', goSyntax(value))
      return
    case 'list': {
      if (value === null && lenient) return
      if (!Array.isArray(value)) return void expected('list', goSyntax(value))
      checkList(value, type, path, lenient, problems)
      return
    }
    case 'map':
      if (value === null && lenient) return
      if (!isMap(value)) return void expected('map', goSyntax(value))
      for (const key of Object.keys(value)) {
        const field = type.field(key)
        if (field) check(value[key], field, `${path}.${key}`, lenient, problems)
        else {
          problems.push(`${path}.${key}: field not declared in schema`)
          return
        }
      }
  }
}

function checkList(list: readonly unknown[], type: ListType, path: string, lenient: boolean, problems: string[]): void {
  const seen = new Set<string>()
  list.forEach((item, index) => {
    let step = `[${index}]`
    if (type.relation !== 'atomic') {
      const key = itemKey(item, type)
      if (key === undefined) {
        const keys = `[${type.keys.map(quote).join(' ')}]`
        problems.push(
          `${path}: element ${index}: associative list with keys has an element that omits all key fields ${keys} (and doesn't have default values for any key fields)`,
        )
        return
      }
      if (seen.has(key) && !lenient) problems.push(`${path}: duplicate entries for key ${key}`)
      seen.add(key)
      step = key
    }
    check(item, type.element(), `${path}${step}`, lenient, problems)
  })
}

/** The place of an item in its list as structured-merge-diff prints it: `[name="a"]`, `[="a"]` in a set. `undefined` where it has no key field at all. */
function itemKey(item: unknown, type: ListType): string | undefined {
  if (type.relation === 'set') return `[=${printed(item)}]`
  if (!isMap(item)) return undefined
  const fields = [...type.keys].sort().flatMap(key => {
    const value = item[key] ?? type.keyDefaults[key]
    return value === undefined ? [] : [`${key}=${printed(value)}`]
  })
  return fields.length === 0 ? undefined : `[${fields.join(',')}]`
}

const hasKey = (item: Json, { keys, keyDefaults }: ListType): boolean => keys.some(key => (item[key] ?? keyDefaults[key]) !== undefined)

const printed = (value: unknown): string =>
  typeof value === 'string' ? quote(value) : String(value instanceof Float ? value.value : value)

function findAtomics(value: unknown, type: MergeType, path: string): string[] {
  if (type.kind === 'list' && Array.isArray(value)) {
    if (type.relation === 'atomic') return [path]
    return value.flatMap(item => findAtomics(item, type.element(), `${path}${itemKey(item, type)}`))
  }
  if (type.kind === 'map' && isMap(value)) {
    if (type.atomic) return [path]
    return Object.keys(value).flatMap(key => findAtomics(value[key], type.field(key) ?? { kind: 'open' }, `${path}.${key}`))
  }
  return []
}

function merge(left: unknown, right: unknown, type: MergeType): unknown {
  if (type.kind === 'list' && type.relation !== 'atomic' && Array.isArray(left) && Array.isArray(right))
    return mergeLists(left, right, type)
  const granular = type.kind === 'open' || (type.kind === 'map' && !type.atomic)
  if (!granular || !isMap(left) || !isMap(right)) return clone(right)
  let merged = left
  for (const key of Object.keys(right)) {
    const field = (type.kind === 'map' && type.field(key)) || { kind: 'open' as const }
    const value = Object.hasOwn(left, key) ? merge(left[key], right[key], field) : clone(right[key])
    if (Object.hasOwn(left, key) && value === left[key]) continue
    if (merged === left) merged = { ...left }
    merged[key] = value
  }
  return merged
}

/** Items of the original keep their places; before an item that both lists have come the patch's items that precede it there; the patch's rest comes last. */
function mergeLists(left: readonly unknown[], right: readonly unknown[], type: ListType): unknown[] {
  const rightKeys = right.map(item => itemKey(item, type))
  const leftKeys = new Set(left.map(item => itemKey(item, type)))
  const merged: unknown[] = []
  let next = 0
  for (const item of left) {
    const at = rightKeys.indexOf(itemKey(item, type))
    if (at < 0) {
      merged.push(item)
      continue
    }
    for (; next < at; next++) if (!leftKeys.has(rightKeys[next])) merged.push(clone(right[next]))
    merged.push(merge(item, right[at], type.element()))
    next = Math.max(next, at + 1)
  }
  for (; next < right.length; next++) if (!leftKeys.has(rightKeys[next])) merged.push(clone(right[next]))
  return equal(merged, left) ? [...left] : merged
}

/** A value as Go's `%T` names its type. */
function goType(value: unknown): string {
  if (value === null) return '<nil>'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return '[]interface {}'
  return isMap(value) ? 'map[string]interface {}' : typeof value
}

/** A value as Go's `%#v` prints it inside structured-merge-diff; null arrives there as protobuf's null, which is 0. */
function goSyntax(value: unknown): string {
  const inner =
    value === null
      ? '0'
      : typeof value === 'string'
        ? quote(value)
        : isNumber(value) || typeof value === 'boolean'
          ? String(value)
          : goType(value)
  return `&value.valueUnstructured{Value:${inner}}`
}
