import { Malformed } from '../../values/malformed.ts'
import { compileRE2 } from '../../values/re2.ts'
import { codePoints } from '../../values/text.ts'
import { add, multiply, ONE, scale } from '../cost-range.ts'
import { BoolType, BytesType, type CelType, IntType, list, map, parameter, StringType } from '../types.ts'
import { CelError, type CelMap, costSize, equals, mapGet, mapSize, noSuchOverload, type Value } from '../value.ts'
import { arithmetic } from './arithmetic.ts'
import { comparison } from './comparison.ts'
import { conversion } from './conversion.ts'
import { PATTERN, pattern, TRAVERSAL, traversal } from './costs.ts'
import type { CallEstimate, FunctionDeclaration, Library, Overload } from './function.ts'
import { time } from './time.ts'

type PlainMap = Record<string, Value> | CelMap

const A = parameter('A')
const B = parameter('B')
const ListOfA = list(A)
const MapOfAB = map(A, B)

/** Operators that decide which operands are evaluated. They are calls to the checker only; the compiler never makes them. */
const lazy: Overload['call'] = () => {
  throw noSuchOverload()
}

const logic: readonly FunctionDeclaration[] = [
  { name: '_?_:_', overloads: [{ id: 'conditional', parameters: [BoolType, A, A], result: A, call: lazy }] },
  { name: '_&&_', overloads: [{ id: 'logical_and', parameters: [BoolType, BoolType], result: BoolType, call: lazy }] },
  { name: '_||_', overloads: [{ id: 'logical_or', parameters: [BoolType, BoolType], result: BoolType, call: lazy }] },
  { name: '!_', overloads: [{ id: 'logical_not', parameters: [BoolType], result: BoolType, call: (value: boolean) => !value }] },
  {
    name: '@not_strictly_false',
    overloads: [{ id: 'not_strictly_false', parameters: [BoolType], result: BoolType, call: (value: Value) => value !== false }],
  },
]

function itemAt(items: readonly Value[], index: number | bigint): Value {
  const item = typeof index === 'number' ? items[index] : undefined
  if (item === undefined) throw new CelError(`index out of bounds: ${index}`)
  return item
}

function valueAt(entries: PlainMap, key: Value): Value {
  const value = mapGet(entries, key)
  if (value === undefined) throw new CelError(`no such key: ${key}`)
  return value
}

const collections: readonly FunctionDeclaration[] = [
  {
    name: '_[_]',
    overloads: [
      { id: 'index_list', parameters: [ListOfA, IntType], result: A, call: itemAt },
      { id: 'index_map', parameters: [MapOfAB, A], result: B, call: valueAt },
    ],
  },
  {
    name: '@in',
    overloads: [
      {
        id: 'in_list',
        parameters: [A, ListOfA],
        result: BoolType,
        call: (item: Value, items: readonly Value[]) => items.some(other => equals(item, other)),
        cost: (_result, _item, items) => costSize(items),
        estimate: ({ args, computedSize }) => ({ cost: computedSize(args[1]!) }),
      },
      {
        id: 'in_map',
        parameters: [A, MapOfAB],
        result: BoolType,
        call: (key: Value, entries: PlainMap) => mapGet(entries, key) !== undefined,
      },
    ],
  },
  {
    name: 'size',
    overloads: [
      ...size('bytes', BytesType, (bytes: Uint8Array) => bytes.length),
      ...size('list', ListOfA, (items: readonly Value[]) => items.length),
      ...size('map', MapOfAB, mapSize),
      ...size('string', StringType, codePoints),
    ],
  },
]

function size(name: string, type: CelType, call: Overload['call']): Overload[] {
  return [
    { id: `size_${name}`, parameters: [type], result: IntType, call },
    { id: `${name}_size`, member: true, parameters: [type], result: IntType, call },
  ]
}

/** Looks at as many characters of the receiver as the argument has, at most. */
const affixEstimate = ({ args, computedSize }: CallEstimate) => ({ cost: scale(computedSize(args[0]!), TRAVERSAL) })

function onStrings(id: string, call: Overload['call']): Overload {
  return { id, member: true, parameters: [StringType, StringType], result: BoolType, call }
}

/** `matches(text, pattern)`: RE2, anywhere in the text. */
export function matches(text: string, regex: string): boolean {
  const compiled = compileRE2(regex)
  if (compiled instanceof Malformed) throw new CelError(compiled.message)
  return compiled.test(text)
}

const strings: readonly FunctionDeclaration[] = [
  {
    name: 'contains',
    overloads: [
      {
        ...onStrings('contains_string', (text: string, part: string) => text.includes(part)),
        cost: (_result, text, part) => Math.ceil(costSize(text) * TRAVERSAL) * Math.ceil(costSize(part) * TRAVERSAL),
        estimate: ({ target, args, computedSize }) => ({
          cost: multiply(scale(computedSize(target!), TRAVERSAL), scale(computedSize(args[0]!), TRAVERSAL)),
        }),
      },
    ],
  },
  {
    name: 'endsWith',
    overloads: [
      { ...onStrings('ends_with_string', (text: string, end: string) => text.endsWith(end)), cost: traversal, estimate: affixEstimate },
    ],
  },
  {
    name: 'startsWith',
    overloads: [
      {
        ...onStrings('starts_with_string', (text: string, start: string) => text.startsWith(start)),
        cost: traversal,
        estimate: affixEstimate,
      },
    ],
  },
  {
    name: 'matches',
    overloads: [
      // The global form has no price of its own in cel-go.
      { id: 'matches', parameters: [StringType, StringType], result: BoolType, call: matches },
      {
        ...onStrings('matches_string', matches),
        cost: pattern,
        estimate: ({ target, args, computedSize }) => ({
          cost: multiply(scale(add(computedSize(target!), ONE), TRAVERSAL), scale(computedSize(args[0]!), PATTERN)),
        }),
      },
    ],
  },
]

/**
 * The standard library of CEL.
 * @see cel-go common/stdlib
 */
export const standard: Library = {
  name: 'stdlib',
  functions: [...logic, ...comparison, ...arithmetic, ...collections, ...conversion, ...strings, ...time],
}
