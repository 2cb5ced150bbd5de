import type { Expr } from './ast.ts'
import type { Token, TokenKind } from './lexer.ts'
import { BadEscape, parseDouble, parseInteger, parseUnsigned, unescapeBytes, unescapeString } from './literals.ts'
import { type Issue, Source } from './source.ts'
import { BoolType, BytesType, type CelType, DoubleType, IntType, NullType, StringType, UintType } from './types.ts'
import type { Value } from './value.ts'

/** Depth at which cel-go stops, which Kubernetes leaves as it is. */
const MAX_DEPTH = 250

/** Thrown inside the parser to stop at a syntax error after which nothing is certain. */
export class Stop {}

export type Rule = 'expr' | 'relation' | 'calc' | 'member'

/** Reads tokens, gives out ids, and says what is wrong in the words of cel-go's generated parser. */
export abstract class TokenCursor {
  protected readonly text: string
  protected readonly positions: number[] = [0]
  protected readonly issues: Issue[] = []
  protected tokens: readonly Token[] = []
  protected at = 0
  /** How many contexts of each grammar rule are open, which cel-go limits one by one. */
  protected readonly open: Record<Rule, number> = { expr: 0, relation: 0, calc: 0, member: 0 }
  /** Height of the expression that was parsed last, which cel-go limits as well. */
  protected height = 0
  readonly #source: Source
  /** What may end each construct that is open, innermost last. */
  readonly #closers: (readonly TokenKind[])[] = [['end']]
  /** The token before which a missing one was made up: nothing else is said about it. */
  #conjuredAt = -1

  constructor(text: string) {
    this.text = text
    this.#source = new Source(text)
  }

  protected kind(): TokenKind {
    return this.tokens[this.at]!.kind
  }

  protected take(): Token {
    return this.tokens[this.at++]!
  }

  protected textOf(token: Token): string {
    return token.kind === 'end' ? '<EOF>' : this.text.slice(token.start, token.end)
  }

  protected id(offset: number): number {
    return this.positions.push(offset) - 1
  }

  protected report(offset: number, message: string): Expr {
    this.issues.push({ message, ...this.#source.location(offset) })
    return { kind: 'unspecified', id: this.id(offset) }
  }

  protected syntax(offset: number, message: string): void {
    this.report(offset, `Syntax error: ${message}`)
  }

  protected general(message: string): void {
    this.issues.push({ message, line: -1, column: 0 })
  }

  /** Fails at a token from which cel-go's parser recovers in ways of its own. */
  protected mismatch(expected: string): never {
    const token = this.tokens[this.at]!
    if (this.at !== this.#conjuredAt) this.syntax(token.start, `mismatched input '${visible(this.textOf(token))}' expecting ${expected}`)
    throw new Stop()
  }

  /** Passes over a token without which the text would go on well. */
  protected skip(expected: string): void {
    const token = this.take()
    this.syntax(token.start, `extraneous input '${visible(this.textOf(token))}' expecting ${expected}`)
    if (token.kind === 'end') throw new Stop()
  }

  protected noViable(from: Token): void {
    const token = this.tokens[this.at]!
    this.syntax(token.start, `no viable alternative at input '${visible(this.text.slice(from.start, token.end))}'`)
  }

  protected expect(kind: TokenKind, expected: string): Token {
    if (this.kind() !== kind) {
      if (this.tokens[this.at + 1]?.kind !== kind) this.mismatch(expected)
      this.skip(expected)
    }
    return this.take()
  }

  /** Parses what stands between here and one of the tokens that may end it. */
  protected inside<T>(closers: readonly TokenKind[], run: () => T): T {
    this.#closers.push(closers)
    const result = run()
    this.#closers.pop()
    return result
  }

  /** How many constructs are open that wait for a closing token. */
  protected get depth(): number {
    return this.#closers.length - 1
  }

  /** A closing token, or the colon of an entry or conditional. Where the text goes on as if it were there, cel-go says that it is missing, and goes on. */
  protected close(kind: TokenKind): Token {
    const token = this.tokens[this.at]!
    if (token.kind === kind) return this.take()
    if (this.tokens[this.at + 1]?.kind === kind) {
      this.skip(`'${kind}'`)
      return this.take()
    }
    const goesOn = kind === ':' ? STARTERS.has(token.kind) : this.#closers.at(-1)!.includes(token.kind)
    if (!goesOn || this.at === this.#conjuredAt) this.mismatch(`'${kind}'`)
    this.syntax(token.start, `missing '${kind}' at '${visible(this.textOf(token))}'`)
    this.#conjuredAt = this.at
    return token
  }

  /** The end of a list, map or struct: perhaps a comma, and the bracket. */
  protected closeEntries(kind: ']' | '}'): void {
    const expected = `{'${kind}', ','}`
    if (this.kind() !== kind && this.kind() !== ',') {
      const next = this.tokens[this.at + 1]?.kind
      if (next !== kind && next !== ',') this.mismatch(expected)
      this.skip(expected)
    }
    if (this.kind() === ',') this.at++
    this.close(kind)
  }

  /** Whether the comma here is followed by another entry. */
  protected hasNext(starts: (kind: TokenKind) => boolean): boolean {
    if (this.kind() !== ',' || !starts(this.tokens[this.at + 1]!.kind)) return false
    this.at++
    return true
  }

  /** Fails unless an expression can begin here, or one of the other tokens stands here. */
  protected begin(expected: string, ...others: readonly TokenKind[]): void {
    const fits = (token: Token | undefined) => token !== undefined && (STARTERS.has(token.kind) || others.includes(token.kind))
    if (fits(this.tokens[this.at])) return
    if (!fits(this.tokens[this.at + 1])) this.mismatch(expected)
    this.skip(expected)
  }

  protected enter(rule: Rule): void {
    if (++this.open[rule] > MAX_DEPTH) {
      this.general(`expression recursion limit exceeded: ${MAX_DEPTH}`)
      throw new Stop()
    }
  }

  protected grow(height: number): void {
    this.height = height + 1
    if (this.height > MAX_DEPTH) {
      this.general('max recursion depth exceeded')
      throw new Stop()
    }
  }

  protected literal(offset: number, type: CelType, value: Value): Expr {
    return { kind: 'literal', id: this.id(offset), type, value }
  }

  protected constant(token: Token): Expr {
    const start = token.start
    const negative = token.kind === '-'
    if (negative) {
      const next = this.tokens[this.at + 1]!.kind
      if (next === 'int' || next === 'float') token = this.tokens[++this.at]!
    }
    const text = this.textOf(token)
    let value: Value
    switch (token.kind) {
      case 'int':
        this.at++
        value = parseInteger(text, negative)
        return value === undefined ? this.report(start, 'invalid int literal') : this.literal(start, IntType, value)
      case 'uint':
        this.at++
        value = parseUnsigned(text)
        return value === undefined ? this.report(start, 'invalid uint literal') : this.literal(start, UintType, value)
      case 'float':
        this.at++
        value = parseDouble(negative ? `-${text}` : text)
        return value === undefined ? this.report(start, 'invalid double literal') : this.literal(start, DoubleType, value)
      case 'string':
        this.at++
        return this.textLiteral(start, StringType, unescapeString(text))
      case 'bytes':
        this.at++
        return this.textLiteral(start, BytesType, unescapeBytes(text.slice(1)))
      case 'true':
      case 'false':
        this.at++
        return this.literal(start, BoolType, token.kind === 'true')
      case 'null':
        this.at++
        return this.literal(start, NullType, null)
      default:
        this.begin(EXPRESSION)
        return this.mismatch(EXPRESSION)
    }
  }

  protected textLiteral(start: number, type: CelType, value: string | Uint8Array | BadEscape): Expr {
    return value instanceof BadEscape ? this.report(start, value.message) : this.literal(start, type, value)
  }
}

export function visible(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
}

export const STARTERS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  '[',
  '{',
  '(',
  '.',
  '-',
  '!',
  'true',
  'false',
  'null',
  'float',
  'int',
  'uint',
  'string',
  'bytes',
  'identifier',
])
const TOKENS = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
export const EXPRESSION = `{'[', '{', '(', '.', '-', '!', ${TOKENS}`
export const EXPRESSION_OR_OPTIONAL = `{'[', '{', '(', '.', '-', '!', '?', ${TOKENS}`
export const EXPRESSION_OR_CLOSE = `{'[', '{', '(', ')', '.', '-', '!', ${TOKENS}`
export const ELEMENT_OR_CLOSE = `{'[', ']', '{', '(', '.', ',', '-', '!', '?', ${TOKENS}`
export const ENTRY_OR_CLOSE = `{'[', '{', '}', '(', '.', ',', '-', '!', '?', ${TOKENS}`
