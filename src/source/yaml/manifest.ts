import type { Entry, Place } from '../tree.ts'
import { resolvePlain } from './resolve.ts'

// Most manifests are written in a small part of YAML: mappings and lists by indentation, scalars on one line, now and then a short `[a, b]` or
// `{a: b}`. What lies in this part means the same here as to the reader of the whole language; whatever does not is left to that one.

export interface ManifestOptions {
  /** Also build the tree of places. */
  readonly places?: boolean
  readonly maxDepth?: number
  readonly maxScalar?: number
}

export interface Manifest {
  readonly value: unknown
  readonly place: Place | undefined
}

/** Deeper ones are left to the reader of the whole language, and so are longer keys. */
const MAX_DEPTH = 64
const MAX_KEY = 128

/** The JSON value of a text, or undefined where it takes the whole language to read it. */
export function readManifest(text: string, options: ManifestOptions = {}): Manifest | undefined {
  const { places = false, maxDepth = MAX_DEPTH, maxScalar = text.length } = options
  if (maxDepth < MAX_DEPTH || maxScalar < text.length || !text.endsWith('\n')) return undefined
  return new ManifestReader(text, places).read()
}

const NEWLINE = 10
const SPACE = 32
const HASH = 35
const DASH = 45
const COLON = 58

/** What stands behind a backslash in double quotes, and what the two are. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
])

/** What a reader answers where it gives up; never a value of a manifest. */
const givenUp: unique symbol = Symbol('given up')

class ManifestReader {
  readonly #text: string
  /** Where the reader stands: after `#toContent` at the first character of a line's content. */
  #at = 0
  /** The column of that character; -1 at the end of the text. */
  #column = -1
  #depth = 0
  readonly #places: boolean
  /** That of the value which was read last, where places are wanted. */
  #place: Place | undefined

  constructor(text: string, places: boolean) {
    this.#text = text
    this.#places = places
  }

  read(): Manifest | undefined {
    if (this.#text.startsWith('---')) {
      this.#at = 3
      if (!this.#toLineEnd()) return undefined
    }
    if (!this.#toContent() || this.#column < 0) return undefined
    const value = this.#block(this.#column, false)
    return value === givenUp || this.#column >= 0 ? undefined : { value, place: this.#place }
  }

  /** Goes to the next line that is neither empty nor a comment; false where a character stands in the way. */
  #toContent(): boolean {
    const text = this.#text
    let at = this.#at
    for (;;) {
      const lineStart = at
      let c = text.charCodeAt(at)
      while (c === SPACE) c = text.charCodeAt(++at)
      if (c === HASH) {
        at = commentEnd(text, at)
        if (at < 0) return false
      } else if (c !== NEWLINE) {
        this.#at = at
        this.#column = at < text.length ? at - lineStart : -1
        return true
      }
      at++
    }
  }

  /** Steps over the rest of a line, in which nothing but a comment may stand. */
  #toLineEnd(): boolean {
    const text = this.#text
    let at = this.#at
    while (text.charCodeAt(at) === SPACE) at++
    if (text.charCodeAt(at) === HASH) {
      if (at === this.#at) return false
      at = commentEnd(text, at)
    }
    if (at < 0 || text.charCodeAt(at) !== NEWLINE) return false
    this.#at = at + 1
    return true
  }

  /** The mapping or list that begins here. The list of a key may stand in the column of the key: it is `indentless`. */
  #block(column: number, indentless: boolean): unknown {
    if (++this.#depth > MAX_DEPTH) return givenUp
    const value = this.#startsEntry() ? this.#list(column, indentless) : this.#mapping(column)
    this.#depth--
    return value
  }

  #startsEntry(): boolean {
    return this.#text.charCodeAt(this.#at) === DASH && this.#text.charCodeAt(this.#at + 1) === SPACE
  }

  /** A list grows by more places than it needs, and stays as long as its object does: it is handed on without them. */
  #list(column: number, indentless: boolean): unknown {
    const list: unknown[] = []
    const place = this.#collection('list', false)
    while (this.#column === column) {
      if (!this.#startsEntry()) {
        if (!indentless) return givenUp
        break
      }
      const entry = this.#at
      let at = entry + 1
      while (this.#text.charCodeAt(at) === SPACE) at++
      this.#at = at
      const value = this.#keyEnd(at) < 0 ? this.#lineValue() : this.#inner(column + at - entry)
      if (value === givenUp) return givenUp
      list.push(value)
      this.#placeItem(place)
    }
    this.#place = place
    return this.#column > column ? givenUp : list.slice()
  }

  /** A mapping whose first key stands behind the dash of its entry. */
  #inner(column: number): unknown {
    this.#column = column
    return this.#block(column, false)
  }

  #mapping(column: number): unknown {
    const map: Record<string, unknown> = {}
    const place = this.#collection('map', false)
    while (this.#column === column) {
      const start = this.#at
      const key = this.#key(map)
      if (key === undefined) return givenUp
      const end = this.#at - 1
      const value = this.#value(column)
      if (value === givenUp) return givenUp
      map[key] = value
      this.#placeEntry(place, key, start, end)
    }
    this.#place = place
    return this.#column > column ? givenUp : map
  }

  /** Where the colon of a key stands; negative where no plain key begins. */
  #keyEnd(start: number): number {
    const text = this.#text
    let at = start
    while (isWord(text.charCodeAt(at))) at++
    if (at === start || at - start > MAX_KEY || text.charCodeAt(at) !== COLON || text.charCodeAt(start) === DASH) return -1
    const next = text.charCodeAt(at + 1)
    return next === SPACE || next === NEWLINE ? at : -1
  }

  /** What stands behind the colon of a key in `column`, in its line or below it. */
  #value(column: number): unknown {
    const text = this.#text
    const colon = this.#at
    let at = colon
    while (text.charCodeAt(at) === SPACE) at++
    const c = text.charCodeAt(at)
    if (c !== NEWLINE && c !== HASH) {
      this.#at = at
      return this.#lineValue()
    }
    if (!this.#toLineEnd() || !this.#toContent()) return givenUp
    if (this.#column > column) return this.#block(this.#column, false)
    if (this.#column === column && this.#startsEntry()) return this.#block(column, true)
    this.#placeScalar(colon, colon)
    return null
  }

  /** A value that ends with its line, and with it the line. A deeper line would go on with it: the list or mapping around it gives up there. */
  #lineValue(): unknown {
    const value = this.#inline()
    if (value === givenUp || !this.#toLineEnd() || !this.#toContent()) return givenUp
    return value
  }

  #inline(): unknown {
    const c = this.#text.charCodeAt(this.#at)
    if (c === 34 || c === 39) return this.#quoted(c)
    if (c === 91 || c === 123) return this.#flow()
    return this.#plain()
  }

  /** A scalar in quotes, with none but the commonest escapes. */
  #quoted(quote: number): unknown {
    const text = this.#text
    const start = this.#at + 1
    let isEscaped = false
    let at = start
    for (let c = text.charCodeAt(at); c !== quote; c = text.charCodeAt(++at)) {
      if (!isOrdinary(c)) return givenUp
      if (c !== 92 || quote !== 34) continue
      if (!ESCAPES.has(text.charAt(++at))) return givenUp
      isEscaped = true
    }
    if (text.charCodeAt(at + 1) === quote) return givenUp
    this.#at = at + 1
    this.#placeScalar(start - 1, at + 1)
    const written = text.slice(start, at)
    return isEscaped ? written.replace(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter)!) : written
  }

  /** A scalar without quotes, up to the end of the line or a comment. */
  #plain(): unknown {
    const text = this.#text
    const start = this.#at
    let end = start
    let at = start
    let c = text.charCodeAt(at)
    if (!isWord(c) || (c === DASH && text.charCodeAt(at + 1) <= SPACE)) return givenUp
    for (; c !== NEWLINE; c = text.charCodeAt(++at)) {
      if (c === SPACE) {
        if (text.charCodeAt(at + 1) === HASH) break
        continue
      }
      if (!isOrdinary(c) || (c === COLON && text.charCodeAt(at + 1) <= SPACE)) return givenUp
      end = at + 1
    }
    this.#at = end
    this.#placeScalar(start, end)
    return wordAt(text, start, end)
  }

  /** `[a, b]` or `{a: b}` of words and quoted scalars. */
  #flow(): unknown {
    const text = this.#text
    const close = text.charCodeAt(this.#at) === 91 ? 93 : 125
    const isMap = close === 125
    const list: unknown[] = []
    const map: Record<string, unknown> = {}
    const place = this.#collection(isMap ? 'map' : 'list', true)
    if (++this.#depth > MAX_DEPTH) return givenUp
    this.#at++
    this.#skipSpaces()
    for (let first = true; text.charCodeAt(this.#at) !== close; first = false) {
      if (!first) {
        if (text.charCodeAt(this.#at++) !== 44) return givenUp
        this.#skipSpaces()
      }
      const start = this.#at
      const key = isMap ? this.#key(map) : ''
      if (key === undefined) return givenUp
      const end = this.#at - 1
      this.#skipSpaces()
      const item = this.#flowItem()
      if (item === givenUp) return givenUp
      if (isMap) {
        map[key] = item
        this.#placeEntry(place, key, start, end)
      } else {
        list.push(item)
        this.#placeItem(place)
      }
      this.#skipSpaces()
    }
    this.#at++
    this.#depth--
    if (place !== undefined) place.end = this.#at
    this.#place = place
    return isMap ? map : list.slice()
  }

  /** The key that begins here, and steps over its colon; undefined where none does that the mapping could take. */
  #key(map: object): string | undefined {
    const end = this.#keyEnd(this.#at)
    if (end < 0) return undefined
    const key = wordAt(this.#text, this.#at, end)
    this.#at = end + 1
    return typeof key !== 'string' || key === '__proto__' || Object.hasOwn(map, key) ? undefined : key
  }

  #flowItem(): unknown {
    const text = this.#text
    const start = this.#at
    const c = text.charCodeAt(start)
    if (c === 34 || c === 39) return this.#quoted(c)
    if (c === 91 || c === 123) return this.#flow()
    let at = start
    while (isWord(text.charCodeAt(at))) at++
    if (at === start || (c === DASH && at === start + 1)) return givenUp
    this.#at = at
    this.#placeScalar(start, at)
    return wordAt(text, start, at)
  }

  #placeScalar(start: number, end: number): void {
    if (this.#places) this.#place = { start, end, flow: true, kind: 'scalar' }
  }

  /** The place of a collection that begins here. */
  #collection(kind: 'map' | 'list', flow: boolean): Place | undefined {
    if (!this.#places) return undefined
    const place: Place = { start: this.#at, end: this.#at, flow, kind }
    if (kind === 'map') place.entries = new Map<string, Entry>()
    else place.items = []
    return place
  }

  #placeItem(list: Place | undefined): void {
    if (list === undefined) return
    list.items!.push(this.#place!)
    list.end = this.#place!.end
  }

  #placeEntry(map: Place | undefined, key: string, keyStart: number, keyEnd: number): void {
    if (map === undefined) return
    map.entries!.set(key, { keyStart, keyEnd, value: this.#place! })
    map.end = Math.max(keyEnd, this.#place!.end)
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++
  }
}

/** Letters, digits and what else may stand anywhere in a word: `_`, `-`, `.` and `/`. */
function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= DASH && c <= 57) || (c >= 65 && c <= 90) || c === 95
}

/** What may stand in a scalar or a comment and is no line break. */
function isOrdinary(c: number): boolean {
  return c >= SPACE && (c < 0x7f || (c >= 0xa0 && c < 0xd800 && c !== 0x2028 && c !== 0x2029))
}

/** The end of the line with a comment; negative where a character stands in the way. */
function commentEnd(text: string, start: number): number {
  let at = start
  for (let c = text.charCodeAt(at); c !== NEWLINE; c = text.charCodeAt(++at)) {
    if (!isOrdinary(c) && c !== 9) return -1
  }
  return at
}

const MAX_KNOWN = 64
const PLACES = 4096
/** Texts repeat few words. One that came twice is found by its letters, and neither cut out of the text nor looked at again. */
const words: string[] = new Array(PLACES).fill('')
const meanings: unknown[] = new Array(PLACES).fill(givenUp)
/** The hashes of the words that came last. */
const last = new Int32Array(PLACES)

/** What a plain scalar means; gives up on floats, which take more steps to become JSON. */
function wordAt(text: string, start: number, end: number): unknown {
  const length = end - start
  if (length > MAX_KNOWN) return meaningOf(text.slice(start, end))
  let hash = length
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  const place = (hash ^ (hash >>> 12)) & (PLACES - 1)
  if (words[place]!.length === length && text.startsWith(words[place]!, start)) return meanings[place]
  // A piece of a text keeps all of it in memory, and what is known stays longer than the text.
  const word = last[place] === hash ? copyOf(text.slice(start, end)) : text.slice(start, end)
  const meaning = meaningOf(word)
  if (last[place] === hash) {
    words[place] = word
    meanings[place] = meaning
  }
  last[place] = hash
  return meaning
}

/** The name of a property is a text of its own, and the quicker to name one again. */
function copyOf(word: string): string {
  const names: Record<string, true> = Object.create(null)
  names[word] = true
  return Object.keys(names)[0]!
}

function meaningOf(word: string): unknown {
  const { kind, value } = resolvePlain(word)
  return kind === 'float' || kind === 'uint' ? givenUp : value
}
