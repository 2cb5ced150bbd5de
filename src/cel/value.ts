import { Float } from '../values/number.ts'
import { codePoints } from '../values/text.ts'
import * as types from './types.ts'
import { type CelType, typeName } from './types.ts'

/**
 * A run-time value. JSON values stand for themselves, unwrapped and uncopied.
 *
 * | CEL | JavaScript |
 * |---|---|
 * | null, bool, string | `null`, `boolean`, `string` (sizes and indexes count code points, see `codePoints`) |
 * | int | `number` while it is a safe integer, `bigint` beyond; always normalised (`int`) |
 * | uint | `Uint` |
 * | double | where the static type is `double` (a declared parameter or result): any `number`. Elsewhere (dyn, type parameters, list elements, map values): `Float` when integral, a plain `number` when fractional, NaN or infinite. `box` and `unbox` convert |
 * | bytes | `Uint8Array` |
 * | list | `Array` |
 * | map | a plain object, own keys only (`Object.hasOwn`), when all keys are strings; else `CelMap` |
 * | optional, type | `Optional`, `TypeValue` |
 * | timestamp, duration, quantity, IP ... | instances of classes that satisfy `Opaque` |
 * | objects of a schema in a dynamic position | `Opaque` with `field` (see shape.ts) |
 */
export type Value = unknown

/** What a value class must offer to be a CEL value. `celType` is the type's name: `net.IP`, `google.protobuf.Duration`. */
export interface Opaque {
  readonly celType: string
  /** CEL equality with any other value; a value of another type is never equal. */
  equals(other: unknown): boolean
  /** Held by reference in Kubernetes, where by mistake nothing can be compared with such a value. */
  readonly byReference?: boolean
  /** For CEL `size()` and for run-time cost, where the value has one (CIDR, IP); cost counts 1 without. */
  celSize?(): number
}

const textLists = new WeakSet<readonly Value[]>()

/** A list that cel-go holds as Go's `[]string`. It is a list like any other until it leaves CEL. */
export function textList(texts: readonly string[]): readonly string[] {
  textLists.add(texts)
  return texts
}

export const isTextList = (value: Value): boolean => Array.isArray(value) && textLists.has(value)

/** Where cel-go panics: the whole evaluation ends, and no logical operator passes over it. */
export class Panic extends Error {}

/** An evaluation error. Not an `Error`: no stack is taken, since rules fail all the time. The text is that of cel-go or Kubernetes. */
export class CelError {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }

  toString(): string {
    return this.message
  }
}

export const noSuchOverload = (): CelError => new CelError('no such overload')

/** An unsigned 64-bit integer. */
export class Uint {
  readonly value: bigint

  constructor(value: bigint) {
    this.value = value
  }

  toString(): string {
    return `${this.value}u`
  }
}

/** `optional.none()` is `Optional.none`; every other instance holds a value. */
export class Optional {
  static readonly none: Optional = new Optional(undefined)
  readonly value: Value

  private constructor(value: Value) {
    this.value = value
  }

  /** `value` must not be `undefined`, which only `none` holds. */
  static of(value: Value): Optional {
    return new Optional(value)
  }

  get hasValue(): boolean {
    return this !== Optional.none
  }
}

/** A type as a value: `type(1)`, `int`. Equal by name. */
export class TypeValue {
  readonly type: CelType

  constructor(type: CelType) {
    this.type = type
  }
}

type MapKey = string | number | bigint | boolean

/** A map that is no plain object. `get` gives `undefined` for a missing key and may throw `CelError` (data that contradicts its schema). */
export abstract class MapView {
  abstract readonly size: number
  abstract get(key: Value): Value | undefined
  abstract entries(): Iterable<readonly [key: Value, value: Value]>
  abstract keys(): Iterable<Value>

  has(key: Value): boolean {
    return this.get(key) !== undefined
  }

  /** CEL equality, where this is the left operand. */
  equals(other: Value): boolean {
    if (!isMap(other) || mapSize(other) !== this.size) return false
    for (const [key, value] of this.entries()) {
      const counterpart = mapGet(other, key)
      if (counterpart === undefined || !alike(value, counterpart)) return false
    }
    return true
  }
}

/** A list that is more than its elements: a set or a map list of a schema, with equality and `+` of its own. */
export abstract class ListView extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  /** CEL equality, where this is the left operand. */
  abstract equals(other: Value): boolean
  /** CEL `+`, where this is the left operand. */
  abstract concatenate(other: readonly Value[]): Value[]
}

/** `a + b` of lists: plain, unless the left one is a set or map list. */
export function concatenate(a: readonly Value[], b: readonly Value[]): Value[] {
  return a instanceof ListView ? a.concatenate(b) : a.concat(b)
}

/** A map with keys of any CEL key type. Numeric keys find each other across int, uint and double, as in cel-go. */
export class CelMap extends MapView {
  readonly #entries = new Map<MapKey, readonly [key: Value, value: Value]>()

  static readonly empty: CelMap = new CelMap()

  static #canonical(key: Value): MapKey | undefined {
    if (typeof key === 'string') return `"${key}`
    if (typeof key === 'boolean' || typeof key === 'bigint') return key
    if (typeof key === 'number' && Number.isSafeInteger(key)) return key
    if (key instanceof Uint) return `u${key.value}`
    if (isDouble(key)) return `d${unbox(key)}`
    return key === null ? 'null' : undefined
  }

  override get size(): number {
    return this.#entries.size
  }

  set(key: Value, value: Value): void {
    const canonical = CelMap.#canonical(key)
    if (canonical === undefined) throw new CelError(`unsupported key type: ${typeName(typeOf(key))}`)
    this.#entries.set(canonical, [key, value])
  }

  /** The value, or `undefined`. */
  get(key: Value): Value | undefined {
    const canonical = CelMap.#canonical(key)
    if (canonical !== undefined) {
      const entry = this.#entries.get(canonical)
      if (entry) return entry[1]
    }
    const number = key instanceof Uint ? key.value : isInt(key) || isDouble(key) ? unbox(key as number) : undefined
    if (number === undefined || (typeof number === 'number' && !Number.isInteger(number))) return undefined
    const integer = BigInt(number)
    const signed = Number.isSafeInteger(Number(integer)) ? Number(integer) : integer
    return (this.#entries.get(signed) ?? this.#entries.get(`u${integer}`) ?? this.#entries.get(`d${Number(integer)}`))?.[1]
  }

  *entries(): IterableIterator<readonly [key: Value, value: Value]> {
    yield* this.#entries.values()
  }

  *keys(): IterableIterator<Value> {
    for (const [key] of this.#entries.values()) yield key
  }
}

export const MAX_INT = 2n ** 63n - 1n
export const MIN_INT = -(2n ** 63n)
export const MAX_UINT = 2n ** 64n - 1n

/** Is this value an int: a safe integer or a bigint. In a dynamic position every integral `number` is one. */
export function isInt(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
}

/** Is this value, in dynamic form, a double. */
export function isDouble(value: Value): value is number | Float {
  return value instanceof Float || (typeof value === 'number' && !Number.isSafeInteger(value))
}

/** The normal form of an int; throws `integer overflow` beyond int64. */
export function int(value: bigint): number | bigint {
  if (value >= -9007199254740991n && value <= 9007199254740991n) return Number(value)
  if (value > MAX_INT || value < MIN_INT) throw new CelError('integer overflow')
  return value
}

/** A uint; throws `unsigned integer overflow` outside uint64. */
export function uint(value: bigint): Uint {
  if (value < 0n || value > MAX_UINT) throw new CelError('unsigned integer overflow')
  return new Uint(value)
}

/** A double in the form of dynamic positions. */
export function box(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value
}

/** A double of a dynamic position as a plain number. */
export function unbox(value: number | Float): number {
  return value instanceof Float ? value.value : value
}

export function isOpaque(value: Value): value is Opaque {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Opaque).celType === 'string' &&
    typeof (value as Opaque).equals === 'function'
  )
}

/** A map in its plain form: a JSON object, or one made by an expression. */
export function isPlainMap(value: Value): value is Record<string, Value> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

export function isMap(value: Value): value is Record<string, Value> | MapView {
  return value instanceof MapView || isPlainMap(value)
}

/** The run-time type of a value in dynamic form. Lists and maps are `list(dyn)` and `map(dyn, dyn)`. */
export function typeOf(value: Value): CelType {
  switch (typeof value) {
    case 'string':
      return types.StringType
    case 'boolean':
      return types.BoolType
    case 'bigint':
      return types.IntType
    case 'number':
      return Number.isSafeInteger(value) ? types.IntType : types.DoubleType
    case 'object':
      break
    default:
      return types.ErrorType
  }
  if (value === null) return types.NullType
  if (Array.isArray(value)) return LIST
  if (value instanceof Float) return types.DoubleType
  if (value instanceof Uint) return types.UintType
  if (value instanceof Uint8Array) return types.BytesType
  if (value instanceof Optional) return OPTIONAL
  if (value instanceof TypeValue) return types.typeType()
  if (isOpaque(value)) {
    if (value.celType === 'google.protobuf.Timestamp') return types.TimestampType
    if (value.celType === 'google.protobuf.Duration') return types.DurationType
    return types.opaque(value.celType)
  }
  return MAP
}

const LIST = types.list(types.DynType)
const MAP = types.map(types.DynType, types.DynType)
const OPTIONAL = types.optional(types.DynType)

/** CEL equality of two values in dynamic form: numbers by value across types, different types unequal, never an error. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return typeof a !== 'number' || !Number.isNaN(a)
  const ta = typeof a
  const tb = typeof b
  if (ta === 'string' || ta === 'boolean' || tb === 'string' || tb === 'boolean' || a === null || b === null) return false
  if (ta !== 'object' || tb !== 'object') return compareNumbers(a, b) === 0
  if (a instanceof MapView || a instanceof ListView) return a.equals(b)
  if (Array.isArray(a)) {
    if (!Array.isArray(b)) return false
    if (a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!alike(a[i], b[i])) return false
    return true
  }
  if (Array.isArray(b)) return false
  if (a instanceof Float || a instanceof Uint) return compareNumbers(a, b) === 0
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0
  if (a instanceof Optional) return b instanceof Optional && a.hasValue === b.hasValue && (!a.hasValue || equals(a.value, b.value))
  if (a instanceof TypeValue) return b instanceof TypeValue && typeName(a.type) === typeName(b.type)
  if (isOpaque(a)) return !refuses(a, b) && a.equals(b)
  if (isOpaque(b)) return b.equals(a)
  if (!isMap(a) || !isMap(b) || mapSize(a) !== mapSize(b)) return false
  for (const [key, value] of mapEntries(a)) {
    const other = mapGet(b, key)
    if (other === undefined || !alike(value, other)) return false
  }
  return true
}

/**
 * Whether `a == b` is an error. The types of Kubernetes' own libraries refuse a right operand of another type, where all others are just
 * not equal to it; to them the sum of two quantities is of another type, too. For `in` and `!=` refused means unequal.
 */
export function refuses(a: Value, b: Value): boolean {
  if (a instanceof Optional) return b instanceof Optional && a.hasValue && b.hasValue && refuses(a.value, b.value)
  return isOpaque(a) && OWN_TYPES.test(a.celType) && (!isOpaque(b) || b.celType !== a.celType || b.byReference === true)
}

const OWN_TYPES = /^(?:kubernetes|net)\./

/** Equality of what lists and maps hold: cel-go compares on where it is refused an answer. */
const alike = (a: Value, b: Value): boolean => equals(a, b) || refuses(a, b)

/**
 * Order of two numbers of any numeric type in dynamic form: negative, 0 or positive; `undefined` when one is no number or NaN.
 */
export function compareNumbers(a: Value, b: Value): number | undefined {
  const x = a instanceof Float ? a.value : a instanceof Uint ? a.value : a
  const y = b instanceof Float ? b.value : b instanceof Uint ? b.value : b
  if ((typeof x !== 'number' && typeof x !== 'bigint') || (typeof y !== 'number' && typeof y !== 'bigint')) return undefined
  // Next to a double, an integer counts as the nearest double.
  const left = typeof x === 'bigint' && typeof y === 'number' ? Number(x) : x
  const right = typeof y === 'bigint' && typeof x === 'number' ? Number(y) : y
  return left < right ? -1 : left > right ? 1 : left >= right ? 0 : undefined
}

/** Lexical order of byte strings. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

export function mapSize(value: Record<string, Value> | MapView): number {
  return value instanceof MapView ? value.size : Object.keys(value).length
}

/** The value under a key, or `undefined`. Never finds what a prototype offers. */
export function mapGet(value: Record<string, Value> | MapView, key: Value): Value | undefined {
  if (value instanceof MapView) return value.get(key)
  return typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined
}

export function mapEntries(value: Record<string, Value> | MapView): Iterable<readonly [key: Value, value: Value]> {
  return value instanceof MapView ? value.entries() : Object.entries(value)
}

/** The size that run-time cost counts: code points, bytes, elements, entries; the size of an optional's value; 1 for everything else. */
export function costSize(value: Value): number {
  if (typeof value === 'string') return codePoints(value)
  if (typeof value !== 'object' || value === null) return 1
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length
  if (value instanceof Optional) return value.hasValue ? costSize(value.value) : 1
  if (value instanceof MapView) return value.size
  if (isOpaque(value)) return value.celSize ? value.celSize() : 1
  return isPlainMap(value) ? Object.keys(value).length : 1
}
