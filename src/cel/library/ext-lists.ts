import { add, fixed, multiply, type Range, scale, UNBOUNDED } from '../cost-range.ts'
import { goTypeName } from '../operations.ts'
import { BytesType, type CelType, DynType, IntType, list, parameter, StringType, sameType } from '../types.ts'
import { CelError, costSize, equals, Panic, typeOf, type Value } from '../value.ts'
import type { Int } from './arithmetic.ts'
import { TRAVERSAL } from './costs.ts'
import type { EstimateNode, FunctionDeclaration, Library, Overload } from './function.ts'
import { COMPARABLE, compareValues } from './lists.ts'

type List = readonly Value[]

function slice(items: List, start: Int, end: Int): List {
  const refuse = (why: string) => new CelError(`cannot slice(${start}, ${end}), ${why}`)
  if (start < 0 || end < 0) throw refuse('negative indexes not supported')
  if (start > end) throw refuse('start index must be less than or equal to end index')
  if (items.length < end) throw refuse(`list is length ${items.length}`)
  return items.slice(Number(start), Number(end))
}

function flatten(items: List, depth: Int = 1): List {
  if (depth < 0) throw new CelError('level must be non-negative')
  return items.flat(Math.min(Number(depth), 1000))
}

/** Far more than an expression may spend on. */
const MAX_RANGE = 10_000_000

/** A list that nobody can pay for has its length, which ends the evaluation, but no items. */
function range(end: Int): List {
  if (end > MAX_RANGE) return new Array(Math.min(Number(end), 2 ** 32 - 1))
  return Array.from({ length: Math.max(Number(end), 0) }, (_, i) => i)
}

function distinct(items: List): List {
  const unique: Value[] = []
  for (const item of items) if (!unique.some(other => equals(item, other))) unique.push(item)
  return unique
}

const sort = (items: List) => sortByKeys(items, items)

/** Sorts items by keys at the same places; items with equal keys keep their order (Go's may not). */
function sortByKeys(items: List, keys: List): List {
  if (items.length !== keys.length) {
    const sizes = `${items.length} and ${keys.length} elements respectively`
    throw new CelError(`@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${sizes}`)
  }
  if (keys.length === 0) return items
  const type = typeOf(keys[0])
  if (!COMPARABLE.some(([, comparable]) => comparable.kind === type.kind)) throw new CelError('list elements must be comparable')
  if (!keys.every(key => sameType(typeOf(key), type))) throw new CelError('list elements must have the same type')
  const order = items.map((_, i) => i)
  order.sort((a, b) => compareValues(keys[a], keys[b]) ?? 0)
  return order.map(i => items[i])
}

/** Price of a call and of the list that it makes. */
const CALL = 1 + 10

/** Kubernetes reckons in uint64: a negative depth of `flatten` wraps around. */
function allocating(factor: number, size: number): number {
  const cost = size * factor
  return cost < 0 ? Number(BigInt.asUintN(64, BigInt(Math.trunc(Math.max(cost, -(2 ** 63)))) + BigInt(CALL))) : Math.floor(cost) + CALL
}

function allocatingEstimate(factor: number, size: Range): { cost: Range; size: Range } {
  return { cost: add(scale(size, factor), fixed(CALL)), size }
}

type Costs = Pick<Overload, 'cost' | 'estimate'>

const ADDABLE: ReadonlySet<string> = new Set(['int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'])

/** Go names the first method that it misses. */
function notAList(value: Value | CelError): string {
  if (value instanceof CelError) return '*types.Err is not traits.Lister: missing method Add'
  const name = typeOf(value).kind === 'map' ? '*types.baseMap' : goTypeName(value)
  return `${name} is not traits.Lister: missing method ${ADDABLE.has(typeOf(value).kind) ? 'Contains' : 'Add'}`
}

/** Sorting and looking for duplicates compare each with each. */
const pairwise = (argument: 0 | 1): NonNullable<Overload['cost']> => {
  return (_result, ...args) => {
    const items = args[argument]!
    // cel-go takes it for a list when it counts the cost, whatever it is.
    if (!Array.isArray(items)) throw new Panic(`interface conversion: ${notAList(items)}`)
    const size = costSize(items)
    const kind = size > 0 ? typeOf(items[0]!).kind : undefined
    return allocating(2 + (kind === 'string' || kind === 'bytes' ? TRAVERSAL : 0), size * size)
  }
}

/** The value of a literal argument as uint64, not negative. */
function literal(node: EstimateNode, otherwise: bigint): bigint {
  if (typeof node.literal !== 'number' && typeof node.literal !== 'bigint') return otherwise
  const value = BigInt(node.literal)
  return value < 0n ? 0n : value
}

const ofResult: Overload['cost'] = result => allocating(1, costSize(result))

const sliceCosts: Costs = {
  cost: ofResult,
  estimate: ({ target, args, size }) =>
    allocatingEstimate(1, fixed(BigInt.asUintN(64, literal(args[1]!, size(target!).max) - literal(args[0]!, 0n)))),
}

const flattenCosts: Costs = {
  cost: (_result, items, depth = 1) => allocating(Number(depth), costSize(items)),
  estimate: ({ target, args, size }) => allocatingEstimate(args[0] ? Number(literal(args[0], UNBOUNDED)) : 1, size(target!)),
}

const distinctCosts: Costs = {
  cost: pairwise(0),
  estimate: ({ target, size }) => allocatingEstimate(2, multiply(size(target!), size(target!))),
}

function sortCosts(argument: 0 | 1, type: CelType): Costs {
  const factor = type === StringType || type === BytesType ? 2 + TRAVERSAL : 2
  return {
    cost: pairwise(argument),
    estimate({ target, args, size }) {
      const count = size(argument === 0 ? target! : args[0]!)
      return allocatingEstimate(factor, multiply(count, count))
    },
  }
}

function member(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call'], costs: Costs): Overload {
  return { id, member: true, parameters, result, call, ...costs }
}

const ListOfT = list(parameter('T'))
const ListOfDyn = list(DynType)

const functions: readonly FunctionDeclaration[] = [
  { name: 'slice', overloads: [member('list_slice', [ListOfT, IntType, IntType], ListOfT, slice, sliceCosts)] },
  {
    name: 'flatten',
    overloads: [
      { ...member('list_flatten', [list(ListOfT)], ListOfT, flatten, flattenCosts), accepts: [ListOfDyn] },
      { ...member('list_flatten_int', [ListOfDyn, IntType], ListOfDyn, flatten, flattenCosts), accepts: [ListOfDyn, DynType] },
    ],
  },
  {
    name: 'sort',
    overloads: COMPARABLE.map(([, type]) => ({
      ...member(`list_${idOf(type)}_sort`, [list(type)], list(type), sort, sortCosts(0, type)),
      accepts: [ListOfDyn],
    })),
  },
  {
    name: '@sortByAssociatedKeys',
    overloads: COMPARABLE.map(([, type]) => ({
      ...member(`list_${idOf(type)}_sortByAssociatedKeys`, [ListOfT, list(type)], ListOfT, sortByKeys, sortCosts(1, type)),
      accepts: [ListOfT, ListOfDyn],
    })),
  },
  {
    name: 'lists.range',
    overloads: [
      {
        id: 'lists_range',
        parameters: [IntType],
        result: list(IntType),
        call: range,
        cost: ofResult,
        estimate: ({ args }) => allocatingEstimate(1, fixed(literal(args[0]!, UNBOUNDED))),
      },
    ],
  },
  {
    name: 'reverse',
    overloads: [
      member('list_reverse', [ListOfT], ListOfT, (items: List) => items.toReversed(), {
        cost: ofResult,
        estimate: ({ target, size }) => allocatingEstimate(1, size(target!)),
      }),
    ],
  },
  { name: 'distinct', overloads: [member('list_distinct', [ListOfT], ListOfT, distinct, distinctCosts)] },
]

function idOf(type: CelType): string {
  return type.kind === 'timestamp' ? 'google.protobuf.Timestamp' : type.kind === 'duration' ? 'google.protobuf.Duration' : type.kind
}

/** @see cel-go ext/lists.go, version 3 */
export const extLists: Library = { name: 'cel.lib.ext.lists', since: 34, functions, macros: ['sortBy'] }
