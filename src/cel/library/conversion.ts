import { Duration, parseDuration } from '../../values/duration.ts'
import { formatF, formatG, parseFloat64, parseInt64, parseUint64 } from '../../values/go-number.ts'
import { formatTimestamp, MAX_SECONDS, MIN_SECONDS, parseTimestamp, Timestamp } from '../../values/timestamp.ts'
import { scale, UNBOUNDED } from '../cost-range.ts'
import {
  BoolType,
  BytesType,
  type CelType,
  DoubleType,
  DurationType,
  DynType,
  IntType,
  parameter,
  StringType,
  TimestampType,
  typeName,
  typeType,
  UintType,
} from '../types.ts'
import { CelError, int, TypeValue, typeOf, type Uint, uint, type Value } from '../value.ts'
import { TRAVERSAL, traversal } from './costs.ts'
import type { FunctionDeclaration, Overload } from './function.ts'

const identity = (value: Value): Value => value

function failed(from: CelType, to: CelType): CelError {
  return new CelError(`type conversion error from '${typeName(from)}' to '${typeName(to)}'`)
}

function parsed<T>(value: T | undefined, to: CelType): T {
  if (value === undefined) throw failed(StringType, to)
  return value
}

/** Truncates; the bounds of int64 themselves are refused, since a double cannot tell them from their neighbours. */
function doubleToInt(value: number): Value {
  if (!(value > -(2 ** 63) && value < 2 ** 63)) throw new CelError('integer overflow')
  return int(BigInt(Math.trunc(value)))
}

function doubleToUint(value: number): Value {
  if (!(value >= 0 && value < 2 ** 64)) throw new CelError('unsigned integer overflow')
  return uint(BigInt(Math.trunc(value)))
}

const BOOLS: Readonly<Record<string, boolean>> = {
  '1': true,
  t: true,
  T: true,
  true: true,
  TRUE: true,
  True: true,
  '0': false,
  f: false,
  F: false,
  false: false,
  FALSE: false,
  False: false,
}

function stringToDuration(text: string): Duration {
  const duration = parseDuration(text)
  if (!(duration instanceof Duration)) throw failed(StringType, DurationType)
  return duration
}

function intToTimestamp(seconds: number | bigint): Timestamp {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) throw new CelError('timestamp overflow')
  return new Timestamp(Number(seconds))
}

function stringToTimestamp(text: string): Timestamp {
  const timestamp = parseTimestamp(text)
  if (!(timestamp instanceof Timestamp)) throw failed(StringType, TimestampType)
  if (!timestamp.inRange()) throw new CelError('timestamp overflow')
  return timestamp
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function bytesToString(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string')
  }
}

function convert(to: CelType, id: string, from: CelType, call: Overload['call']): Overload {
  return { id, parameters: [from], result: to, call }
}

/** Four bytes at most for a character, and one character at least for four bytes. */
const stringToBytesCosts: Pick<Overload, 'cost' | 'estimate'> = {
  cost: traversal,
  estimate({ args, computedSize }) {
    const { min, max } = computedSize(args[0]!)
    return { cost: scale({ min, max }, TRAVERSAL), size: { min, max: (max * 4n) & UNBOUNDED } }
  },
}

const bytesToStringCosts: Pick<Overload, 'cost' | 'estimate'> = {
  cost: traversal,
  estimate({ args, computedSize }) {
    const { min, max } = computedSize(args[0]!)
    return { cost: scale({ min, max }, TRAVERSAL), size: { min: min / 4n, max } }
  },
}

const A = parameter('A')

export const conversion: readonly FunctionDeclaration[] = [
  {
    name: 'bool',
    overloads: [
      convert(BoolType, 'bool_to_bool', BoolType, identity),
      convert(BoolType, 'string_to_bool', StringType, (text: string) =>
        parsed(Object.hasOwn(BOOLS, text) ? BOOLS[text] : undefined, BoolType),
      ),
    ],
  },
  {
    name: 'bytes',
    overloads: [
      convert(BytesType, 'bytes_to_bytes', BytesType, identity),
      { ...convert(BytesType, 'string_to_bytes', StringType, (text: string) => new TextEncoder().encode(text)), ...stringToBytesCosts },
    ],
  },
  {
    name: 'double',
    overloads: [
      convert(DoubleType, 'double_to_double', DoubleType, identity),
      convert(DoubleType, 'int64_to_double', IntType, Number),
      convert(DoubleType, 'string_to_double', StringType, (text: string) => parsed(parseFloat64(text), DoubleType)),
      convert(DoubleType, 'uint64_to_double', UintType, (value: Uint) => Number(value.value)),
    ],
  },
  {
    name: 'duration',
    overloads: [
      convert(DurationType, 'duration_to_duration', DurationType, identity),
      convert(DurationType, 'int64_to_duration', IntType, () => {
        throw failed(IntType, DurationType)
      }),
      convert(DurationType, 'string_to_duration', StringType, stringToDuration),
    ],
  },
  { name: 'dyn', overloads: [convert(DynType, 'to_dyn', A, identity)] },
  {
    name: 'int',
    overloads: [
      convert(IntType, 'int64_to_int64', IntType, identity),
      convert(IntType, 'double_to_int64', DoubleType, doubleToInt),
      convert(IntType, 'duration_to_int64', DurationType, (duration: Duration) => int(duration.nanoseconds())),
      convert(IntType, 'string_to_int64', StringType, (text: string) => parsed(parseInt64(text), IntType)),
      convert(IntType, 'timestamp_to_int64', TimestampType, (timestamp: Timestamp) => timestamp.seconds),
      convert(IntType, 'uint64_to_int64', UintType, (value: Uint) => int(value.value)),
    ],
  },
  {
    name: 'string',
    overloads: [
      convert(StringType, 'string_to_string', StringType, identity),
      convert(StringType, 'bool_to_string', BoolType, String),
      { ...convert(StringType, 'bytes_to_string', BytesType, bytesToString), ...bytesToStringCosts },
      convert(StringType, 'double_to_string', DoubleType, formatG),
      convert(StringType, 'duration_to_string', DurationType, durationToString),
      convert(StringType, 'int64_to_string', IntType, String),
      convert(StringType, 'timestamp_to_string', TimestampType, (timestamp: Timestamp) => formatTimestamp(timestamp)),
      convert(StringType, 'uint64_to_string', UintType, (value: Uint) => String(value.value)),
    ],
  },
  {
    name: 'timestamp',
    overloads: [
      convert(TimestampType, 'timestamp_to_timestamp', TimestampType, identity),
      convert(TimestampType, 'int64_to_timestamp', IntType, intToTimestamp),
      convert(TimestampType, 'string_to_timestamp', StringType, stringToTimestamp),
    ],
  },
  { name: 'type', overloads: [convert(typeType(A), 'type', A, (value: Value) => new TypeValue(typeOf(value)))] },
  {
    name: 'uint',
    overloads: [
      convert(UintType, 'uint64_to_uint64', UintType, identity),
      convert(UintType, 'double_to_uint64', DoubleType, doubleToUint),
      convert(UintType, 'int64_to_uint64', IntType, (value: number | bigint) => uint(BigInt(value))),
      convert(UintType, 'string_to_uint64', StringType, (text: string) => {
        const value = parsed(parseUint64(text), UintType)
        return uint(value)
      }),
    ],
  },
]

/** Seconds with their fraction: `90s`, `1.5s`. */
export function durationToString(duration: Duration): string {
  return `${formatF(duration.inSeconds())}s`
}
