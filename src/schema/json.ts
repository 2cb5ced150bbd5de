import { Float } from '../values/number.ts'

/** A key that occurs twice in one object of a JSON text; the later value is the one that counts. */
export interface DuplicateKey {
  /** As the API server prints it: `spec.ports[0].name`. */
  readonly path: string
  /** Where the second key begins, in UTF-16 units. */
  readonly offset: number
}

export interface DecodedJson {
  readonly value: unknown
  /** At most 100, in order of the text, each path once. */
  readonly duplicates: readonly DuplicateKey[]
}

/** A text that is no JSON, in the words of Go's decoder. `offset` is where it goes wrong, in UTF-16 units. */
export class JsonSyntaxError extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.name = 'JsonSyntaxError'
    this.offset = offset
  }
}

/** A text that is JSON with a number beyond float64, which stands in `value` as an infinity. */
export class JsonNumberError extends JsonSyntaxError {
  readonly value: unknown

  constructor(message: string, offset: number, value: unknown) {
    super(message, offset)
    this.value = value
  }
}

const MAX_DEPTH = 10_000
const MAX_DUPLICATES = 100
const INT64_MAX = 9223372036854775807n
const INT64_MIN = -9223372036854775808n

/**
 * Reads a JSON text as the API server reads it. A number without `.`, `e`, `E` that fits int64 stays an integer (`number`, or `bigint` beyond
 * 2^53), every other number is a float64 (`Float` where its value is integral). Lone surrogates become U+FFFD. Nesting is bounded by 10,000.
 * @throws JsonSyntaxError in Go's words
 * @see k8s.io/apimachinery pkg/util/json, sigs.k8s.io/json
 */
export function decodeJson(text: string): DecodedJson {
  return new Decoder(text).decode()
}

class Decoder {
  readonly #text: string
  #at = 0
  /** The container that is being filled, and its ancestors. */
  readonly #containers: unknown[] = []
  /** For each container the key or the index that is being read. */
  readonly #keys: (string | number)[] = []
  readonly #duplicates: DuplicateKey[] = []
  #overflow: { readonly literal: string; readonly offset: number } | undefined

  constructor(text: string) {
    this.#text = text
  }

  decode(): DecodedJson {
    const value = this.#value()
    this.#space()
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value')
    if (this.#overflow) {
      const { literal, offset } = this.#overflow
      throw new JsonNumberError(`json: cannot unmarshal number ${literal} into Go value of type float64`, offset, value)
    }
    return { value, duplicates: this.#duplicates }
  }

  /** One value with everything inside it. A loop with its own stack: hostile nesting must not exhaust that of the engine. */
  #value(): unknown {
    const containers = this.#containers
    const keys = this.#keys
    for (;;) {
      this.#space()
      let value: unknown
      const code = this.#text.charCodeAt(this.#at)
      if (code === 0x7b /* { */) {
        this.#at++
        if (containers.length >= MAX_DEPTH) throw this.#tooDeep()
        const object = {}
        this.#space()
        if (this.#text.charCodeAt(this.#at) !== 0x7d) {
          containers.push(object)
          keys.push('')
          this.#key(object)
          continue
        }
        this.#at++
        value = object
      } else if (code === 0x5b /* [ */) {
        this.#at++
        if (containers.length >= MAX_DEPTH) throw this.#tooDeep()
        const array: unknown[] = []
        this.#space()
        if (this.#text.charCodeAt(this.#at) !== 0x5d) {
          containers.push(array)
          keys.push(0)
          continue
        }
        this.#at++
        value = array
      } else value = this.#scalar(code)

      // The value goes into its container, which may be complete with it, and so on outwards.
      for (;;) {
        const depth = containers.length - 1
        if (depth < 0) return value
        const container = containers[depth]
        this.#space()
        const next = this.#text.charCodeAt(this.#at)
        if (Array.isArray(container)) {
          container.push(value)
          if (next === 0x2c) {
            this.#at++
            keys[depth] = container.length
            break
          }
          if (next !== 0x5d) throw this.#unexpected('after array element')
        } else {
          assign(container as Record<string, unknown>, keys[depth] as string, value)
          if (next === 0x2c) {
            this.#at++
            this.#space()
            this.#key(container as Record<string, unknown>)
            break
          }
          if (next !== 0x7d) throw this.#unexpected('after object key:value pair')
        }
        this.#at++
        value = containers.pop()
        keys.pop()
      }
    }
  }

  #key(object: Record<string, unknown>): void {
    const offset = this.#at
    if (this.#text.charCodeAt(offset) !== 0x22) throw this.#unexpected('looking for beginning of object key string')
    this.#at++
    const key = this.#string()
    if (object[key] !== undefined && Object.hasOwn(object, key)) this.#duplicate(key, offset)
    this.#keys[this.#keys.length - 1] = key
    this.#space()
    if (this.#text.charCodeAt(this.#at) !== 0x3a) throw this.#unexpected('after object key')
    this.#at++
  }

  #duplicate(key: string, offset: number): void {
    if (this.#duplicates.length >= MAX_DUPLICATES) return
    let path = ''
    for (const step of [...this.#keys.slice(0, -1), key]) {
      path += typeof step === 'number' ? `[${step}]` : path === '' ? step : `.${step}`
    }
    if (!this.#duplicates.some(known => known.path === path)) this.#duplicates.push({ path, offset })
  }

  #scalar(code: number): unknown {
    if (code === 0x22) {
      this.#at++
      return this.#string()
    }
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number()
    if (code === 0x74) return this.#literal('true', true)
    if (code === 0x66) return this.#literal('false', false)
    if (code === 0x6e) return this.#literal('null', null)
    throw this.#unexpected('looking for beginning of value')
  }

  #literal<T>(word: string, value: T): T {
    for (let i = 1; i < word.length; i++) {
      this.#at++
      if (this.#text[this.#at] !== word[i]) throw this.#unexpected(`in literal ${word} (expecting '${word[i]}')`)
    }
    this.#at++
    return value
  }

  /** The rest of a string, whose opening quote has been read. */
  #string(): string {
    const text = this.#text
    const start = this.#at
    let at = start
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 0x22) {
        this.#at = at + 1
        return text.slice(start, at)
      }
      if (code === 0x5c || !(code >= 0x20) || (code >= 0xd800 && code < 0xe000)) break
      at++
    }
    this.#at = at
    return text.slice(start, at) + this.#unusualString()
  }

  #unusualString(): string {
    let out = ''
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 0x22) {
        this.#at++
        return wellFormed(out)
      }
      if (!(code >= 0x20)) throw this.#unexpected('in string literal')
      if (code === 0x5c) {
        this.#at++
        out += this.#escape()
      } else {
        out += this.#text[this.#at]
        this.#at++
      }
    }
  }

  #escape(): string {
    const character = this.#text[this.#at]
    if (character !== 'u') {
      const plain = character === undefined ? undefined : escapes[character]
      if (plain === undefined) throw this.#unexpected('in string escape code')
      this.#at++
      return plain
    }
    for (let i = 1; i <= 4; i++) {
      if (/[0-9A-Fa-f]/.test(this.#text[this.#at + i] ?? '')) continue
      this.#at += i
      throw this.#unexpected('in \\u hexadecimal character escape')
    }
    const unit = String.fromCharCode(Number.parseInt(this.#text.slice(this.#at + 1, this.#at + 5), 16))
    this.#at += 5
    return unit
  }

  #number(): number | bigint | Float {
    const text = this.#text
    const start = this.#at
    let at = start
    let code = text.charCodeAt(at)
    const digits = (context: string): void => {
      if (!(code >= 0x30 && code <= 0x39)) {
        this.#at = at
        throw this.#unexpected(context)
      }
      while (code >= 0x30 && code <= 0x39) code = text.charCodeAt(++at)
    }
    if (code === 0x2d) code = text.charCodeAt(++at)
    if (code === 0x30) code = text.charCodeAt(++at)
    else digits('in numeric literal')
    let integer = true
    if (code === 0x2e) {
      integer = false
      code = text.charCodeAt(++at)
      digits('after decimal point in numeric literal')
    }
    if (code === 0x65 || code === 0x45) {
      integer = false
      code = text.charCodeAt(++at)
      if (code === 0x2b || code === 0x2d) code = text.charCodeAt(++at)
      digits('in exponent of numeric literal')
    }
    this.#at = at
    const literal = text.slice(start, at)
    const value = Number(literal)
    if (integer) {
      if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
      if (literal.length <= 20) {
        const exact = BigInt(literal)
        if (exact >= INT64_MIN && exact <= INT64_MAX) return exact
      }
    }
    if (!Number.isFinite(value)) {
      this.#overflow ??= { literal, offset: start }
    }
    return float64(value)
  }

  #space(): void {
    const text = this.#text
    let code = text.charCodeAt(this.#at)
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++this.#at)
  }

  #tooDeep(): JsonSyntaxError {
    this.#at--
    return this.#unexpected('exceeded max depth')
  }

  #unexpected(context: string): JsonSyntaxError {
    const code = this.#text.codePointAt(this.#at)
    if (code === undefined) return new JsonSyntaxError('unexpected end of JSON input', this.#at)
    return new JsonSyntaxError(`invalid character ${quoteByte(firstByte(code))} ${context}`, this.#at)
  }
}

const escapes: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
})

/** A float64 in our representation. */
export function float64(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value
}

/** Sets an own property, `__proto__` too. */
export function assign(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

/**
 * A copy to which keys will be added. V8 makes a new hidden class for every key that is added to `{ ...object }`, which takes a microsecond or
 * two each; where keys only change, that form is the faster one.
 */
export function copyOf(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const key in object) assign(copy, key, object[key])
  return copy
}

/** Go's scanner looks at bytes. */
function firstByte(code: number): number {
  if (code < 0x80) return code
  if (code < 0x800) return 0xc0 | (code >> 6)
  return code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18)
}

function quoteByte(byte: number): string {
  if (byte === 0x27) return "'\\''"
  if (byte === 0x22) return `'"'`
  if (byte === 0x5c) return "'\\\\'"
  const short = { 7: 'a', 8: 'b', 9: 't', 10: 'n', 11: 'v', 12: 'f', 13: 'r' }[byte]
  if (short !== undefined) return `'\\${short}'`
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`
  return `'${String.fromCharCode(byte)}'`
}

/** Lone surrogates become U+FFFD, as in Go, whose strings cannot hold them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
