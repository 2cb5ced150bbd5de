import { Float } from '../values/number.ts'
import { codePoints, compareStrings } from '../values/text.ts'
import { addInt, multiplyInt, subtractInt } from './library/arithmetic.ts'
import { equalOperands } from './library/comparison.ts'
import { callCost, callOverload, equalityCost, isOfType, makeMap, qualify, StructValue } from './operations.ts'
import type { CallPlan } from './plan.ts'
import type { Shape } from './shape.ts'
import { readShape } from './shaped.ts'
import {
  box,
  CelError,
  CelMap,
  concatenate,
  equals,
  isMap,
  isPlainMap,
  MapView,
  mapEntries,
  mapSize,
  Optional,
  type Value,
} from './value.ts'

/**
 * Thrown by generated code whenever anything is out of the ordinary: an error, data that contradicts its schema, the cost limit. The interpreter then evaluates the expression again, and says exactly what is wrong and what it costs.
 */
export const HAND_OVER: unique symbol = Symbol('hand over')

/** A shaped value in dynamic form. */
function read(shape: Shape, json: unknown): Value {
  const value = readShape(shape, json)
  if (Array.isArray(value)) for (const item of value) if (item instanceof CelError) throw HAND_OVER
  return value
}

/** A double as a plain number, from dynamic form. */
function double(value: Value): number {
  if (value instanceof Float) return value.value
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return value
  throw HAND_OVER
}

/** A double as a plain number, from JSON: integers count. */
function jsonDouble(json: unknown): number {
  if (json instanceof Float) return json.value
  if (typeof json === 'bigint' || typeof json === 'number') return Number(json)
  throw HAND_OVER
}

/** An int, from JSON or dynamic form. */
function int(value: Value): Value {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return value
  throw HAND_OVER
}

/** A selection or index that must succeed. */
function get(object: Value, key: Value): Value {
  const value = qualify(object, key)
  if (value === undefined || value instanceof CelError) throw HAND_OVER
  return value
}

/** A selection or index that may find nothing: `undefined`. */
function find(object: Value, key: Value): Value | undefined {
  if (object instanceof MapView && typeof key === 'string') return object.get(key)
  const value = qualify(object, key)
  if (value instanceof CelError) throw HAND_OVER
  return value
}

function call(plan: CallPlan, args: readonly Value[]): Value {
  return callOverload(plan, args)
}

/** What a loop with one variable goes over. */
function iterate(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value
  if (value instanceof MapView) return [...value.keys()]
  if (isPlainMap(value)) return Object.keys(value)
  throw HAND_OVER
}

/** Keys and values, or indexes and elements. */
function entries(value: Value): readonly (readonly [Value, Value])[] {
  if (Array.isArray(value)) return [...value.entries()]
  if (isMap(value)) return [...mapEntries(value)]
  throw HAND_OVER
}

function insert(map: CelMap, key: Value, value: Value): void {
  if (map.has(key)) throw HAND_OVER
  map.set(key, value)
}

function insertAll(map: CelMap, from: Value): void {
  if (!isMap(from)) throw HAND_OVER
  for (const [key, value] of mapEntries(from)) insert(map, key, value)
}

/**
 * A tenth of the code points of a text, of which at most `limit` count, and `more`; rounded up. That is what looking at a string costs. Counting them
 * takes longer than most rules: where a few characters are no surrogates, the pairs that there may be no longer matter to the result.
 */
function tenth(text: string, limit = Number.POSITIVE_INFINITY, more = 0): number {
  const { length } = text
  const most = Math.ceil((Math.min(length, limit) + more) * 0.1)
  // So many characters that are no surrogates leave enough code points for `most`.
  let wanted = 2 * (most * 10 - 9 - more) - length
  if (wanted <= 4) for (let i = 0; wanted > 0 && i < length; i++) if ((text.charCodeAt(i) & 0xf800) !== 0xd800) wanted--
  return wanted <= 0 ? most : Math.ceil((Math.min(codePoints(text), limit) + more) * 0.1)
}

/** The cost of looking at a string once. */
function look(text: string): number {
  return text.length <= 10 ? (text.length === 0 ? 0 : 1) : tenth(text)
}

/** The cost of comparing two strings. */
function compareCost(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  return shorter <= 10 ? (shorter === 0 ? 0 : 1) : Math.min(tenth(a), tenth(b))
}

/** The same, where one has `size` code points. */
function compareCostTo(a: string, size: number): number {
  return a.length <= 10 ? (a.length === 0 || size === 0 ? 0 : 1) : tenth(a, size)
}

function joinCost(a: string, b: string): number {
  return Math.ceil((codePoints(a) + codePoints(b)) * 0.1)
}

/** The part of a pattern's cost that the text decides. */
function matchCost(text: string): number {
  return tenth(text, Number.POSITIVE_INFINITY, 1)
}

/** `text in list` where the list is JSON that should hold strings. */
function includes(list: readonly unknown[], text: string): boolean {
  for (let i = 0; i < list.length; i++) {
    const item = list[i]
    if (item === text) return true
    if (typeof item !== 'string') throw HAND_OVER
  }
  return false
}

function member(list: readonly Value[], value: Value): boolean {
  return list.some(other => equals(other, value))
}

/** A map literal; two entries under one key are left to the interpreter. */
function literalMap(pairs: readonly (readonly [Value, Value])[]): Value {
  return makeMap(pairs)
}

function guard(value: Value, type: Parameters<typeof isOfType>[1]): Value {
  if (!isOfType(value, type)) throw HAND_OVER
  return value
}

/** Everything that generated code may call. */
export const runtime = {
  HAND_OVER,
  Float,
  Optional,
  CelMap,
  StructValue,
  addInt,
  subtractInt,
  multiplyInt,
  box,
  call,
  callCost,
  codePoints,
  compareCost,
  compareCostTo,
  compareStrings,
  concatenate,
  double,
  entries,
  equalOperands,
  equals,
  equalityCost,
  find,
  get,
  guard,
  has: Object.hasOwn,
  includes,
  insert,
  insertAll,
  int,
  iterate,
  joinCost,
  jsonDouble,
  literalMap,
  look,
  mapSize,
  matchCost,
  member,
  read,
}
