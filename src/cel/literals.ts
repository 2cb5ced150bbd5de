import { box, MAX_INT, MAX_UINT, MIN_INT, Uint, type Value } from './value.ts'

/** The number of an int literal (`12`, `0x1F`, `-9223372036854775808`), or `undefined` outside int64. */
export function parseInteger(text: string, negative: boolean): number | bigint | undefined {
  const magnitude = BigInt(text)
  const value = negative ? -magnitude : magnitude
  if (value > MAX_INT || value < MIN_INT) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number + 0 : value
}

export function parseUnsigned(text: string): Uint | undefined {
  const value = BigInt(text.slice(0, -1))
  return value > MAX_UINT ? undefined : new Uint(value)
}

/** A double literal, in dynamic form, or `undefined` beyond float64. */
export function parseDouble(text: string): Value | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? box(value) : undefined
}

/** What is wrong with the escapes of a literal, in cel-go's words. */
export class BadEscape {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '?': '?',
}

/** The content of a string literal as written (quotes and prefix included, without `b`). Bytes literals come as one character per byte. */
export function unescapeString(literal: string): string | BadEscape {
  const { body, raw } = strip(literal)
  if (raw || !body.includes('\\')) return body
  let out = ''
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') {
      out += body[i]
      continue
    }
    const read = readEscape(body, i + 1)
    if (read instanceof BadEscape) return read
    if (read.code > 0x10ffff || (read.code >= 0xd800 && read.code <= 0xdfff)) return new BadEscape('invalid unicode code point')
    out += String.fromCodePoint(read.code)
    i = read.last
  }
  return out
}

/** The bytes of a bytes literal as written, without its `b`: characters as UTF-8, hex and octal escapes as single bytes. */
export function unescapeBytes(literal: string): Uint8Array | BadEscape {
  const { body, raw } = strip(literal)
  const encoder = new TextEncoder()
  if (raw || !body.includes('\\')) return encoder.encode(body)
  const out: number[] = []
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') {
      const char = String.fromCodePoint(body.codePointAt(i)!)
      out.push(...encoder.encode(char))
      i += char.length - 1
      continue
    }
    const letter = body[i + 1]
    if (letter === 'u' || letter === 'U') return new BadEscape('unable to unescape string')
    const read = readEscape(body, i + 1)
    if (read instanceof BadEscape) return read
    out.push(read.code & 0xff)
    i = read.last
  }
  return Uint8Array.from(out)
}

function strip(literal: string): { body: string; raw: boolean } {
  let text = literal.replace(/\r\n?/g, '\n')
  const raw = text[0] === 'r' || text[0] === 'R'
  if (raw) text = text.slice(1)
  const triple = text.length >= 6 && (text.startsWith("'''") || text.startsWith('"""'))
  return { body: triple ? text.slice(3, -3) : text.slice(1, -1), raw }
}

/** Reads the escape whose letter is at `at`; `last` is the index of its last character. */
function readEscape(body: string, at: number): { code: number; last: number } | BadEscape {
  const letter = body[at]
  if (letter === undefined) return new BadEscape("unable to unescape string, found '\\' as last character")
  const simple = Object.hasOwn(SIMPLE, letter) ? SIMPLE[letter] : undefined
  if (simple !== undefined) return { code: simple.charCodeAt(0), last: at }
  const digits = letter === 'x' || letter === 'X' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
  if (digits > 0) {
    const hex = body.slice(at + 1, at + 1 + digits)
    if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return new BadEscape('unable to unescape string')
    return { code: Number.parseInt(hex, 16), last: at + digits }
  }
  const octal = body.slice(at, at + 3)
  if (/^[0-3]/.test(letter)) {
    if (!/^[0-3][0-7][0-7]$/.test(octal)) return new BadEscape('unable to unescape octal sequence in string')
    return { code: Number.parseInt(octal, 8), last: at + 2 }
  }
  return new BadEscape('unable to unescape string')
}
