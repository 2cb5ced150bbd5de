import { quote } from '../../values/quote.ts'
import { codePoints } from '../../values/text.ts'
import { add, multiply, type Range, scale, UNBOUNDED } from '../cost-range.ts'
import { type CelType, DynType, IntType, list, StringType } from '../types.ts'
import { CelError, costSize, textList, type Value } from '../value.ts'
import type { Int } from './arithmetic.ts'
import { doubleTraversal, receiverTraversal, TRAVERSAL, traversal } from './costs.ts'
import { formatString } from './format-string.ts'
import type { CallEstimate, FunctionDeclaration, Library, Overload } from './function.ts'
import { indexCosts } from './lists.ts'

/** Strings are indexed by code point. Only texts with characters beyond the basic plane have other indexes in JavaScript. */
function unitIndex(text: string, point: number): number {
  if (codePoints(text) === text.length) return point
  let unit = 0
  for (let i = 0; i < point && unit < text.length; i++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1
  return unit
}

function outOfRange(index: Int): CelError {
  return new CelError(`index out of range: ${index}`)
}

function charAt(text: string, index: Int): string {
  const size = codePoints(text)
  if (index < 0 || index > size) throw outOfRange(index)
  const point = text.codePointAt(unitIndex(text, Number(index)))
  return point === undefined ? '' : String.fromCodePoint(point)
}

/** An empty part is found at any offset, even outside the text. */
function indexOf(text: string, part: string, offset: Int = 0): Int {
  if (part === '') return offset
  if (offset < 0) throw outOfRange(offset)
  if (offset >= codePoints(text)) return -1
  const found = text.indexOf(part, unitIndex(text, Number(offset)))
  return found < 0 ? -1 : codePoints(text.slice(0, found))
}

function lastIndexOf(text: string, part: string): Int {
  const size = codePoints(text)
  return part === '' ? size : size === 0 ? -1 : lastIndexFrom(text, part, size - 1)
}

function lastIndexFrom(text: string, part: string, offset: Int): Int {
  if (part === '') return offset
  if (offset < 0) throw outOfRange(offset)
  if (offset >= codePoints(text)) return -1
  const found = text.lastIndexOf(part, unitIndex(text, Number(offset)))
  return found < 0 ? -1 : codePoints(text.slice(0, found))
}

/** As Go's strings.Replace: an empty text to replace stands before every character and at the end. A negative limit is none. */
function replace(text: string, old: string, by: string, limit: Int = -1): string {
  const pieces = old === '' ? ['', ...text, ''] : text.split(old)
  const count = limit < 0 || limit >= pieces.length - 1 ? pieces.length - 1 : Number(limit)
  if (old === '') {
    const characters = Array.from(text)
    if (count > characters.length) return by + characters.map(character => character + by).join('')
    return (
      characters
        .slice(0, count)
        .map(character => by + character)
        .join('') + characters.slice(count).join('')
    )
  }
  return [pieces.slice(0, count + 1).join(by), ...pieces.slice(count + 1)].join(old)
}

/** As Go's strings.SplitN: at most `limit` parts, the last of them the rest; none for 0; a negative limit is none. */
function split(text: string, separator: string, limit: Int = -1): readonly string[] {
  if (limit === 0) return textList([])
  const parts = separator === '' ? Array.from(text) : text.split(separator)
  if (limit < 0 || parts.length <= limit) return textList(parts)
  const kept = Number(limit) - 1
  return textList([...parts.slice(0, kept), parts.slice(kept).join(separator)])
}

function substring(text: string, start: Int, end?: Int): string {
  const size = codePoints(text)
  if (end !== undefined && start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`)
  if (start < 0 || start > size) throw outOfRange(start)
  if (end !== undefined && (end < 0 || end > size)) throw outOfRange(end)
  return text.slice(unitIndex(text, Number(start)), end === undefined ? undefined : unitIndex(text, Number(end)))
}

/** White space as Unicode has it, not as JavaScript does: with U+0085, without U+FEFF. */
const BLANK = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && BLANK.test(text[start]!)) start++
  while (end > start && BLANK.test(text[end - 1]!)) end--
  return text.slice(start, end)
}

function join(items: readonly Value[], separator = ''): string {
  for (const item of items) if (typeof item !== 'string') throw new CelError(`join: invalid input: ${item}`)
  return items.join(separator)
}

/** Escapes control characters that have a name, backslashes and quotes; leaves all others as they are. */
function quoteText(text: string): string {
  return `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, character => quote(character).slice(1, -1))}"`
}

type Costs = Pick<Overload, 'cost' | 'estimate'>

/** Reads the receiver once; the result is as long. */
const once: Costs = { cost: traversal, estimate: receiverTraversal }

const replaceCosts: Costs = {
  cost: doubleTraversal,
  estimate({ target, args, size }) {
    const [text, old, by] = [size(target!), size(args[0]!), size(args[1]!)]
    return { cost: scale(text, 2 * TRAVERSAL), size: replacedSize(text, old, by) }
  },
}

/** The longest and shortest results of replacing, by the sizes of text, old and new. */
function replacedSize(text: Range, old: Range, by: Range): Range {
  const [count, kept] = [
    { min: 0n, max: 0n },
    { min: 0n, max: 0n },
  ]
  if (old.min === 0n) {
    count.max = text.max < UNBOUNDED ? text.max + 1n : text.max
    kept.max = text.max
  } else if (by.max <= old.min) kept.max = text.max
  else count.max = ceilDivide(text.max, old.min)
  if (old.max === 0n) {
    count.min = text.min < UNBOUNDED ? text.min + 1n : text.min
    kept.min = text.min
  } else if (old.max <= by.min) kept.min = text.min
  else count.min = ceilDivide(text.min, old.max)
  return add(multiply(count, by), kept)
}

/** In doubles, as Kubernetes does. */
function ceilDivide(a: bigint, b: bigint): bigint {
  const quotient = Math.ceil(Number(a) / Number(b))
  return quotient >= 2 ** 64 ? UNBOUNDED : BigInt(quotient)
}

const splitCosts: Costs = {
  cost: doubleTraversal,
  estimate({ target, args, size }) {
    const text = size(target!)
    const limit = args[1]?.literal
    const max = typeof limit === 'number' || typeof limit === 'bigint' ? BigInt.asUintN(64, BigInt(limit)) : text.max
    return { cost: scale(text, 2 * TRAVERSAL), size: { min: 0n, max } }
  },
}

const joinCosts: Costs = {
  cost: (result: Value) => Math.ceil(costSize(result) * 2 * TRAVERSAL),
  estimate({ target, args, size, element }: CallEstimate) {
    const count = size(target!)
    const item = element(target!)
    let total: Range = item ? multiply(count, size(item)) : { min: 0n, max: 0n }
    if (args[0]) {
      const separators = { min: count.min > 0n ? count.min - 1n : 0n, max: count.max > 0n ? count.max - 1n : 0n }
      total = add(total, multiply(size(args[0]), separators))
    }
    return { cost: scale(total, TRAVERSAL), size: total }
  },
}

const quoteCosts: Costs = {
  cost: traversal,
  estimate({ args, computedSize }) {
    const { min, max } = computedSize(args[0]!)
    return { cost: scale({ min, max }, TRAVERSAL), size: { min: (min + 2n) & UNBOUNDED, max: (max * 2n + 2n) & UNBOUNDED } }
  },
}

const formatCosts: Costs = {
  cost: traversal,
  estimate: ({ target, computedSize }) => ({ cost: scale(computedSize(target!), TRAVERSAL) }),
}

function member(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call'], costs: Costs = {}): Overload {
  return { id, member: true, parameters, result, call, ...costs }
}

const S = StringType
const Strings = list(StringType)

const functions: readonly FunctionDeclaration[] = [
  { name: 'charAt', overloads: [member('string_char_at_int', [S, IntType], S, charAt)] },
  {
    name: 'indexOf',
    overloads: [
      member('string_index_of_string', [S, S], IntType, (text: string, part: string) => indexOf(text, part), indexCosts),
      member('string_index_of_string_int', [S, S, IntType], IntType, indexOf, indexCosts),
    ],
  },
  {
    name: 'lastIndexOf',
    overloads: [
      member('string_last_index_of_string', [S, S], IntType, lastIndexOf, indexCosts),
      member('string_last_index_of_string_int', [S, S, IntType], IntType, lastIndexFrom, indexCosts),
    ],
  },
  {
    name: 'lowerAscii',
    overloads: [member('string_lower_ascii', [S], S, (text: string) => text.replace(/[A-Z]+/g, part => part.toLowerCase()), once)],
  },
  {
    name: 'upperAscii',
    overloads: [member('string_upper_ascii', [S], S, (text: string) => text.replace(/[a-z]+/g, part => part.toUpperCase()), once)],
  },
  {
    name: 'replace',
    overloads: [
      member('string_replace_string_string', [S, S, S], S, replace, replaceCosts),
      member('string_replace_string_string_int', [S, S, S, IntType], S, replace, replaceCosts),
    ],
  },
  {
    name: 'split',
    overloads: [
      member('string_split_string', [S, S], Strings, split, splitCosts),
      member('string_split_string_int', [S, S, IntType], Strings, split, splitCosts),
    ],
  },
  {
    name: 'substring',
    overloads: [
      member('string_substring_int', [S, IntType], S, substring, once),
      member('string_substring_int_int', [S, IntType, IntType], S, substring, once),
    ],
  },
  { name: 'trim', overloads: [member('string_trim', [S], S, trim, once)] },
  {
    name: 'join',
    overloads: [member('list_join', [Strings], S, join, joinCosts), member('list_join_string', [Strings, S], S, join, joinCosts)],
  },
  { name: 'format', overloads: [{ ...member('string_format', [S, list(DynType)], S, formatString, formatCosts), since: 29 }] },
  {
    name: 'strings.quote',
    overloads: [{ id: 'strings_quote', parameters: [S], result: S, call: quoteText, since: 29, ...quoteCosts }],
  },
]

/**
 * String functions: version 0 of ext.Strings up to Kubernetes 1.28, version 2 since.
 * @see cel-go ext/strings.go
 */
export const strings: Library = { name: 'cel.lib.ext.strings', functions }
