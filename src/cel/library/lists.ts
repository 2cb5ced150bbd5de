import { Duration } from '../../values/duration.ts'
import { byteLength } from '../../values/names.ts'
import { compareStrings } from '../../values/text.ts'
import { Timestamp } from '../../values/timestamp.ts'
import { add, multiply, ONE, scale } from '../cost-range.ts'
import {
  BoolType,
  BytesType,
  type CelType,
  DoubleType,
  DurationType,
  IntType,
  list,
  parameter,
  StringType,
  TimestampType,
  UintType,
} from '../types.ts'
import {
  CelError,
  compareBytes,
  compareNumbers,
  equals,
  isDouble,
  isInt,
  isMap,
  mapEntries,
  noSuchOverload,
  Uint,
  uint,
  unbox,
  type Value,
} from '../value.ts'
import { addInt } from './arithmetic.ts'
import { TRAVERSAL } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'

/** Types whose values have an order, by the name that overload ids bear. */
export const COMPARABLE: readonly (readonly [name: string, type: CelType])[] = [
  ['int', IntType],
  ['uint', UintType],
  ['double', DoubleType],
  ['bool', BoolType],
  ['duration', DurationType],
  ['timestamp', TimestampType],
  ['string', StringType],
  ['bytes', BytesType],
]

/** The order of two values in dynamic form; undefined when they have none: values of different types, NaN. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : undefined
  if (typeof a === 'boolean') return typeof b === 'boolean' ? Number(a) - Number(b) : undefined
  if (a instanceof Duration) return b instanceof Duration ? a.compare(b) : undefined
  if (a instanceof Timestamp) return b instanceof Timestamp ? a.compare(b) : undefined
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? compareBytes(a, b) : undefined
  return compareNumbers(a, b)
}

function isSorted(items: readonly Value[]): boolean {
  for (let i = 1; i < items.length; i++) if ((compareValues(items[i - 1], items[i]) ?? 0) > 0) return false
  return true
}

/** The first item that no other precedes (`sign` 1) or follows (`sign` -1). */
function extreme(name: string, sign: 1 | -1): (items: readonly Value[]) => Value {
  return items => {
    if (items.length === 0) throw new CelError(`${name} called on empty list`)
    let best = items[0]
    for (let i = 1; i < items.length; i++) if ((compareValues(best, items[i]) ?? 0) * sign > 0) best = items[i]
    return best
  }
}

const sums: readonly (readonly [name: string, type: CelType, call: Overload['call']])[] = [
  ['int', IntType, (items: readonly (number | bigint)[]) => items.reduce(addInt, 0)],
  ['uint', UintType, (items: readonly Uint[]) => uint(items.reduce((sum, { value }) => uint(sum + value).value, 0n))],
  ['double', DoubleType, (items: readonly number[]) => items.reduce<number>((sum, item) => sum + unbox(item), 0)],
  ['duration', DurationType, (items: readonly Duration[]) => items.reduce(addDurations, new Duration(0, 0))],
]

function addDurations(sum: Duration, item: Duration): Duration {
  const total = sum.add(item)
  if (!total) throw new CelError('integer overflow')
  return total
}

/** Lists of `dyn` may mix types, which the overload chosen by the first item cannot add. */
function guarded(type: CelType, call: Overload['call']): Overload['call'] {
  return (items: readonly Value[]) => {
    for (const item of items) if (!isOf(item, type)) throw noSuchOverload()
    return call(items as never)
  }
}

function isOf(item: Value, type: CelType): boolean {
  switch (type.kind) {
    case 'int':
      return isInt(item)
    case 'double':
      return isDouble(item)
    case 'duration':
      return item instanceof Duration
    default:
      return item instanceof Uint
  }
}

function indexOf(items: readonly Value[], item: Value): number {
  return items.findIndex(other => equals(other, item))
}

function lastIndexOf(items: readonly Value[], item: Value): number {
  return items.findLastIndex(other => equals(other, item))
}

/** Every scalar of a tree counts 1, every text a tenth of its bytes. */
export function treeCost(value: Value): number {
  if (typeof value === 'string') return Math.floor(byteLength(value) * TRAVERSAL)
  if (value instanceof Uint8Array) return Math.floor(value.length * TRAVERSAL)
  let cost = 0
  if (Array.isArray(value)) for (const item of value) cost += treeCost(item)
  else if (isMap(value)) for (const [key, item] of mapEntries(value)) cost += treeCost(key) + treeCost(item)
  else cost = 1
  return cost
}

/** One look at every item (or, for strings, every character) of the receiver. */
export const indexCosts: Pick<Overload, 'cost' | 'estimate'> = {
  cost: (_result, items) => treeCost(items),
  estimate({ target, size, element }) {
    const item = element(target!)
    if (!item) return { cost: scale(size(target!), TRAVERSAL) }
    const text = item.type.kind === 'string' || item.type.kind === 'bytes'
    return { cost: multiply(size(target!), text ? add(ONE, scale(size(item), TRAVERSAL)) : ONE) }
  },
}

function member(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call']): Overload {
  return { id, member: true, parameters, result, call, ...indexCosts }
}

/** A result that is declared double is a plain number. */
function plain(type: CelType, call: (items: readonly Value[]) => Value): Overload['call'] {
  return type === DoubleType ? (items: readonly Value[]) => unbox(call(items) as number) : call
}

const A = parameter('A')

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'isSorted',
    overloads: COMPARABLE.map(([name, type]) => member(`list_${name}_is_sorted_bool`, [list(type)], BoolType, isSorted)),
  },
  {
    name: 'sum',
    overloads: sums.map(([name, type, call]) => member(`list_${name}_sum_${name}`, [list(type)], type, guarded(type, call))),
  },
  {
    name: 'max',
    overloads: COMPARABLE.map(([name, type]) => member(`list_${name}_max_${name}`, [list(type)], type, plain(type, extreme('max', -1)))),
  },
  {
    name: 'min',
    overloads: COMPARABLE.map(([name, type]) => member(`list_${name}_min_${name}`, [list(type)], type, plain(type, extreme('min', 1)))),
  },
  { name: 'indexOf', overloads: [member('list_a_index_of_int', [list(A), A], IntType, indexOf)] },
  { name: 'lastIndexOf', overloads: [member('list_a_last_index_of_int', [list(A), A], IntType, lastIndexOf)] },
  {
    name: 'includes',
    overloads: [
      {
        ...member('list_a_includes_bool', [list(A), A], BoolType, (items: readonly Value[], item: Value) => indexOf(items, item) >= 0),
        since: 37,
      },
    ],
  },
]

/**
 * Kubernetes' own functions on lists.
 * @see k8s.io/apiserver pkg/cel/library/lists.go
 */
export const lists: Library = { name: 'kubernetes.lists', functions }
