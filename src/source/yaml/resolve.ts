import { Float } from '../../values/number.ts'

/** What a scalar means. A `uint` does not fit int64 and therefore becomes a float in JSON, but cannot be a key. */
export type Kind = 'string' | 'null' | 'bool' | 'int' | 'uint' | 'float'

const YAML = 'tag:yaml.org,2002:'
const RESOLVABLE = new Set(['', ...['str', 'bool', 'int', 'float', 'null', 'timestamp'].map(name => YAML + name)])

const WORDS = new Map<string, boolean | null | number>()
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']) WORDS.set(word, true)
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']) WORDS.set(word, false)
for (const word of ['', '~', 'null', 'Null', 'NULL']) WORDS.set(word, null)
for (const word of ['.nan', '.NaN', '.NAN']) WORDS.set(word, Number.NaN)
for (const word of ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']) WORDS.set(word, Number.POSITIVE_INFINITY)
for (const word of ['-.inf', '-.Inf', '-.INF']) WORDS.set(word, Number.NEGATIVE_INFINITY)

const MAX_INT = 2n ** 63n - 1n
const MIN_INT = -(2n ** 63n)
const MAX_UINT = 2n ** 64n - 1n

const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
/** What begins with a dot is read as Go reads floats: underscores only between digits. */
const DOT_FLOAT = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/

export interface Scalar {
  readonly kind: Kind
  /** As in our documents: see src/values/number.ts. */
  readonly value: unknown
}

const TRUE: Scalar = { kind: 'bool', value: true }
const FALSE: Scalar = { kind: 'bool', value: false }
const NULL: Scalar = { kind: 'null', value: null }

/** The problem with a scalar whose tag promises what its text does not hold. */
export class TagMismatch extends Error {}

/**
 * What kubectl makes of a scalar: YAML 1.1 with base-60 numbers and dates left as strings, converted to JSON.
 * @param tag the full tag, empty for none
 * @throws TagMismatch
 */
export function resolve(tag: string, text: string): Scalar {
  if (tag === `${YAML}binary`) return { kind: 'string', value: decodeBase64(text) }
  if (!RESOLVABLE.has(tag)) return { kind: 'string', value: text }
  if (tag === `${YAML}str`) return { kind: 'string', value: text }
  const resolved = resolvePlain(text)
  if (tag === '') return resolved
  const wanted = tag.slice(YAML.length)
  const got = resolved.kind === 'uint' ? 'int' : resolved.kind
  if (wanted === got) return resolved
  if (wanted === 'float' && resolved.kind === 'int') return { kind: 'float', value: resolved.value }
  if (wanted === 'timestamp' && isTimestamp(text)) return { kind: 'string', value: text }
  throw new TagMismatch(`cannot decode !!${got === 'string' ? 'str' : got} \`${text}\` as a !!${wanted}`)
}

/** What an unquoted scalar without a tag means. */
export function resolvePlain(text: string): Scalar {
  const c = text.charCodeAt(0)
  // Digits, signs and dots may start numbers; of the letters only these start words with a meaning.
  if ((c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46) return resolveNumber(text)
  if (text.length <= 5) {
    const word = WORDS.get(text)
    if (word === true) return TRUE
    if (word === false) return FALSE
    if (word === null) return NULL
  }
  return { kind: 'string', value: text }
}

function resolveNumber(text: string): Scalar {
  const word = WORDS.get(text)
  if (word !== undefined) return { kind: 'float', value: word }
  if (text.charCodeAt(0) === 46) return (DOT_FLOAT.test(text) && float(text.replaceAll('_', ''))) || { kind: 'string', value: text }
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  // The reference reads a sign after the 0b as well.
  const binary = /^0b[-+][01]+$/.test(plain) ? `${plain[2]}0b${plain.slice(3)}` : plain
  return (INTEGER.test(binary) && integer(binary)) || float(plain) || { kind: 'string', value: text }
}

function integer(text: string): Scalar | undefined {
  if (text.length < 16 && (text.length === 1 || (text.charCodeAt(0) >= 49 && text.charCodeAt(0) <= 57))) {
    return { kind: 'int', value: Number(text) }
  }
  const sign = text[0] === '-' ? -1n : 1n
  let digits = text.replace(/^[-+]/, '')
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`
  const value = sign * BigInt(digits.toLowerCase())
  if (value >= MIN_INT && value <= MAX_INT) return { kind: 'int', value: fromBigInt(value) }
  if (value > 0n && value <= MAX_UINT && !/^[-+]/.test(text)) return { kind: 'uint', value: new Float(Number(value)) }
  return undefined
}

function fromBigInt(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number + 0 : value
}

function float(text: string): Scalar | undefined {
  if (!FLOAT.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? { kind: 'float', value: jsonNumber(value) } : undefined
}

/** What a float is after its way through JSON, where 1.0 is written 1 and read back as an integer when int64 holds it. */
export function jsonNumber(value: number): number | bigint | Float {
  if (!Number.isInteger(value)) return value
  if (Number.isSafeInteger(value)) return value + 0
  if (Math.abs(value) >= 1e21) return new Float(value)
  // The shortest digits that mean this float, filled up with zeros: that is the integer which is read back.
  const written = BigInt(String(value))
  return written >= MIN_INT && written <= MAX_INT ? written : new Float(value)
}

const TIMESTAMP =
  /^[0-9]{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?)?$/

const isTimestamp = (text: string): boolean => TIMESTAMP.test(text)

/** Standard base64 with padding, line breaks ignored; bytes that are no UTF-8 become U+FFFD, one each, as Go's JSON writer does. */
function decodeBase64(text: string): string {
  const packed = text.replace(/[\r\n]/g, '')
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed))
    throw new TagMismatch('!!binary value contains invalid base64 data')
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0))
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let result = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    try {
      result += strict.decode(bytes.subarray(at, at + length))
      at += length
    } catch {
      result += '\ufffd'
      at++
    }
  }
  return result
}

/**
 * A key as JSON writes it: numbers and booleans become their text; undefined where kubectl refuses the key.
 * Floats are printed the way Go prints a float32 with `%g`.
 */
export function keyText({ kind, value }: Scalar): string | undefined {
  switch (kind) {
    case 'string':
      return value as string
    case 'bool':
    case 'int':
      return String(value)
    case 'float':
      return float32Text(Number(value instanceof Float ? value.value : value))
    default:
      return undefined
  }
}

function float32Text(value: number): string {
  const single = Math.fround(value)
  if (Number.isNaN(single)) return '.nan'
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  let precision = 1
  while (precision < 9 && Math.fround(Number(single.toPrecision(precision))) !== single) precision++
  const [mantissa = '', exponent = ''] = Number(single.toPrecision(precision))
    .toExponential(precision - 1)
    .split('e')
  const power = Number(exponent)
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  if (power < -4 || power >= 6) return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  return String(Number(single.toPrecision(precision)))
}
