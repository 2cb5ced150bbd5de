import { breakLength, breakText, isBlank, isBlankz, isBreak, isBreakz, isDigit, isDocumentIndicator, isEnd, isHex } from './chars.ts'
import type { Scanner } from './scanner.ts'
import { Style, T, type Token, token } from './token.ts'

/** What line breaks inside a flow scalar become: one break is a space, n breaks are n - 1; LS and PS stay. */
function fold(first: string, more: string): string {
  if (first === '\n') return more === '' ? ' ' : more
  return first + more
}

/** An unquoted scalar, over as many lines as its indentation allows. */
export function scanPlain(s: Scanner): Token {
  const { text, flowLevel } = s
  const start = s.pos
  const minIndent = s.indent + 1
  let value = ''
  let segment = start
  let end = start
  let folded = false
  let first = ''
  let more = ''
  for (;;) {
    if (s.pos === s.lineStart && isDocumentIndicator(text, s.pos)) break
    let c = text.charCodeAt(s.pos)
    if (c === 35) break
    let pos = s.pos
    while (!isBlankz(c)) {
      if (c === 58) {
        if (isBlankz(text.charCodeAt(pos + 1))) break
      } else if (flowLevel > 0 && (c === 44 || c === 63 || c === 91 || c === 93 || c === 123 || c === 125)) break
      c = text.charCodeAt(++pos)
    }
    if (pos > s.pos) {
      if (folded) {
        value += text.slice(segment, end) + fold(first, more)
        segment = s.pos
        folded = false
      }
      end = pos
      s.pos = pos
    }
    if (!isBlank(c) && !isBreak(c)) break
    for (;;) {
      if (isBlank(c)) {
        if (folded && c === 9 && s.pos - s.lineStart < minIndent) s.fail('found a tab character that violates indentation', s.pos, start)
        s.pos++
      } else if (isBreak(c)) {
        if (folded) more += breakText(text, s.pos)
        else {
          first = breakText(text, s.pos)
          more = ''
          folded = true
        }
        s.skipBreak()
      } else break
      c = text.charCodeAt(s.pos)
    }
    if (flowLevel === 0 && s.pos - s.lineStart < minIndent) break
  }
  if (folded) s.simpleKeyAllowed = true
  return token(T.scalar, start, end, value + text.slice(segment, end), Style.plain)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** The character that the escape at the current position stands for; steps over it. */
function scanEscape(s: Scanner, start: number): string {
  const letter = s.text[s.pos + 1] ?? ''
  const simple = ESCAPES[letter]
  if (simple !== undefined) {
    s.pos += 2
    return simple
  }
  const length = HEX_LENGTH[letter]
  if (length === undefined) s.fail('found unknown escape character', s.pos, start)
  const digits = s.pos + 2
  for (let i = 0; i < length; i++) {
    if (!isHex(s.text.charCodeAt(digits + i))) s.fail('did not find expected hexdecimal number', s.pos, start)
  }
  const code = Number.parseInt(s.text.slice(digits, digits + length), 16)
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) s.fail('found invalid Unicode character escape code', s.pos, start)
  s.pos = digits + length
  return String.fromCodePoint(code)
}

/** A scalar in single or double quotes. */
export function scanQuoted(s: Scanner, single: boolean): Token {
  const { text } = s
  const start = s.pos
  const quote = single ? 39 : 34
  let value = ''
  let segment = ++s.pos
  for (;;) {
    if (s.pos === s.lineStart && isDocumentIndicator(text, s.pos)) s.fail('found unexpected document indicator', s.pos, start)
    let c = text.charCodeAt(s.pos)
    if (isEnd(c)) s.fail('found unexpected end of stream', s.pos, start)
    let folded = false
    while (!isBlankz(c)) {
      if (c === quote) {
        if (!single || text.charCodeAt(s.pos + 1) !== 39) break
        value += text.slice(segment, s.pos + 1)
        s.pos += 2
        segment = s.pos
      } else if (!single && c === 92) {
        value += text.slice(segment, s.pos)
        if (isBreak(text.charCodeAt(s.pos + 1))) {
          s.pos++
          s.skipBreak()
          segment = s.pos
          folded = true
          break
        }
        value += scanEscape(s, start)
        segment = s.pos
      } else s.pos++
      c = text.charCodeAt(s.pos)
    }
    c = text.charCodeAt(s.pos)
    if (c === quote) break
    let first = ''
    let more = ''
    const blanks = s.pos
    for (; isBlank(c) || isBreak(c); c = text.charCodeAt(s.pos)) {
      if (isBlank(c)) s.pos++
      else {
        if (folded) more += breakText(text, s.pos)
        else {
          value += text.slice(segment, blanks)
          first = breakText(text, s.pos)
          folded = true
        }
        s.skipBreak()
      }
    }
    if (folded) {
      value += first === '' ? more : fold(first, more)
      segment = s.pos
    }
  }
  value += text.slice(segment, s.pos)
  s.pos++
  return token(T.scalar, start, s.pos, value, single ? Style.singleQuoted : Style.doubleQuoted)
}

interface Header {
  readonly chomping: -1 | 0 | 1
  readonly increment: number
}

/** `|` or `>` with its chomping and indentation indicators, up to and over the end of the line. */
function scanBlockHeader(s: Scanner, start: number): Header {
  const { text } = s
  let chomping: -1 | 0 | 1 = 0
  let increment = 0
  const sign = () => {
    const c = text.charCodeAt(s.pos)
    if (c !== 43 && c !== 45) return false
    chomping = c === 43 ? 1 : -1
    s.pos++
    return true
  }
  const digit = () => {
    const c = text.charCodeAt(s.pos)
    if (!isDigit(c)) return
    if (c === 48) s.fail('found an indentation indicator equal to 0', s.pos, start)
    increment = c - 48
    s.pos++
  }
  s.pos++
  if (sign()) digit()
  else {
    digit()
    if (increment > 0) sign()
  }
  while (isBlank(text.charCodeAt(s.pos))) s.pos++
  if (text.charCodeAt(s.pos) === 35) while (!isBreakz(text.charCodeAt(s.pos))) s.pos++
  if (!isBreakz(text.charCodeAt(s.pos))) s.fail('did not find expected comment or line break', s.pos, start)
  if (isBreak(text.charCodeAt(s.pos))) s.skipBreak()
  return { chomping, increment }
}

/** A literal (`|`) or folded (`>`) block scalar. */
export function scanBlockScalar(s: Scanner, literal: boolean): Token {
  const { text } = s
  const start = s.pos
  const { chomping, increment } = scanBlockHeader(s, start)
  let indent = increment === 0 ? 0 : s.indent >= 0 ? s.indent + increment : increment
  let end = s.pos

  /** Steps over empty lines and indentation; finds the indentation when it was not given. */
  const breaks = (): string => {
    let found = ''
    let deepest = 0
    end = s.pos
    for (;;) {
      while ((indent === 0 || s.pos - s.lineStart < indent) && text.charCodeAt(s.pos) === 32) s.pos++
      const column = s.pos - s.lineStart
      if (column > deepest) deepest = column
      const c = text.charCodeAt(s.pos)
      if ((indent === 0 || column < indent) && c === 9) {
        s.fail('found a tab character where an indentation space is expected', s.pos, start)
      }
      if (!isBreak(c)) break
      found += breakText(text, s.pos)
      s.skipBreak()
      end = s.pos
    }
    if (indent === 0) indent = Math.max(deepest, s.indent + 1, 1)
    return found
  }

  const pieces: string[] = []
  let leading = ''
  let trailing = breaks()
  let wasBlank = false
  while (s.pos - s.lineStart === indent && !isEnd(text.charCodeAt(s.pos))) {
    const blank = isBlank(text.charCodeAt(s.pos))
    if (!literal && !wasBlank && !blank && leading === '\n') {
      if (trailing === '') pieces.push(' ')
    } else pieces.push(leading)
    pieces.push(trailing)
    wasBlank = blank
    const from = s.pos
    let pos = from
    while (!isBreakz(text.charCodeAt(pos))) pos++
    pieces.push(text.slice(from, pos))
    s.pos = pos
    if (isBreak(text.charCodeAt(pos))) {
      leading = breakText(text, pos)
      s.pos += breakLength(text, pos)
      s.line++
      s.lineStart = s.pos
    } else leading = ''
    trailing = breaks()
  }
  if (chomping !== -1) pieces.push(leading)
  if (chomping === 1) pieces.push(trailing)
  return token(T.scalar, start, end, pieces.join(''), literal ? Style.literal : Style.folded)
}
