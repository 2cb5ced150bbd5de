import { Duration } from '../../values/duration.ts'
import { Float } from '../../values/number.ts'
import { MIN_SECONDS, Timestamp } from '../../values/timestamp.ts'
import { BoolType, DynType, IntType, list, map, optional, parameter, StringType } from '../types.ts'
import { CelError, type CelMap, isMap, mapGet, mapSize, noSuchOverload, Optional, Uint, type Value } from '../value.ts'
import type { FunctionDeclaration, Library } from './function.ts'

type PlainMap = Record<string, Value> | CelMap

/** Empty, zero, false or null. Types and the values of Kubernetes' libraries never are. */
export function isZeroValue(value: Value): boolean {
  if (value === null || value === false || value === '' || value === 0) return true
  if (value instanceof Float) return value.value === 0
  if (value instanceof Uint) return value.value === 0n
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length === 0
  if (value instanceof Duration) return value.isZero()
  if (value instanceof Timestamp) return value.seconds === MIN_SECONDS && value.nanos === 0
  return isMap(value) && mapSize(value) === 0
}

const wrap = (value: Value | undefined) => (value === undefined ? Optional.none : Optional.of(value))

/** Values may turn up that are no optionals after all: Kubernetes binds a plain `oldSelf` to messages that expect an optional one. */
function optionalOf(holder: Value): Optional {
  if (!(holder instanceof Optional)) throw noSuchOverload()
  return holder
}

function dereference(value: Value): Value {
  const holder = optionalOf(value)
  if (!holder.hasValue) throw new CelError('optional.none() dereference')
  return holder.value
}

function item(items: readonly Value[], index: number | bigint): Optional {
  return wrap(typeof index === 'number' ? items[index] : undefined)
}

const entry = (entries: PlainMap, key: Value) => wrap(mapGet(entries, key))

const itemOf = (holder: Optional, index: number | bigint) => (holder.hasValue ? item(holder.value as readonly Value[], index) : holder)
const entryOf = (holder: Optional, key: Value) => (holder.hasValue ? entry(holder.value as PlainMap, key) : holder)

const unwrap = (items: readonly Optional[]) => items.filter(({ hasValue }) => hasValue).map(({ value }) => value)

const K = parameter('K')
const V = parameter('V')
const OptionalV = optional(V)
const ListV = list(V)
const MapKV = map(K, V)
const OptionalList = optional(ListV)
const OptionalMap = optional(MapKV)

const functions: readonly FunctionDeclaration[] = [
  { name: 'optional.of', overloads: [{ id: 'optional_of', parameters: [V], result: OptionalV, call: wrap }] },
  {
    name: 'optional.ofNonZeroValue',
    overloads: [
      {
        id: 'optional_ofNonZeroValue',
        parameters: [V],
        result: OptionalV,
        call: (value: Value) => (isZeroValue(value) ? Optional.none : Optional.of(value)),
      },
    ],
  },
  { name: 'optional.none', overloads: [{ id: 'optional_none', parameters: [], result: OptionalV, call: () => Optional.none }] },
  { name: 'value', overloads: [{ id: 'optional_value', member: true, parameters: [OptionalV], result: V, call: dereference }] },
  {
    name: 'hasValue',
    overloads: [
      {
        id: 'optional_hasValue',
        member: true,
        parameters: [OptionalV],
        result: BoolType,
        call: (holder: Value) => optionalOf(holder).hasValue,
      },
    ],
  },
  {
    // The right side of `or` and `orValue` is evaluated only when it is needed: the compiler sees to that.
    name: 'or',
    overloads: [
      {
        id: 'optional_or_optional',
        member: true,
        parameters: [OptionalV, OptionalV],
        result: OptionalV,
        call: (a: Optional, b: Optional) => (a.hasValue ? a : b),
      },
    ],
  },
  {
    name: 'orValue',
    overloads: [
      {
        id: 'optional_orValue_value',
        member: true,
        parameters: [OptionalV, V],
        result: V,
        call: (holder: Optional, otherwise: Value) => (holder.hasValue ? holder.value : otherwise),
      },
    ],
  },
  { name: '_?._', overloads: [{ id: 'select_optional_field', parameters: [DynType, StringType], result: OptionalV, call: entry }] },
  {
    name: '_[?_]',
    overloads: [
      { id: 'list_optindex_optional_int', parameters: [ListV, IntType], result: OptionalV, call: item },
      { id: 'optional_list_optindex_optional_int', parameters: [OptionalList, IntType], result: OptionalV, call: itemOf },
      { id: 'map_optindex_optional_value', parameters: [MapKV, K], result: OptionalV, call: entry },
      { id: 'optional_map_optindex_optional_value', parameters: [OptionalMap, K], result: OptionalV, call: entryOf },
    ],
  },
  {
    name: '_[_]',
    overloads: [
      { id: 'optional_list_index_int', parameters: [OptionalList, IntType], result: OptionalV, call: itemOf },
      { id: 'optional_map_index_value', parameters: [OptionalMap, K], result: OptionalV, call: entryOf },
    ],
  },
  {
    name: 'first',
    overloads: [
      { id: 'list_first', member: true, parameters: [ListV], result: OptionalV, call: (items: readonly Value[]) => wrap(items[0]) },
    ],
  },
  {
    name: 'last',
    overloads: [
      { id: 'list_last', member: true, parameters: [ListV], result: OptionalV, call: (items: readonly Value[]) => wrap(items.at(-1)) },
    ],
  },
  { name: 'optional.unwrap', overloads: [{ id: 'optional_unwrap', parameters: [list(OptionalV)], result: ListV, call: unwrap }] },
  {
    name: 'unwrapOpt',
    overloads: [{ id: 'optional_unwrapOpt', member: true, parameters: [list(OptionalV)], result: ListV, call: unwrap }],
  },
]

/** @see cel-go cel/library.go OptionalTypes */
export const optionals: Library = { name: 'cel.lib.optional', since: 28, functions, macros: ['optMap', 'optFlatMap'], types: [optional(V)] }
