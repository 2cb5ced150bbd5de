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

const SPACE = /[\t \r\n\f]+/y
const COMMENT = /\/\/[^\n]*/y
const NUMBER = /0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+[uU]?|\.\d+(?:[eE][+-]?\d+)?/y
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y
const ESCAPED = /`[A-Za-z0-9_./ -]+`/y
const SYMBOL = /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y
const STRING_PREFIX = /[bB]?[rR]?(?="|')/y
const ESCAPE = /\\(?:[abfnrtv"'\\?`]|[0-3][0-7][0-7]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y
const KEYWORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null'])

/** The tokens of an expression, ending with `end`. Never fails: text that is no token is reported and skipped. */
export function tokenize(text: string, onBadText: OnBadText): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex : -1
  }
  const readString = (): Token | undefined => {
    const open = match(STRING_PREFIX)
    const end = open < 0 ? -1 : endOfString(text, at, open)
    return end < 0 ? undefined : { kind: text[at] === 'b' || text[at] === 'B' ? 'bytes' : 'string', start: at, end }
  }
  const readPlain = (): Token | undefined => {
    for (const [pattern, kindOf] of PLAIN) {
      const end = match(pattern)
      if (end >= 0) return { kind: kindOf(text.slice(at, end)), start: at, end }
    }
    return undefined
  }
  while (at < text.length) {
    const hidden = Math.max(match(SPACE), match(COMMENT))
    if (hidden >= 0) {
      at = hidden
      continue
    }
    const token = readString() ?? readPlain()
    const end = token ? token.end : endOfBadText(text, at)
    if (token) tokens.push(token)
    else onBadText(text.slice(at, end), at)
    at = end
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length })
  return tokens
}

function numberKind(text: string): TokenKind {
  if (/[uU]$/.test(text)) return 'uint'
  return !text.startsWith('0x') && /[.eE]/.test(text) ? 'float' : 'int'
}

/** Tokens that one pattern decides, in the order of trying. */
const PLAIN: readonly (readonly [RegExp, (text: string) => TokenKind])[] = [
  [NUMBER, numberKind],
  [WORD, text => (KEYWORDS.has(text) ? (text as TokenKind) : 'identifier')],
  [ESCAPED, () => 'escaped'],
  [SYMBOL, text => text as TokenKind],
]

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
