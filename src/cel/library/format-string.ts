import { toExponentialExact, toFixedExact } from '../../values/decimal.ts'
import type { Duration } from '../../values/duration.ts'
import { formatG } from '../../values/go-number.ts'
import { Malformed } from '../../values/malformed.ts'
import { Float } from '../../values/number.ts'
import { quote } from '../../values/quote.ts'
import { compareStrings } from '../../values/text.ts'
import { formatTimestamp, type Timestamp } from '../../values/timestamp.ts'
import { type CelType, typeName } from '../types.ts'
import { CelError, mapEntries, type TypeValue, typeOf, Uint, type Value } from '../value.ts'
import { bytesToString, durationToString } from './conversion.ts'

/**
 * `text.format(list)`: the clauses of ext.Strings version 2 in the locale en_US.
 * @see cel-go ext/formatting.go
 */

type Verb = 's' | 'd' | 'f' | 'e' | 'b' | 'x' | 'X' | 'o'

interface Clause {
  readonly verb: Verb
  readonly precision: number | undefined
}

/** Types that a clause takes, and how its refusal begins. */
const TAKES: Readonly<Record<Verb, readonly [kinds: readonly string[], refusal: string]>> = {
  s: [
    ['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp', 'bytes', 'duration', 'type', 'null'],
    'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  ],
  d: [['int', 'uint'], 'decimal clause can only be used on integers'],
  f: [['double', 'string'], 'fixed-point clause can only be used on doubles'],
  e: [['double', 'string'], 'scientific clause can only be used on doubles'],
  b: [['int', 'uint', 'bool'], 'only integers and bools can be formatted as binary'],
  x: [['int', 'uint', 'string', 'bytes'], 'only integers, byte buffers, and strings can be formatted as hex'],
  X: [['int', 'uint', 'string', 'bytes'], 'only integers, byte buffers, and strings can be formatted as hex'],
  o: [['int', 'uint'], 'octal clause can only be used on integers'],
}

function refusal(verb: Verb, type: CelType): string {
  return `${TAKES[verb][1]}, was given ${typeName(type)}`
}

/** Splits a format into texts and clauses; what is wrong with it stands where it is met. */
function* parse(format: string): Generator<string | Clause | Malformed> {
  const pattern = /([^%]+)|%%|%(?:\.([0-9]*))?([\s\S]?)/gu
  for (const match of format.matchAll(pattern)) {
    const [whole, text, digits, verb] = match
    if (text !== undefined || whole === '%%') yield text ?? '%'
    else yield clause(digits, verb ?? '')
  }
}

function clause(digits: string | undefined, verb: string): Clause | Malformed {
  const wrong = (what: string) => new Malformed(`could not parse formatting clause: ${what}`)
  if (verb === '')
    return digits === undefined ? new Malformed(END) : wrong('error while parsing precision: could not find end of precision specifier')
  if (digits === '') {
    return wrong('error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax')
  }
  // Go looks at single bytes here.
  const byte = String.fromCharCode(new TextEncoder().encode(verb)[0]!)
  if (!/^[sdfebxXo]$/.test(byte)) return wrong(`unrecognized formatting clause "${byte}"`)
  return { verb: byte as Verb, precision: digits === undefined ? undefined : Math.min(Number(digits), MAX_PRECISION) }
}

const END = 'unexpected end of string'
/** More digits than any double has. */
const MAX_PRECISION = 100_000
const DEFAULT_PRECISION = 6

export function formatString(format: string, values: readonly Value[]): string {
  let out = ''
  let index = 0
  for (const part of parse(format)) {
    if (typeof part === 'string') {
      out += part
      continue
    }
    if (index >= values.length) throw new CelError(`index ${index} out of range`)
    if (part instanceof Malformed) throw new CelError(part.message)
    const text = render(part, values[index++])
    if (text instanceof Malformed) throw new CelError(`error during formatting: ${text.message}`)
    out += text
  }
  return out
}

/** An argument of a `format` call as the checker sees it; `parts` are the items, or keys and values, of a literal. */
export interface FormatArgument {
  readonly type: CelType
  readonly parts?: readonly FormatArgument[]
}

/** What is wrong with a constant format and its literal list of arguments; `argument` where one of them is to blame. */
export function checkFormat(format: string, args: readonly FormatArgument[]): { message: string; argument?: FormatArgument } | undefined {
  let index = 0
  for (const part of parse(format)) {
    if (typeof part === 'string') continue
    if (part instanceof Malformed && part.message === END) return { message: END }
    const argument = args[index]
    if (!argument) return { message: `index ${index} out of range` }
    index++
    if (part instanceof Malformed) return { message: part.message }
    const bad = unfit(part.verb, argument)
    if (bad) return { message: `error during formatting: ${refusal(part.verb, bad.type)}`, argument: bad }
  }
  if (args.length <= index) return undefined
  return { message: `too many arguments supplied to string.format (expected ${index}, got ${args.length})` }
}

function unfit(verb: Verb, argument: FormatArgument): FormatArgument | undefined {
  const { kind } = argument.type
  if (kind !== 'dyn' && kind !== 'error' && !TAKES[verb][0].includes(kind)) return argument
  if (verb !== 's') return undefined
  for (const part of argument.parts ?? []) {
    const bad = unfit(verb, part)
    if (bad) return bad
  }
  return undefined
}

function render({ verb, precision }: Clause, value: Value): string | Malformed {
  const type = typeOf(value)
  const refused = () => new Malformed(refusal(verb, type))
  switch (verb) {
    case 's':
      return plainText(value, type) ?? refused()
    case 'd':
      return decimal(value, type) ?? refused()
    case 'f':
    case 'e': {
      const number = toDouble(value, type)
      if (number === undefined) return refused()
      return verb === 'f' ? fixed(number, precision ?? DEFAULT_PRECISION) : scientific(number, precision ?? DEFAULT_PRECISION)
    }
    case 'b':
      if (type.kind === 'bool') return value ? '1' : '0'
      return integer(value, type, 2) ?? refused()
    case 'o':
      return integer(value, type, 8) ?? refused()
    default: {
      const hex = hexadecimal(value, type)
      return hex === undefined ? refused() : verb === 'X' ? hex.toUpperCase() : hex
    }
  }
}

function integer(value: Value, type: CelType, radix: number): string | undefined {
  if (type.kind !== 'int' && type.kind !== 'uint') return undefined
  return (value instanceof Uint ? value.value : (value as number | bigint)).toString(radix)
}

const decimal = (value: Value, type: CelType) => integer(value, type, 10)

function hexadecimal(value: Value, type: CelType): string | undefined {
  const bytes =
    type.kind === 'string' ? new TextEncoder().encode(value as string) : type.kind === 'bytes' ? (value as Uint8Array) : undefined
  return bytes ? Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('') : integer(value, type, 16)
}

const NAMED_DOUBLES: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

function toDouble(value: Value, type: CelType): number | undefined {
  if (type.kind === 'double') return value instanceof Float ? value.value : (value as number)
  return type.kind === 'string' ? NAMED_DOUBLES[value as string] : undefined
}

/** With digits grouped by three. */
function fixed(value: number, places: number): string {
  const special = infinite(value)
  if (special) return special
  const [whole, fraction] = toFixedExact(value, places).split('.')
  const grouped = whole!.replace(/\B(?=(?:[0-9]{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** The precision is a width here, an oddity of cel-go: six digits always, filled up with blanks on the left. */
function scientific(value: number, width: number): string {
  const special = infinite(value)
  if (special) return special.padStart(width)
  const { mantissa, exponent } = toExponentialExact(value, DEFAULT_PRECISION)
  const digits = String(Math.abs(exponent)).padStart(2, '0')
  const raised = Array.from(digits, digit => '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'[Number(digit)]).join('')
  return `${mantissa}\u00d710${exponent < 0 ? '\u207b' : ''}${raised}`.padStart(width)
}

function infinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? undefined : value > 0 ? '\u221e' : '-\u221e'
}

/** `%s` of a whole argument; undefined for a type that it does not take. */
function plainText(value: Value, type: CelType): string | Malformed | undefined {
  switch (type.kind) {
    case 'list':
      return listText(value as readonly Value[])
    case 'map':
      return mapText(value as Record<string, Value>)
    case 'null':
      return 'null'
    case 'bool':
    case 'string':
      return String(value)
    case 'int':
    case 'uint':
      return decimal(value, type)
    case 'double':
      return formatG(toDouble(value, type)!)
    case 'bytes':
      try {
        return bytesToString(value as Uint8Array)
      } catch (error) {
        return new Malformed(`could not convert argument ${quote((error as CelError).message)} to string`)
      }
    case 'timestamp':
      return formatTimestamp(value as Timestamp)
    case 'duration':
      return durationToString(value as Duration)
    case 'type':
      return typeName((value as TypeValue).type)
    default:
      return undefined
  }
}

/** A value inside a list or map: strings in quotes, doubles with six digits. */
function nestedText(value: Value): string | Malformed {
  const type = typeOf(value)
  switch (type.kind) {
    case 'string':
      return quote(value as string)
    case 'bytes': {
      const text = plainText(value, type)!
      return text instanceof Malformed ? text : `b${quote(text)}`
    }
    case 'timestamp':
    case 'duration':
      return `${type.kind}(${quote(plainText(value, type) as string)})`
    case 'double': {
      const number = toDouble(value, type)!
      if (!Number.isFinite(number)) return quote(formatG(number))
      const text = toFixedExact(number, DEFAULT_PRECISION)
      // Unlike `%f`, a list shows the sign of a negative zero.
      return Object.is(number, -0) ? `-${text}` : text
    }
    default:
      return plainText(value, type) ?? new Malformed(`no formatting function for ${typeName(type)}`)
  }
}

function listText(items: readonly Value[]): string | Malformed {
  const texts: string[] = []
  for (const item of items) {
    const text = nestedText(item)
    if (text instanceof Malformed) return text
    texts.push(text)
  }
  return `[${texts.join(', ')}]`
}

function mapText(entries: Record<string, Value>): string | Malformed {
  const pairs: [key: string, value: string][] = []
  for (const [key, value] of mapEntries(entries)) {
    const type = typeOf(key)
    if (!['string', 'bool', 'int', 'uint'].includes(type.kind))
      return new Malformed(`no formatting function for map key of type ${typeName(type)}`)
    const text = nestedText(value)
    if (text instanceof Malformed) return text
    pairs.push([nestedText(key) as string, text])
  }
  pairs.sort(([a], [b]) => compareStrings(a, b))
  return `{${pairs.map(([key, value]) => `${key}:${value}`).join(', ')}}`
}
