import { isBlank, isBlankz, isBreak, isBreakz, isDigit, isHex, isWord } from './chars.ts'
import type { Scanner } from './scanner.ts'
import { Style, T, type Token, token } from './token.ts'

const AFTER_ANCHOR = new Set([...'?:,]}%@`'].map(c => c.charCodeAt(0)))
const URI = new Set([...";/?:@&=+$,.!~*'()[]"].map(c => c.charCodeAt(0)))

/** `&name` or `*name`. */
export function scanAnchor(s: Scanner, type: typeof T.anchor | typeof T.alias): Token {
  const start = s.pos++
  while (isWord(s.text.charCodeAt(s.pos))) s.pos++
  const name = s.text.slice(start + 1, s.pos)
  const c = s.text.charCodeAt(s.pos)
  if (name === '' || !(isBlankz(c) || AFTER_ANCHOR.has(c))) s.fail('did not find expected alphabetic or numeric character', s.pos, start)
  return token(type, start, s.pos, name)
}

/** `!suffix`, `!!suffix`, `!handle!suffix` or `!<uri>`. */
export function scanTag(s: Scanner): Token {
  const start = s.pos
  let handle = ''
  let suffix: string
  if (s.text.charCodeAt(start + 1) === 60) {
    s.pos += 2
    suffix = scanUri(s, '', start)
    if (s.text.charCodeAt(s.pos) !== 62) s.fail("did not find the expected '>'", s.pos, start)
    s.pos++
  } else {
    handle = scanHandle(s, false, start)
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(s, '', start)
    else {
      suffix = scanUri(s, handle, start)
      handle = '!'
      // A lone `!` is the non-specific tag.
      if (suffix === '') {
        handle = ''
        suffix = '!'
      }
    }
  }
  if (!isBlankz(s.text.charCodeAt(s.pos))) s.fail('did not find expected whitespace or line break', s.pos, start)
  return token(T.tag, start, s.pos, handle, Style.plain, suffix)
}

function scanHandle(s: Scanner, directive: boolean, start: number): string {
  const from = s.pos
  if (s.text.charCodeAt(from) !== 33) s.fail("did not find expected '!'", from, start)
  s.pos++
  while (isWord(s.text.charCodeAt(s.pos))) s.pos++
  if (s.text.charCodeAt(s.pos) === 33) s.pos++
  else if (directive && s.pos !== from + 1) s.fail("did not find expected '!'", s.pos, start)
  return s.text.slice(from, s.pos)
}

function scanUri(s: Scanner, head: string, start: number): string {
  let uri = head.slice(1)
  const from = s.pos
  for (let c = s.text.charCodeAt(s.pos); isWord(c) || URI.has(c) || c === 37; c = s.text.charCodeAt(s.pos)) {
    if (c === 37) uri += scanUriEscapes(s, start)
    else uri += s.text[s.pos++]
  }
  if (head === '' && s.pos === from) s.fail('did not find expected tag URI', s.pos, start)
  return uri
}

/** `%E2%82%AC`: one character in percent-encoded UTF-8. */
function scanUriEscapes(s: Scanner, start: number): string {
  const from = s.pos
  let length = 0
  do {
    if (s.text.charCodeAt(s.pos) !== 37 || !isHex(s.text.charCodeAt(s.pos + 1)) || !isHex(s.text.charCodeAt(s.pos + 2))) {
      s.fail('did not find URI escaped octet', s.pos, start)
    }
    if (length === 0) {
      const octet = Number.parseInt(s.text.slice(s.pos + 1, s.pos + 3), 16)
      length = octet < 0x80 ? 1 : octet < 0xc0 ? 0 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : octet < 0xf8 ? 4 : 0
      if (length === 0) s.fail('found an incorrect leading UTF-8 octet', s.pos, start)
    }
    s.pos += 3
  } while (--length > 0)
  try {
    return decodeURIComponent(s.text.slice(from, s.pos))
  } catch {
    return s.fail('found an incorrect trailing UTF-8 octet', s.pos, start)
  }
}

/** `%YAML 1.1` or `%TAG ! prefix`; anything else is refused. */
export function scanDirective(s: Scanner): Token {
  const { text } = s
  const start = s.pos++
  const blanks = () => {
    while (isBlank(text.charCodeAt(s.pos))) s.pos++
  }
  while (isWord(text.charCodeAt(s.pos))) s.pos++
  const name = text.slice(start + 1, s.pos)
  if (name === '') s.fail('could not find expected directive name', s.pos, start)
  if (!isBlankz(text.charCodeAt(s.pos))) s.fail('found unexpected non-alphabetical character', s.pos, start)
  let made: Token
  if (name === 'YAML') {
    blanks()
    const from = s.pos
    number(s, start)
    if (text.charCodeAt(s.pos) !== 46) s.fail("did not find expected digit or '.' character", s.pos, start)
    s.pos++
    number(s, start)
    made = token(T.versionDirective, start, s.pos, text.slice(from, s.pos))
  } else if (name === 'TAG') {
    blanks()
    const handle = scanHandle(s, true, start)
    if (!isBlank(text.charCodeAt(s.pos))) s.fail('did not find expected whitespace', s.pos, start)
    blanks()
    const prefix = scanUri(s, '', start)
    if (!isBlankz(text.charCodeAt(s.pos))) s.fail('did not find expected whitespace or line break', s.pos, start)
    made = token(T.tagDirective, start, s.pos, handle, Style.plain, prefix)
  } else s.fail('found unknown directive name', start)
  blanks()
  if (text.charCodeAt(s.pos) === 35) while (!isBreakz(text.charCodeAt(s.pos))) s.pos++
  if (!isBreakz(text.charCodeAt(s.pos))) s.fail('did not find expected comment or line break', s.pos, start)
  if (isBreak(text.charCodeAt(s.pos))) s.skipBreak()
  return made
}

function number(s: Scanner, start: number): void {
  const from = s.pos
  while (isDigit(s.text.charCodeAt(s.pos))) s.pos++
  if (s.pos - from > 2) s.fail('found extremely long version number', from, start)
  if (s.pos === from) s.fail('did not find expected version number', from, start)
}
