/** Kinds of tokens: operators and punctuation stand for themselves. */
export type TokenKind = 'identifier' | 'escaped' | 'int' | 'uint' | 'float' | 'string' | 'bytes' | 'end' | Symbols
type Symbols =
  | '==' | '!=' | '<' | '<=' | '>=' | '>' | '&&' | '||' | '[' | ']' | '{' | '}' | '(' | ')' | '.' | ',' | '-' | '!' | '?' | ':' | '+' | '*' | '/' | '%'
  | 'in' | 'true' | 'false' | 'null' // biome-ignore format: a list

export interface Token {
  readonly kind: TokenKind
  /** UTF-16 offsets. */
  readonly start: number
  readonly end: number
}

/** Called with the text that no token begins with, and where it starts. */
export type OnBadText = (text: string, offset: number) => void

const NUMBER = /0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+[uU]?|\.\d+(?:[eE][+-]?\d+)?/y
const ESCAPED = /`[A-Za-z0-9_./ -]+`/y
const SYMBOLS = '<>[]{}().,-!?:+*/%'
const PAIRS: ReadonlySet<string> = new Set(['==', '!=', '<=', '>=', '&&', '||'])
const ESCAPE = /\\(?:[abfnrtv"'\\?`]|[0-3][0-7][0-7]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y
const PREFIXES: ReadonlySet<string> = new Set(['b', 'B', 'r', 'R', 'br', 'bR', 'Br', 'BR'])
const KEYWORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null'])

/**
 * The tokens of an expression, ending with `end`. Never fails: text that is no token is reported and skipped. What most of an expression consists of is
 * read without regular expressions, which take long to be compiled and which most expressions need none of.
 */
export function tokenize(text: string, onBadText: OnBadText): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const hidden = endOfHidden(text, at)
    if (hidden > at) {
      at = hidden
      continue
    }
    const token = readWord(text, at) ?? readSymbol(text, at) ?? readString(text, at) ?? readNumber(text, at) ?? readEscaped(text, at)
    const end = token ? token.end : endOfBadText(text, at)
    if (token) tokens.push(token)
    else onBadText(text.slice(at, end), at)
    at = end
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length })
  return tokens
}

/** The end of white space or of a comment. */
function endOfHidden(text: string, at: number): number {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  let end = at
  while (end < text.length && '\t \r\n\f'.includes(text[end]!)) end++
  return end
}

/** A name or keyword, unless it is the prefix of a string. */
function readWord(text: string, start: number): Token | undefined {
  if (!isLetter(text.charCodeAt(start))) return undefined
  let end = start + 1
  while (end < text.length && (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++
  const word = text.slice(start, end)
  const kind = KEYWORDS.has(word) ? (word as TokenKind) : 'identifier'
  return (PREFIXES.has(word) ? readString(text, start) : undefined) ?? { kind, start, end }
}

function readSymbol(text: string, start: number): Token | undefined {
  const pair = text.slice(start, start + 2)
  if (PAIRS.has(pair)) return { kind: pair as TokenKind, start, end: start + 2 }
  const char = text[start]!
  // A dot may begin a number.
  const symbol = SYMBOLS.includes(char) && !(char === '.' && isDigit(text.charCodeAt(start + 1)))
  return symbol ? { kind: char as TokenKind, start, end: start + 1 } : undefined
}

function readString(text: string, start: number): Token | undefined {
  let open = start
  if (text[open] === 'b' || text[open] === 'B') open++
  const kind = open > start ? 'bytes' : 'string'
  if (text[open] === 'r' || text[open] === 'R') open++
  if (text[open] !== '"' && text[open] !== "'") return undefined
  const end = endOfString(text, start, open)
  return end < 0 ? undefined : { kind, start, end }
}

function readNumber(text: string, start: number): Token | undefined {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  if (end > start && !'.eExuU'.includes(text[end] ?? ' ')) return { kind: 'int', start, end }
  if (end === start && text[start] !== '.') return undefined
  NUMBER.lastIndex = start
  return NUMBER.test(text) ? { kind: numberKind(text.slice(start, NUMBER.lastIndex)), start, end: NUMBER.lastIndex } : undefined
}

function numberKind(text: string): TokenKind {
  if (/[uU]$/.test(text)) return 'uint'
  return !text.startsWith('0x') && /[.eE]/.test(text) ? 'float' : 'int'
}

function readEscaped(text: string, start: number): Token | undefined {
  if (text[start] !== '`') return undefined
  ESCAPED.lastIndex = start
  return ESCAPED.test(text) ? { kind: 'escaped', start, end: ESCAPED.lastIndex } : undefined
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

/** Where a lexer that reads greedily gives up: `&x` and `=x` fail at the second character, everything else at the first. */
function endOfBadText(text: string, at: number): number {
  const first = text.codePointAt(at)!
  const one = at + (first > 0xffff ? 2 : 1)
  const char = text[at]
  if (char === '"' || char === "'") return -endOfString(text, at, at)
  if ((char === '&' || char === '|' || char === '=') && one < text.length) return one + (text.codePointAt(one)! > 0xffff ? 2 : 1)
  if (char === '`') {
    let end = one
    while (end < text.length && /[A-Za-z0-9_./ -]/.test(text[end]!)) end++
    return Math.min(end + 1, text.length)
  }
  return one
}

/** The end of the string literal whose quotes begin at `open`, or, negated, where it stops being one. The longest form wins, so `'''` is tried first. */
function endOfString(text: string, start: number, open: number): number {
  const quote = text[open]!
  const raw = open > start && (text[open - 1] === 'r' || text[open - 1] === 'R')
  const triple = quote.repeat(3)
  if (text.startsWith(triple, open)) {
    const end = raw ? text.indexOf(triple, open + 3) + 3 : endOfTriple(text, open + 3, triple)
    if (end > open + 3) return end
  }
  let at = open + 1
  while (at < text.length) {
    const char = text[at]
    if (char === quote) return at + 1
    if (char === '\n' || char === '\r') return -(at + 1)
    if (char === '\\' && !raw) {
      ESCAPE.lastIndex = at
      if (!ESCAPE.test(text)) return -Math.min(at + 2, text.length)
      at = ESCAPE.lastIndex
    } else at++
  }
  return -at
}

function endOfTriple(text: string, from: number, triple: string): number {
  let at = from
  while (at < text.length) {
    if (text.startsWith(triple, at)) return at + 3
    if (text[at] === '\\') {
      ESCAPE.lastIndex = at
      if (!ESCAPE.test(text)) return -1
      at = ESCAPE.lastIndex
    } else at++
  }
  return -1
}
