import { CIDR } from '../../values/cidr.ts'
import type { Duration } from '../../values/duration.ts'
import { IP } from '../../values/ip.ts'
import { compareStrings } from '../../values/text.ts'
import type { Timestamp } from '../../values/timestamp.ts'
import { fixed, type Range, scale, UNBOUNDED } from '../cost-range.ts'
import {
  BoolType,
  BytesType,
  type CelType,
  DoubleType,
  DurationType,
  IntType,
  parameter,
  StringType,
  TimestampType,
  UintType,
} from '../types.ts'
import { CelError, compareBytes, compareNumbers, equals, noSuchOverload, refuses, type Value } from '../value.ts'
import { shorter, shorterEstimate, TRAVERSAL } from './costs.ts'
import type { CallEstimate, FunctionDeclaration, Overload } from './function.ts'

/** Negative, zero or positive. */
type Compare = (a: never, b: never) => number

/** Numbers of any two types, by exact value. NaN is in no order. */
const byValue = (a: Value, b: Value): number => {
  const order = compareNumbers(a, b)
  if (order === undefined) throw new CelError('NaN values cannot be ordered')
  return order
}

const TYPES: readonly (readonly [suffix: string, left: CelType, right: CelType, compare: Compare, sized?: boolean])[] = [
  ['bool', BoolType, BoolType, (a: boolean, b: boolean) => Number(a) - Number(b)],
  ['int64', IntType, IntType, byValue],
  ['int64_double', IntType, DoubleType, byValue],
  ['int64_uint64', IntType, UintType, byValue],
  ['uint64', UintType, UintType, byValue],
  ['uint64_double', UintType, DoubleType, byValue],
  ['uint64_int64', UintType, IntType, byValue],
  ['double', DoubleType, DoubleType, byValue],
  ['double_int64', DoubleType, IntType, byValue],
  ['double_uint64', DoubleType, UintType, byValue],
  ['string', StringType, StringType, compareStrings, true],
  ['bytes', BytesType, BytesType, compareBytes, true],
  ['timestamp', TimestampType, TimestampType, (a: Timestamp, b: Timestamp) => a.compare(b)],
  ['duration', DurationType, DurationType, (a: Duration, b: Duration) => a.compare(b)],
]

/** Comparing numbers of two types came with Kubernetes 1.28. */
const CROSS_TYPE = 28

function relation(name: string, id: string, holds: (order: number) => boolean): FunctionDeclaration {
  const overloads = TYPES.map(([suffix, left, right, compare, sized]): Overload => {
    const call = (a: never, b: never) => holds(compare(a, b))
    const overload: Overload = { id: `${id}_${suffix}`, parameters: [left, right], result: BoolType, call }
    if (sized) return { ...overload, cost: shorter, estimate: shorterEstimate }
    return left === right ? overload : { ...overload, since: CROSS_TYPE }
  })
  return { name, overloads }
}

/** Addresses and networks have a size, and yet compare at the price of a number. */
const equalsCost: NonNullable<Overload['cost']> = (result, a, b) => (a instanceof IP || a instanceof CIDR ? 1 : shorter(result, a, b))

const FIXED_PRICE = new Set([
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.Semver',
  'kubernetes.authorization.Authorizer',
  'kubernetes.authorization.PathCheck',
  'kubernetes.authorization.GroupCheck',
  'kubernetes.authorization.ResourceCheck',
  'kubernetes.authorization.Decision',
])

function equalsEstimate(call: CallEstimate): { cost: Range } | undefined {
  const [left, right] = [call.args[0]!, call.args[1]!]
  if (left.type.kind === 'opaque' && right.type.kind === 'opaque' && left.type.name === right.type.name) {
    const { name } = left.type
    if (FIXED_PRICE.has(name)) return { cost: fixed(1) }
    // A named format is at most 64 characters long, by Kubernetes' reckoning; a URL as long as the text it was read from.
    if (name === 'kubernetes.NamedFormat') return { cost: scale({ min: 1n, max: 64n }, TRAVERSAL) }
    if (name === 'kubernetes.URL') {
      const { max } = call.computedSize(right)
      return { cost: scale({ min: 1n, max: max === UNBOUNDED ? 1n : max }, TRAVERSAL) }
    }
  }
  return shorterEstimate(call)
}

export function equalOperands(a: Value, b: Value): boolean {
  if (refuses(a, b)) throw noSuchOverload()
  return equals(a, b)
}

const A = parameter('A')

export const comparison: readonly FunctionDeclaration[] = [
  {
    name: '_==_',
    overloads: [{ id: 'equals', parameters: [A, A], result: BoolType, call: equalOperands, cost: equalsCost, estimate: equalsEstimate }],
  },
  {
    name: '_!=_',
    overloads: [
      {
        id: 'not_equals',
        parameters: [A, A],
        result: BoolType,
        call: (a: Value, b: Value) => !equals(a, b),
        cost: shorter,
        estimate: shorterEstimate,
      },
    ],
  },
  relation('_<_', 'less', order => order < 0),
  relation('_<=_', 'less_equals', order => order <= 0),
  relation('_>_', 'greater', order => order > 0),
  relation('_>=_', 'greater_equals', order => order >= 0),
]
