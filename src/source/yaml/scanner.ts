import { breakLength, isBlank, isBlankz, isBreak, isBreakz, isDocumentIndicator, isEnd } from './chars.ts'
import { SyntaxProblem } from './error.ts'
import { scanBlockScalar, scanPlain, scanQuoted } from './scalars.ts'
import { scanAnchor, scanDirective, scanTag } from './tags.ts'
import { T, type Token, type TokenType, token } from './token.ts'

/** Nesting that kubectl's parser still reads, in flow collections and in indents. */
const MAX_DEPTH = 10_000
/** A key without `?` must fit on one line and into this many characters. */
const MAX_SIMPLE_KEY = 1024

/** A token that turns out to be a key when a `:` follows. */
interface SimpleKey {
  possible: boolean
  /** In a block mapping nothing but a key may stand here, so a missing `:` is an error. */
  required: boolean
  /** Whether the token is held back for a `:` to come. An empty flow collection is let go as soon as it is closed. */
  waits: boolean
  tokenNumber: number
  offset: number
  line: number
  column: number
}

/**
 * Cuts a YAML 1.1 document into tokens with libyaml's rules, which kubectl follows: a mapping announces itself only when its first `:` comes,
 * so tokens wait in a queue while the head may still turn out to be a key.
 * @see https://yaml.org/spec/1.1/ and sigs.k8s.io/yaml, whose decisions are the reference wherever the specification leaves room
 */
export class Scanner {
  readonly text: string
  pos = 0
  line = 0
  lineStart = 0
  indent = -1
  flowLevel = 0
  simpleKeyAllowed = true

  readonly #tokens: Token[] = []
  #head = 0
  #parsed = 0
  #available = false
  readonly #indents: number[] = []
  readonly #keys: SimpleKey[] = [{ possible: false, required: false, waits: false, tokenNumber: 0, offset: 0, line: 0, column: 0 }]

  constructor(text: string) {
    this.text = text
    if (text.charCodeAt(0) === 0xfeff) {
      this.pos = 1
      this.lineStart = 1
    }
  }

  /** The next token, which stays the next until `skip`. */
  peek(): Token {
    if (!this.#available) {
      this.#fill()
      this.#available = true
    }
    return this.#tokens[this.#head] as Token
  }

  skip(): void {
    this.#available = false
    this.#parsed++
    this.#head++
    if (this.#head === this.#tokens.length) {
      this.#tokens.length = 0
      this.#head = 0
    }
  }

  fail(problem: string, offset: number, contextOffset?: number): never {
    throw new SyntaxProblem(problem, offset, contextOffset)
  }

  /** Steps over the break at the current position. */
  skipBreak(): void {
    this.pos += breakLength(this.text, this.pos)
    this.line++
    this.lineStart = this.pos
  }

  #fill(): void {
    while (this.#head === this.#tokens.length || this.#headMayBeKey()) this.#fetch()
  }

  #headMayBeKey(): boolean {
    const keys = this.#keys
    let low = 0
    let high = keys.length - 1
    // Token numbers rise from the bottom of the stack to its top, so the head's key is found by halving.
    while (low < high) {
      const middle = (low + high) >> 1
      if ((keys[middle] as SimpleKey).tokenNumber < this.#parsed) low = middle + 1
      else high = middle
    }
    const key = keys[low] as SimpleKey
    if (key.tokenNumber !== this.#parsed) return false
    if (key.waits && this.#isValid(key)) return true
    const twin = keys[low + 1]
    return twin !== undefined && twin.tokenNumber === this.#parsed && twin.waits && this.#isValid(twin)
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.line < this.line || key.offset + MAX_SIMPLE_KEY < this.pos) {
      if (key.required) this.fail("could not find expected ':'", this.pos, key.offset)
      key.possible = false
      return false
    }
    return true
  }

  #saveSimpleKey(): void {
    if (!this.simpleKeyAllowed) return
    this.#removeSimpleKey()
    const key = this.#keys[this.#keys.length - 1] as SimpleKey
    key.possible = true
    key.required = this.flowLevel === 0 && this.indent === this.pos - this.lineStart
    key.waits = true
    key.tokenNumber = this.#parsed + this.#tokens.length - this.#head
    key.offset = this.pos
    key.line = this.line
    key.column = this.pos - this.lineStart
  }

  #removeSimpleKey(): void {
    const key = this.#keys[this.#keys.length - 1] as SimpleKey
    if (key.possible && key.required) this.fail("could not find expected ':'", this.pos, key.offset)
    key.possible = false
  }

  #push(made: Token): void {
    this.#tokens.push(made)
  }

  /** Puts a token before the one with number `before`; at the end where that is gone, or none. */
  #insert(before: number, made: Token): void {
    if (before < this.#parsed) this.#tokens.push(made)
    else this.#tokens.splice(this.#head + before - this.#parsed, 0, made)
  }

  #indicator(type: TokenType, length: number): void {
    this.#push(token(type, this.pos, this.pos + length))
    this.pos += length
  }

  /** Opens a block collection at `column`, before the token with number `before` (or at the end of the queue). */
  #rollIndent(column: number, before: number, type: TokenType, offset: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return
    this.#indents.push(this.indent)
    this.indent = column
    if (this.#indents.length > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`, offset)
    this.#insert(before, token(type, offset, offset))
  }

  #unrollIndent(column: number): void {
    if (this.flowLevel > 0) return
    while (this.indent > column) {
      this.#push(token(T.blockEnd, this.pos, this.pos))
      this.indent = this.#indents.pop() as number
    }
  }

  #skipToToken(): void {
    const text = this.text
    for (;;) {
      let c = text.charCodeAt(this.pos)
      // A tab may separate, but where a key may start it would be indentation.
      while (c === 32 || (c === 9 && (this.flowLevel > 0 || !this.simpleKeyAllowed))) c = text.charCodeAt(++this.pos)
      if (c === 35) while (!isBreakz(c)) c = text.charCodeAt(++this.pos)
      if (!isBreak(c)) return
      this.skipBreak()
      if (this.flowLevel === 0) this.simpleKeyAllowed = true
    }
  }

  #fetch(): void {
    this.#skipToToken()
    const { text } = this
    const column = this.pos - this.lineStart
    this.#unrollIndent(column)
    const c = text.charCodeAt(this.pos)
    if (isEnd(c)) {
      this.#streamEnd()
      return
    }
    if (column === 0) {
      if (c === 37) {
        this.#directive()
        return
      }
      if (isDocumentIndicator(text, this.pos)) {
        this.#documentIndicator(c === 45 ? T.documentStart : T.documentEnd)
        return
      }
    }
    switch (c) {
      case 91:
        this.#flowStart(T.flowSequence)
        return
      case 123:
        this.#flowStart(T.flowMapping)
        return
      case 93:
        this.#flowEnd(T.flowSequenceEnd)
        return
      case 125:
        this.#flowEnd(T.flowMappingEnd)
        return
      case 44:
        this.#removeSimpleKey()
        this.simpleKeyAllowed = true
        this.#indicator(T.flowEntry, 1)
        return
      case 45:
        if (isBlankz(text.charCodeAt(this.pos + 1))) {
          this.#blockEntry(column)
          return
        }
        this.#plain()
        return
      case 63:
        if (this.flowLevel > 0 || isBlankz(text.charCodeAt(this.pos + 1))) {
          this.#key(column)
          return
        }
        this.#plain()
        return
      case 58:
        if (this.flowLevel > 0 || isBlankz(text.charCodeAt(this.pos + 1))) {
          this.#value(column)
          return
        }
        this.#plain()
        return
      case 42:
      case 38:
        this.#saveSimpleKey()
        this.simpleKeyAllowed = false
        this.#push(scanAnchor(this, c === 42 ? T.alias : T.anchor))
        return
      case 33:
        this.#saveSimpleKey()
        this.simpleKeyAllowed = false
        this.#push(scanTag(this))
        return
      case 124:
      case 62:
        if (this.flowLevel > 0) break
        this.#removeSimpleKey()
        this.simpleKeyAllowed = true
        this.#push(scanBlockScalar(this, c === 124))
        return
      case 39:
      case 34:
        this.#saveSimpleKey()
        this.simpleKeyAllowed = false
        this.#push(scanQuoted(this, c === 39))
        return
      case 35:
      case 37:
      case 64:
      case 96:
        break
      default:
        if (!isBlank(c)) {
          this.#plain()
          return
        }
    }
    this.fail('found character that cannot start any token', this.pos)
  }

  #plain(): void {
    this.#saveSimpleKey()
    this.simpleKeyAllowed = false
    this.#push(scanPlain(this))
  }

  #streamEnd(): void {
    if (this.pos !== this.lineStart) {
      this.line++
      this.lineStart = this.pos
    }
    this.#unrollIndent(-1)
    this.#removeSimpleKey()
    this.simpleKeyAllowed = false
    this.#push(token(T.streamEnd, this.pos, this.pos))
  }

  #directive(): void {
    this.#unrollIndent(-1)
    this.#removeSimpleKey()
    this.simpleKeyAllowed = false
    this.#push(scanDirective(this))
  }

  #documentIndicator(type: TokenType): void {
    this.#unrollIndent(-1)
    this.#removeSimpleKey()
    this.simpleKeyAllowed = false
    this.#indicator(type, 3)
  }

  #flowStart(type: TokenType): void {
    this.#saveSimpleKey()
    const tokenNumber = this.#parsed + this.#tokens.length - this.#head
    this.#keys.push({ possible: false, required: false, waits: false, tokenNumber, offset: this.pos, line: this.line, column: 0 })
    if (++this.flowLevel > MAX_DEPTH) this.fail(`exceeded max depth of ${MAX_DEPTH}`, this.pos)
    this.simpleKeyAllowed = true
    this.#indicator(type, 1)
  }

  #flowEnd(type: TokenType): void {
    this.#removeSimpleKey()
    if (this.flowLevel > 0) {
      this.flowLevel--
      const closed = this.#keys.pop() as SimpleKey
      const outer = this.#keys[this.#keys.length - 1] as SimpleKey
      if (outer.tokenNumber === closed.tokenNumber) outer.waits = false
    }
    this.simpleKeyAllowed = false
    this.#indicator(type, 1)
  }

  #blockEntry(column: number): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) this.fail('block sequence entries are not allowed in this context', this.pos)
      this.#rollIndent(column, -1, T.blockSequence, this.pos)
    }
    this.#removeSimpleKey()
    this.simpleKeyAllowed = true
    this.#indicator(T.blockEntry, 1)
  }

  #key(column: number): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) this.fail('mapping keys are not allowed in this context', this.pos)
      this.#rollIndent(column, -1, T.blockMapping, this.pos)
    }
    this.#removeSimpleKey()
    this.simpleKeyAllowed = this.flowLevel === 0
    this.#indicator(T.key, 1)
  }

  #value(column: number): void {
    const key = this.#keys[this.#keys.length - 1] as SimpleKey
    if (this.#isValid(key)) {
      this.#insert(key.tokenNumber, token(T.key, key.offset, key.offset))
      this.#rollIndent(key.column, key.tokenNumber, T.blockMapping, key.offset)
      key.possible = false
      this.simpleKeyAllowed = false
    } else {
      if (this.flowLevel === 0) {
        if (!this.simpleKeyAllowed) this.fail('mapping values are not allowed in this context', this.pos)
        this.#rollIndent(column, -1, T.blockMapping, this.pos)
      }
      this.simpleKeyAllowed = this.flowLevel === 0
    }
    this.#indicator(T.value, 1)
  }
}
