import { parseAddress } from './ip.ts'
import { Malformed } from './malformed.ts'

/** Whether Go's mail.ParseAddress takes the text: `a@b`, `"quoted"@b`, `a@[::1]`, `Name <a@b>`, with comments. */
export function isEmail(text: string): boolean {
  return new Reader(text).singleAddress()
}

const ATOM = /^[!#-'*+\-./0-9=?A-Z^-~\u{80}-\u{10ffff}]+/u
const QUOTED = /^"((?:[ \t!#-[\]-~\u{80}-\u{10ffff}]|\\[ \t!-~\u{80}-\u{10ffff}])*)"/u
const LITERAL = /^\[([!-Z^-~\u{80}-\u{10ffff}]*)\]/u
/** An encoded word of RFC 2047. */
const ENCODED = /^=\?([^?]+)\?([bBqQ])\?([^?]*)\?=$/

class Reader {
  #rest: string

  constructor(text: string) {
    this.#rest = text
  }

  singleAddress(): boolean {
    const count = this.#address(true)
    return count === 1 && this.#comments() && this.#rest === ''
  }

  /** How many addresses were read (a group has any number); undefined when there is something else. */
  #address(groups: boolean): number | undefined {
    this.#blanks()
    if (this.#rest === '') return undefined
    if (this.#spec()) {
      this.#blanks()
      return !this.#rest.startsWith('(') || this.#comment(true) ? 1 : undefined
    }
    if (!this.#rest.startsWith('<') && !this.#phrase()) return undefined
    this.#blanks()
    if (groups && this.#take(':')) return this.#group()
    return this.#take('<') && this.#spec() && this.#take('>') ? 1 : undefined
  }

  #group(): number | undefined {
    this.#blanks()
    if (this.#take(';')) return this.#comments() ? 0 : undefined
    for (let count = 0; ; ) {
      this.#blanks()
      const read = this.#address(false)
      if (read === undefined || !this.#comments()) return undefined
      count += read
      if (this.#take(';')) return this.#comments() ? count : undefined
      if (!this.#take(',')) return undefined
    }
  }

  /** `local@domain`; nothing is read when it is none. */
  #spec(): boolean {
    const start = this.#rest
    this.#blanks()
    const local = this.#rest.startsWith('"') ? this.#quoted() : this.#atom()
    if (local && this.#take('@')) {
      this.#blanks()
      if (this.#rest.startsWith('[') ? this.#literal() : this.#atom()) return true
    }
    this.#rest = start
    return false
  }

  #phrase(): boolean {
    let words = 0
    // Text of encoded words, which is a word only when something else follows.
    let pending = false
    for (;;) {
      if (words > 0 && !this.#comments()) return false
      this.#blanks()
      if (this.#rest === '') return true
      const kind = this.#word()
      if (kind === undefined) return words > 0 || pending
      if (kind === 'encoded') pending = true
      else if (kind === 'plain') {
        words += pending ? 2 : 1
        pending = false
      }
    }
  }

  /** Reads a word; undefined when there is none. */
  #word(): 'plain' | EncodedWord | undefined {
    if (this.#rest.startsWith('"')) return this.#quoted() === undefined ? undefined : 'plain'
    const word = ATOM.exec(this.#rest)?.[0]
    if (word === undefined) return undefined
    this.#rest = this.#rest.slice(word.length)
    const kind = encodedWord(word)
    return kind === 'unreadable' ? undefined : (kind ?? 'plain')
  }

  /** The text within the quotes, undefined when they are never closed. */
  #quoted(): string | undefined {
    const match = QUOTED.exec(this.#rest)
    if (!match) return undefined
    this.#rest = this.#rest.slice(match[0].length)
    return match[1]
  }

  #atom(): boolean {
    const atom = ATOM.exec(this.#rest)?.[0]
    if (atom === undefined || /^\.|\.\.|\.$/.test(atom)) return false
    this.#rest = this.#rest.slice(atom.length)
    return true
  }

  #literal(): boolean {
    const match = LITERAL.exec(this.#rest)
    if (!match) return false
    const address = parseAddress(match[1]!)
    if (address instanceof Malformed || address.zone !== '') return false
    this.#rest = this.#rest.slice(match[0].length)
    return true
  }

  #comments(): boolean {
    this.#blanks()
    while (this.#rest.startsWith('(')) {
      if (!this.#comment(false)) return false
      this.#blanks()
    }
    return true
  }

  /** A comment in parentheses, which nest. The one behind an address is its display name, whose encoded words must be readable. */
  #comment(displayName: boolean): boolean {
    let depth = 0
    for (let i = 0; i < this.#rest.length; i++) {
      const char = this.#rest[i]
      if (char === '\\' && i + 1 < this.#rest.length) i++
      else if (char === '(') depth++
      else if (char === ')' && --depth === 0) {
        const text = this.#rest.slice(1, i)
        this.#rest = this.#rest.slice(i + 1)
        return !displayName || !text.split(/[ \t]+/).some(word => encodedWord(word) === 'unreadable')
      }
    }
    return false
  }

  #blanks(): void {
    this.#rest = this.#rest.replace(/^[ \t]+/, '')
  }

  #take(char: string): boolean {
    if (!this.#rest.startsWith(char)) return false
    this.#rest = this.#rest.slice(1)
    return true
  }
}

/** With text, without any, or in a character set that Go does not know. */
type EncodedWord = 'encoded' | 'empty' | 'unreadable'

/** A word of RFC 2047; undefined for any other, broken ones included. */
function encodedWord(word: string): EncodedWord | undefined {
  const match = ENCODED.exec(word)
  if (!match || word.length < 8) return undefined
  const [, charset, encoding, content] = match as unknown as [string, string, string, string]
  const base64 = /^[bB]$/.test(encoding) && content.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(content)
  const quoted = /^[qQ]$/.test(encoding) && /^(?:=[0-9A-Fa-f]{2}|[\t\n\r !-<>-~])*$/.test(content)
  if (!base64 && !quoted) return undefined
  if (!/^(?:utf-8|iso-8859-1|us-ascii)$/i.test(charset)) return 'unreadable'
  return content === '' ? 'empty' : 'encoded'
}
