import { Uint } from '../cel/value.ts'
import { formatNumber } from '../schema/go.ts'
import { assign, copyOf } from '../schema/json.ts'
import { Duration, formatDuration } from '../values/duration.ts'
import { Float } from '../values/number.ts'
import { quote } from '../values/quote.ts'
import { formatTimestamp, Timestamp } from '../values/timestamp.ts'
import { clone, equal } from './json-patch.ts'
import type { MergeType } from './merge-type.ts'
import { goTypeOf } from './to-json.ts'

/** An apply configuration that cannot be merged, in the words of structured-merge-diff. */
export class ApplyError extends Error {}

/** A list or map of an expression that structured-merge-diff takes for neither, by the type that it has in Go. */
export class Foreign {
  readonly value: unknown
  readonly type: '[]ref.Val' | 'map[ref.Val]ref.Val' | '[]string'

  constructor(value: unknown, type: Foreign['type']) {
    this.value = value
    this.type = type
  }
}

/** `null` that an expression writes: a value of Go's, as against none. */
export const WRITTEN_NULL: unique symbol = Symbol('null')

/** A list without items that an expression writes, which Go holds otherwise than one that was read. */
export const NO_ITEMS: readonly unknown[] = Object.freeze([])

type Json = Record<string, unknown>
type ListType = Extract<MergeType, { kind: 'list' }>

/**
 * Merges an apply configuration into an object, as the API server does for a MutatingAdmissionPolicy: a server-side apply without field ownership.
 * @throws ApplyError
 * @see k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch
 */
export function applyConfiguration(original: Json, configuration: Json, type: MergeType): Json {
  convert('patch', configuration, type)
  const atomics = findAtomics(configuration, type, '')
  if (atomics.length > 0)
    throw new ApplyError(`invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomics.join(', ')}`)
  return merge(unchanged(original, type), configuration, type) as Json
}

/** What a configuration without fields makes of an object. @throws ApplyError where the object does not fit its type */
export function unchanged(original: Json, type: MergeType): Json {
  if (faultless?.original !== original || faultless.type !== type) {
    if (!fits(original, type)) convert('original', original, type)
    faultless = { original, type }
  }
  return original
}

/** The last original in which nothing was found: one policy after the other asks about the same object. */
let faultless: { readonly original: Json; readonly type: MergeType } | undefined

/** Notes that an original fits its type: the API server would admit it. */
export function fitting(original: Json, type: MergeType | undefined): void {
  if (type !== undefined) faultless = { original, type }
}

/** Whether `check` has nothing to say about an original: most are faultless, and need no paths. */
function fits(value: unknown, type: MergeType): boolean {
  switch (type.kind) {
    case 'open':
      return true
    case 'scalar':
      if (value === null) return true
      if (type.type === 'any') return isScalar(value)
      return type.type === 'string' ? typeof value === 'string' : type.type === 'boolean' ? typeof value === 'boolean' : isNumber(value)
    case 'list': {
      if (value === null) return true
      if (!Array.isArray(value)) return false
      const element = type.element()
      for (const item of value) {
        if (!fits(item, element)) return false
        if (type.relation === 'map' && !(isMap(item) && hasKey(item, type))) return false
        if (type.relation === 'set' && !isScalar(item)) return false
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

function convert(what: 'patch' | 'original', value: Json, type: MergeType): void {
  const problems: string[] = []
  check(value, type, '', what === 'original', problems)
  if (problems.length === 0) return
  const text = problems.length === 1 ? problems[0] : `errors:${problems.map(problem => `\n  ${problem}`).join('')}`
  throw new ApplyError(`failed to convert ${what} object to typed object: ${text}`)
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value) && !isForeign(value)
/** Values of Go that are neither maps nor lists: a CEL expression may give them. */
const isForeign = (value: unknown): boolean =>
  value instanceof Foreign ||
  value instanceof Float ||
  value instanceof Uint ||
  value instanceof Duration ||
  value instanceof Timestamp ||
  value instanceof Uint8Array ||
  goTypeOf(value) !== undefined
const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint' || value instanceof Float
const isScalar = (value: unknown): boolean => isNumber(value) || typeof value === 'string' || typeof value === 'boolean'

/** Does a value fit its type? @param duplicates whether lists may hold an item twice */
function check(value: unknown, type: MergeType, path: string, duplicates: boolean, problems: string[]): void {
  const expected = (what: string, got: string) => problems.push(`${path}: expected ${what}, got ${got}`)
  if (value === null) return
  switch (type.kind) {
    case 'open':
      if (Array.isArray(value)) value.forEach((item, index) => void check(item, type, `${path}[${index}]`, duplicates, problems))
      else if (isMap(value)) for (const key of Object.keys(value)) check(value[key], type, `${path}.${key}`, duplicates, problems)
      else if (!isScalar(value)) expected('map', goText(value))
      return
    case 'scalar':
      if (type.type === 'string' && typeof value !== 'string') expected('string', goSyntax(value))
      else if (type.type === 'numeric' && !isNumber(value)) expected('numeric (int or float)', goType(value))
      else if (type.type === 'boolean' && typeof value !== 'boolean') expected('boolean', goText(value))
      else if (type.type === 'any' && !isScalar(value)) expected('any scalar', goText(value))
      return
    case 'list':
      if (!Array.isArray(value)) return void expected('list', goText(value))
      checkList(value, type, path, duplicates, problems)
      return
    case 'map':
      if (!isMap(value)) return void expected('map', goText(value))
      for (const key of Object.keys(value)) {
        const field = type.field(key)
        if (field) check(value[key], field, `${path}.${key}`, duplicates, problems)
        else {
          problems.push(`${path}.${key}: field not declared in schema`)
          return
        }
      }
  }
}

/** An item that cannot be told from others ends the search. */
function checkList(list: readonly unknown[], type: ListType, path: string, duplicates: boolean, problems: string[]): void {
  const seen = new Set<string>()
  for (const [index, item] of list.entries()) {
    let step = `[${index}]`
    if (type.relation !== 'atomic') {
      const unfit = type.relation === 'map' ? unfitForMap(item, type) : unfitForSet(item)
      if (unfit !== undefined) {
        problems.push(`${path}: element ${index}: ${unfit}`)
        return
      }
      const key = itemKey(item, type)!
      if (seen.has(key) && !duplicates) problems.push(`${path}: duplicate entries for key ${key}`)
      seen.add(key)
      step = key
    }
    check(item, type.element(), `${path}${step}`, duplicates, problems)
  }
}

function unfitForMap(item: unknown, type: ListType): string | undefined {
  if (item === null) return 'associative list with keys may not have a null element'
  if (!isMap(item)) return 'associative list with keys may not have non-map elements'
  if (itemKey(item, type) !== undefined) return undefined
  const keys = `[${type.keys.map(quote).join(' ')}]`
  return `associative list with keys has an element that omits all key fields ${keys} (and doesn't have default values for any key fields)`
}

function unfitForSet(item: unknown): string | undefined {
  if (item === null) return "associative list without keys has an element that's an explicit null"
  if (Array.isArray(item)) return 'not supported: associative list with lists as elements'
  return isMap(item) ? "associative list without keys has an element that's a map type" : undefined
}

/** The place of an item in its list as structured-merge-diff prints it: `[name="a"]`, `[="a"]` in a set. `undefined` where it has no key field at all. */
function itemKey(item: unknown, type: ListType): string | undefined {
  if (type.relation === 'set') return `[=${printed(item)}]`
  if (!isMap(item)) return undefined
  const fields = [...type.keys].sort().flatMap(key => {
    const value = Object.hasOwn(item, key) ? item[key] : type.keyDefaults[key]
    return value === undefined ? [] : [`${key}=${printed(value)}`]
  })
  return fields.length === 0 ? undefined : `[${fields.join(',')}]`
}

const hasKey = (item: Json, { keys, keyDefaults }: ListType): boolean => keys.some(key => (item[key] ?? keyDefaults[key]) !== undefined)

function printed(value: unknown): string {
  if (!isScalar(value)) return '{{undefined}}'
  return typeof value === 'string' ? quote(value) : String(value instanceof Float ? value.value : value)
}

/** Members of a map without declared fields are passed over, as there. @see k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch/smd.go */
function findAtomics(value: unknown, type: MergeType, path: string): string[] {
  if (type.kind === 'open') return Array.isArray(value) ? untypedAtomics(value, path) : []
  if (type.kind === 'list' && Array.isArray(value)) {
    const inside = value.flatMap((item, index) => findAtomics(item, type.element(), `${path}[${index}]`))
    return type.relation === 'atomic' ? [path, ...inside] : inside
  }
  if (type.kind === 'map' && isMap(value)) {
    const inside = Object.keys(value).flatMap(key => {
      const field = type.declared(key)
      return field === undefined ? [] : findAtomics(value[key], field, `${path}.${key}`)
    })
    return type.atomic ? [path, ...inside] : inside
  }
  return []
}

/** Below a list without a schema all is atomic. */
function untypedAtomics(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => untypedAtomics(item, `${path}[${index}]`))]
  return isMap(value) ? [path] : []
}

function merge(left: unknown, right: unknown, type: MergeType): unknown {
  if (type.kind === 'list' && type.relation !== 'atomic' && Array.isArray(left) && Array.isArray(right) && left.length + right.length > 0)
    return mergeLists(left, right, type)
  const granular = type.kind === 'open' || (type.kind === 'map' && !type.atomic)
  if (!granular || !isMap(left) || !isMap(right)) return added(right)
  let merged = left
  for (const key of Object.keys(right)) {
    const field = (type.kind === 'map' && type.field(key)) || { kind: 'open' as const }
    const value = Object.hasOwn(left, key) ? merge(left[key], right[key], field) : added(right[key])
    if (Object.hasOwn(left, key) && value === left[key]) continue
    if (merged === left) merged = copyOf(left)
    assign(merged, key, value)
  }
  return merged
}

/** What a configuration brings. Of a list without items that an expression writes JSON makes null. */
function added(value: unknown): unknown {
  if (value === NO_ITEMS) return null
  if (Array.isArray(value)) return value.map(added)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, added(item)])) : clone(value)
}

/**
 * Items of the original keep their places, unless both lists have them and the patch has them in another order: then the patch's order counts, and what
 * it alone has stays with its neighbours. An item that the original has more than once is replaced, not merged.
 * @see sigs.k8s.io/structured-merge-diff typed/merge.go visitListItems
 */
function mergeLists(left: readonly unknown[], right: readonly unknown[], type: ListType): unknown[] {
  const leftKeys = left.map(item => itemKey(item, type))
  const rightKeys = right.map(item => itemKey(item, type))
  const observed = new Map<string | undefined, unknown>()
  leftKeys.forEach((key, index) => void observed.set(key, observed.has(key) ? undefined : left[index]))
  const inRight = new Set(rightKeys)
  const shared = rightKeys.filter(key => observed.has(key))
  const taken = new Set<string | undefined>()
  const merged: unknown[] = []
  const take = (index: number) => {
    const key = rightKeys[index]
    taken.add(key)
    const held = observed.get(key)
    merged.push(held === undefined ? added(right[index]) : merge(held, right[index], type.element()))
  }
  let [l, r] = [0, 0]
  while (l < left.length || r < right.length) {
    const key = leftKeys[l]
    if (l < left.length && r < right.length) {
      if (key === rightKeys[r]) {
        take(r++)
        l++
        shared.shift()
        continue
      }
      if (inRight.has(key) && shared.length > 0 && shared[0] !== key) {
        l++
        continue
      }
    }
    if (l < left.length) {
      if (!inRight.has(key)) {
        merged.push(left[l++])
        continue
      }
      if (taken.has(key)) l++
    }
    if (r < right.length) {
      if (shared[0] === rightKeys[r]) shared.shift()
      take(r++)
    }
  }
  return equal(merged, left) ? [...left] : merged
}

/** A value as Go's `%T` names its type. */
function goType(value: unknown): string {
  if (value === WRITTEN_NULL) return 'structpb.NullValue'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (value instanceof Uint) return 'uint64'
  if (value instanceof Uint8Array) return '[]uint8'
  if (value instanceof Duration) return 'time.Duration'
  if (value instanceof Timestamp) return 'time.Time'
  const own = goTypeOf(value)
  if (own !== undefined) return own
  if (value instanceof Foreign) return value.type
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}

/** A value as Go's `%#v` prints it inside structured-merge-diff; null arrives there as protobuf's null, which is 0. */
function goSyntax(value: unknown): string {
  return `&value.valueUnstructured{Value:${literal(value)}}`
}

function literal(value: unknown): string {
  if (value === null) return 'interface {}(nil)'
  if (value === WRITTEN_NULL) return '0'
  if (typeof value === 'string') return quote(value)
  if (value instanceof Uint) return `0x${value.value.toString(16)}`
  if (value instanceof Duration) return String(value.nanoseconds())
  if (value instanceof Timestamp) return timeLiteral(value)
  if (value instanceof Uint8Array) return `[]uint8{${[...value].map(byte => `0x${byte.toString(16)}`).join(', ')}}`
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return formatNumber(value as number | bigint | Float)
  if (value === NO_ITEMS) return '[]interface {}(nil)'
  if (goTypeOf(value) !== undefined) return goType(value)
  const held = value instanceof Foreign ? value.value : value
  if (Array.isArray(held)) return `${goType(value)}{${held.map(literal).join(', ')}}`
  const members = Object.keys(held as object).sort()
  return `${goType(value)}{${members.map(key => `${quote(key)}:${literal((held as Json)[key])}`).join(', ')}}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

function timeLiteral({ seconds, nanos }: Timestamp): string {
  const { year, month, day, hour, minute, second } = new Timestamp(seconds).at(0)
  return `time.Date(${year}, time.${MONTHS[month - 1]}, ${day}, ${hour}, ${minute}, ${second}, ${nanos}, time.UTC)`
}

/** A value as Go's `%v` prints it there. */
function goText(value: unknown): string {
  return `&{${plain(value)}}`
}

function plain(value: unknown): string {
  if (value === null) return '<nil>'
  if (value === WRITTEN_NULL) return 'NULL_VALUE'
  if (value instanceof Foreign) return plain(value.value)
  if (value instanceof Uint) return String(value.value)
  if (value instanceof Duration) return formatDuration(value)
  if (value instanceof Timestamp) return `${formatTimestamp(value).replace('T', ' ').replace('Z', '')} +0000 UTC`
  if (value instanceof Uint8Array) return `[${[...value].join(' ')}]`
  if (Array.isArray(value)) return `[${value.map(plain).join(' ')}]`
  if (isNumber(value)) return formatNumber(value as number | bigint | Float)
  if (!isMap(value)) return String(value)
  const members = Object.keys(value).sort()
  return `map[${members.map(key => `${key}:${plain(value[key])}`).join(' ')}]`
}
