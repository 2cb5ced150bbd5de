import type { Duration } from '../../values/duration.ts'
import type { Timestamp } from '../../values/timestamp.ts'
import { add, fixed, scale } from '../cost-range.ts'
import {
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
import { CelError, concatenate as concatenateLists, costSize, int, type Uint, uint, type Value } from '../value.ts'
import { TRAVERSAL } from './costs.ts'
import type { FunctionDeclaration, Overload } from './function.ts'

/** An int: a number while it is safe, else a bigint. */
export type Int = number | bigint

const overflow = () => new CelError('integer overflow')

export function addInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return int(BigInt(a) + BigInt(b))
}

export function subtractInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return int(BigInt(a) - BigInt(b))
}

export function multiplyInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    // A product that rounds to a safe integer is exact. Adding zero turns -0 into 0.
    if (Number.isSafeInteger(product)) return product + 0
  }
  return int(BigInt(a) * BigInt(b))
}

export function divideInt(a: Int, b: Int): Int {
  if (b === 0) throw new CelError('division by zero')
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0
  return int(BigInt(a) / BigInt(b))
}

export function moduloInt(a: Int, b: Int): Int {
  if (b === 0) throw new CelError('modulus by zero')
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0
  if (b === -1 && BigInt(a) === -(2n ** 63n)) throw overflow()
  return int(BigInt(a) % BigInt(b))
}

function negateInt(a: Int): Int {
  return typeof a === 'number' ? 0 - a : int(-a)
}

function divideUint(a: Uint, b: Uint): Value {
  if (b.value === 0n) throw new CelError('division by zero')
  return uint(a.value / b.value)
}

function moduloUint(a: Uint, b: Uint): Value {
  if (b.value === 0n) throw new CelError('modulus by zero')
  return uint(a.value % b.value)
}

/** Sums of durations are int64 nanoseconds: their overflow is that of an integer. */
function orOverflow<T>(value: T | undefined, what = 'integer overflow'): T {
  if (value === undefined) throw new CelError(what)
  return value
}

const addTime = (time: Timestamp, by: Duration) => orOverflow(time.add(by), 'timestamp overflow')

function subtractTime(time: Timestamp, by: Duration): Timestamp {
  orOverflow(by.negate())
  return orOverflow(time.subtract(by), 'timestamp overflow')
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

type Call = Overload['call']

function binary(id: string, left: CelType, right: CelType, result: CelType, call: Call): Overload {
  return { id, parameters: [left, right], result, call }
}

/** Concatenation of strings or bytes copies both. */
const copies: Pick<Overload, 'cost' | 'estimate'> = {
  cost: (_result, a, b) => Math.ceil((costSize(a) + costSize(b)) * TRAVERSAL),
  estimate({ args, computedSize }) {
    const size = add(computedSize(args[0]!), computedSize(args[1]!))
    return { cost: scale(size, TRAVERSAL), size }
  },
}

const ListOfA = list(parameter('A'))

const addList: Overload = {
  ...binary('add_list', ListOfA, ListOfA, ListOfA, concatenateLists),
  estimate: ({ args, computedSize }) => ({ cost: fixed(1), size: add(computedSize(args[0]!), computedSize(args[1]!)) }),
}

export const arithmetic: readonly FunctionDeclaration[] = [
  {
    name: '_+_',
    overloads: [
      { ...binary('add_bytes', BytesType, BytesType, BytesType, concatenate), ...copies },
      binary('add_double', DoubleType, DoubleType, DoubleType, (a: number, b: number) => a + b),
      binary('add_duration_duration', DurationType, DurationType, DurationType, (a: Duration, b: Duration) => orOverflow(a.add(b))),
      binary('add_duration_timestamp', DurationType, TimestampType, TimestampType, (a: Duration, b: Timestamp) => addTime(b, a)),
      binary('add_timestamp_duration', TimestampType, DurationType, TimestampType, addTime),
      binary('add_int64', IntType, IntType, IntType, addInt),
      addList,
      { ...binary('add_string', StringType, StringType, StringType, (a: string, b: string) => a + b), ...copies },
      binary('add_uint64', UintType, UintType, UintType, (a: Uint, b: Uint) => uint(a.value + b.value)),
    ],
  },
  {
    name: '_-_',
    overloads: [
      binary('subtract_double', DoubleType, DoubleType, DoubleType, (a: number, b: number) => a - b),
      binary('subtract_duration_duration', DurationType, DurationType, DurationType, (a: Duration, b: Duration) =>
        orOverflow(a.subtract(b)),
      ),
      binary('subtract_int64', IntType, IntType, IntType, subtractInt),
      binary('subtract_timestamp_duration', TimestampType, DurationType, TimestampType, subtractTime),
      binary('subtract_timestamp_timestamp', TimestampType, TimestampType, DurationType, (a: Timestamp, b: Timestamp) =>
        orOverflow(a.since(b)),
      ),
      binary('subtract_uint64', UintType, UintType, UintType, (a: Uint, b: Uint) => uint(a.value - b.value)),
    ],
  },
  {
    name: '_*_',
    overloads: [
      binary('multiply_double', DoubleType, DoubleType, DoubleType, (a: number, b: number) => a * b),
      binary('multiply_int64', IntType, IntType, IntType, multiplyInt),
      binary('multiply_uint64', UintType, UintType, UintType, (a: Uint, b: Uint) => uint(a.value * b.value)),
    ],
  },
  {
    name: '_/_',
    overloads: [
      binary('divide_double', DoubleType, DoubleType, DoubleType, (a: number, b: number) => a / b),
      binary('divide_int64', IntType, IntType, IntType, divideInt),
      binary('divide_uint64', UintType, UintType, UintType, divideUint),
    ],
  },
  {
    name: '_%_',
    overloads: [
      binary('modulo_int64', IntType, IntType, IntType, moduloInt),
      binary('modulo_uint64', UintType, UintType, UintType, moduloUint),
    ],
  },
  {
    name: '-_',
    overloads: [
      { id: 'negate_double', parameters: [DoubleType], result: DoubleType, call: (a: number) => -a },
      { id: 'negate_int64', parameters: [IntType], result: IntType, call: negateInt },
    ],
  },
]
