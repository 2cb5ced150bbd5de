import { Float } from '../values/number.ts'
import type { DuplicateKey, Place } from './tree.ts'
import { SyntaxProblem } from './yaml/error.ts'
import { jsonNumber } from './yaml/resolve.ts'

/** Nesting that the API server's JSON reader still follows. */
const MAX_DEPTH = 10_000

export interface JsonOptions {
  /** Also build the tree of places. */
  readonly places?: boolean
  /**
   * What becomes of `1.0`. `wire`: the integer 1, as it arrives after kubectl has read and rewritten it. `server`: a float64, as the API
   * server reads a request body that says so.
   */
  readonly numbers?: 'wire' | 'server'
  /** Where reading starts, 0 unless given. */
  readonly from?: number
  readonly maxDepth?: number
  /** Longest string in UTF-16 units. */
  readonly maxScalar?: number
}

export interface ParsedJson {
  readonly value: unknown
  readonly place: Place | undefined
  readonly duplicates: readonly DuplicateKey[]
  readonly hasDuplicates: boolean
  /** Just after the value. */
  readonly end: number
  /** A number that no float64 holds: the text is JSON, but no object can be made of it. */
  readonly overflow?: SyntaxProblem
}

/**
 * Reads one whole JSON text as the API server reads it: int64 stay exact, `1.0` stays a float64 (see src/values/number.ts).
 * @throws SyntaxProblem
 */
export function parseJson(text: string): unknown {
  const { value, end, overflow } = readJson(text, { numbers: 'server' })
  if (overflow !== undefined) throw overflow
  const rest = skipSpace(text, end)
  if (rest < text.length) throw new SyntaxProblem(`invalid character ${JSON.stringify(text[rest])} after top-level value`, rest)
  return value
}

/** Where the next character that is no JSON white space stands. */
export function skipSpace(text: string, at: number): number {
  for (;;) {
    const c = text.charCodeAt(at)
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at
    at++
  }
}

interface Frame {
  readonly map: Record<string, unknown> | undefined
  readonly list: unknown[] | undefined
  readonly place: Place | undefined
  key: string
  keyStart: number
  keyEnd: number
}

/**
 * Reads one JSON value that starts at `from`, without recursion.
 * @throws SyntaxProblem
 */
export function readJson(text: string, options: JsonOptions = {}): ParsedJson {
  const { places = false, numbers = 'wire', maxDepth = MAX_DEPTH, maxScalar = Number.POSITIVE_INFINITY } = options
  const frames: Frame[] = []
  const duplicates: DuplicateKey[] = []
  let hasDuplicates = false
  let overflow: SyntaxProblem | undefined
  let at = options.from ?? 0

  const fail = (problem: string): never => {
    throw new SyntaxProblem(at >= text.length ? 'unexpected end of JSON input' : problem, at)
  }
  const unexpected = (where: string): never =>
    fail(`invalid character ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} ${where}`)

  const string = (): string => {
    const start = ++at
    for (;;) {
      const c = text.charCodeAt(at)
      if (c === 34) return text.slice(start, at++)
      if (c === 92) break
      if (Number.isNaN(c)) fail('')
      if (c < 32) unexpected('in string literal')
      at++
    }
    let value = text.slice(start, at)
    for (;;) {
      const c = text.charCodeAt(at)
      if (c === 34) {
        at++
        return value.replace(/[\ud800-\udfff]/gu, '\ufffd')
      }
      if (Number.isNaN(c)) fail('')
      if (c < 32) unexpected('in string literal')
      if (c !== 92) {
        const from = at
        while (at < text.length && text.charCodeAt(at) !== 34 && text.charCodeAt(at) !== 92 && text.charCodeAt(at) >= 32) at++
        value += text.slice(from, at)
        continue
      }
      at++
      const letter = text[at] ?? ''
      const index = '"\\/bfnrt'.indexOf(letter)
      if (letter !== '' && index >= 0) {
        value += '"\\/\b\f\n\r\t'[index]
        at++
      } else if (letter === 'u') {
        const digits = text.slice(at + 1, at + 5)
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) unexpected('in \\u hexadecimal character escape')
        value += String.fromCharCode(Number.parseInt(digits, 16))
        at += 5
      } else unexpected('in string escape code')
    }
  }

  const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
  const number = (): unknown => {
    NUMBER.lastIndex = at
    const match = NUMBER.exec(text)
    if (match === null) return unexpected('in numeric literal')
    const literal = match[0]
    const value = Number(literal)
    if (!Number.isFinite(value)) overflow ??= new SyntaxProblem(`cannot unmarshal number ${literal} into a float64`, at)
    at += literal.length
    // 1. and 1e are no numbers, not even the beginning of one.
    const next = text[at] ?? ''
    if ((next === '.' && match[1] === undefined && match[2] === undefined) || (/[eE]/.test(next) && match[2] === undefined)) {
      at++
      unexpected('in numeric literal')
    }
    if (match[1] !== undefined || match[2] !== undefined) {
      return numbers === 'wire' ? jsonNumber(value) : Number.isInteger(value) ? new Float(value) : value
    }
    if (Number.isSafeInteger(value)) return value + 0
    const exact = BigInt(literal)
    return BigInt.asIntN(64, exact) === exact ? exact : new Float(value)
  }

  const word = (expected: string, value: unknown): unknown => {
    if (!text.startsWith(expected, at)) unexpected('looking for beginning of value')
    at += expected.length
    return value
  }

  for (;;) {
    at = skipSpace(text, at)
    const start = at
    let value: unknown
    let place: Place | undefined
    let opened = false
    const c = text.charCodeAt(at)
    if (c === 123 || c === 91) {
      if (frames.length >= maxDepth) fail(`exceeded max depth of ${maxDepth}`)
      at = skipSpace(text, at + 1)
      const map = c === 123 ? {} : undefined
      const list = c === 123 ? undefined : []
      if (places)
        place = { start, end: at, flow: true, kind: c === 123 ? 'map' : 'list', ...(c === 123 ? { entries: new Map() } : { items: [] }) }
      if (text.charCodeAt(at) === c + 2) {
        at++
        value = map ?? list
      } else {
        frames.push({ map, list, place, key: '', keyStart: 0, keyEnd: 0 })
        opened = true
      }
    } else if (c === 34) {
      const read = string()
      if (read.length > maxScalar) throw new SyntaxProblem(`a scalar of ${read.length} characters`, start)
      value = read
    } else if (c === 45 || (c >= 48 && c <= 57)) value = number()
    else if (c === 116) value = word('true', true)
    else if (c === 102) value = word('false', false)
    else if (c === 110) value = word('null', null)
    else unexpected('looking for beginning of value')
    if (!opened) {
      if (place !== undefined) place.end = at
      else if (places) place = { start, end: at, flow: true, kind: 'scalar' }
    }

    // What is complete goes into the collection around it, and completes that if the collection ends here.
    while (!opened) {
      const frame = frames[frames.length - 1]
      if (frame === undefined) return { value, place, duplicates, hasDuplicates, end: at, ...(overflow === undefined ? {} : { overflow }) }
      if (frame.list !== undefined) {
        frame.list.push(value)
        if (place !== undefined) frame.place?.items?.push(place)
      } else {
        const { map, key, keyStart, keyEnd } = frame
        const entries = frame.place?.entries
        if (Object.hasOwn(map as object, key)) {
          hasDuplicates = true
          const first = entries?.get(key)
          if (first !== undefined) {
            duplicates.push({
              key,
              first: { start: first.keyStart, end: first.keyEnd },
              second: { start: keyStart, end: keyEnd },
              cause: 'written',
            })
          }
        }
        if (key === '__proto__') Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
        else (map as Record<string, unknown>)[key] = value
        if (entries !== undefined && place !== undefined) entries.set(key, { keyStart, keyEnd, value: place })
      }
      at = skipSpace(text, at)
      const next = text.charCodeAt(at)
      if (next === 44) {
        at++
        break
      }
      if (next !== (frame.map === undefined ? 93 : 125))
        unexpected(frame.map === undefined ? 'after array element' : 'after object key:value pair')
      at++
      frames.pop()
      value = frame.map ?? frame.list
      place = frame.place
      if (place !== undefined) place.end = at
    }

    const frame = frames[frames.length - 1] as Frame
    if (frame.map === undefined) continue
    at = skipSpace(text, at)
    if (text.charCodeAt(at) !== 34) unexpected('looking for beginning of object key string')
    frame.keyStart = at
    frame.key = string()
    frame.keyEnd = at
    at = skipSpace(text, at)
    if (text.charCodeAt(at) !== 58) unexpected('after object key')
    at++
  }
}
