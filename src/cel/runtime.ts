import { Float } from '../values/number.ts'
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
  codePoints,
  compareStrings,
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

/** The cost of looking at a string once: a tenth of its size, rounded up. */
function look(text: string): number {
  return text.length <= 10 ? (text.length === 0 ? 0 : 1) : Math.ceil(codePoints(text) * 0.1)
}

/** The cost of comparing two strings. */
function compareCost(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  if (shorter <= 10) return shorter === 0 ? 0 : 1
  return Math.ceil(Math.min(codePoints(a), codePoints(b)) * 0.1)
}

/** The same, where one has `size` code points. */
function compareCostTo(a: string, size: number): number {
  if (a.length <= 10) return a.length === 0 || size === 0 ? 0 : 1
  return Math.ceil(Math.min(codePoints(a), size) * 0.1)
}

function joinCost(a: string, b: string): number {
  return Math.ceil((codePoints(a) + codePoints(b)) * 0.1)
}

/** The part of a pattern's cost that the text decides. */
function matchCost(text: string): number {
  return Math.ceil((1 + codePoints(text)) * 0.1)
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
