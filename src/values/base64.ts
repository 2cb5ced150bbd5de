import { Malformed } from './malformed.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export interface Base64Options {
  /** `-` and `_` in place of `+` and `/`. */
  readonly urlSafe?: boolean
  /** Without `=` at the end. */
  readonly raw?: boolean
}

export function encodeBase64(bytes: Uint8Array, { urlSafe = false, raw = false }: Base64Options = {}): string {
  const alphabet = urlSafe ? URL_SAFE : STANDARD
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const chunk = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    out += alphabet[chunk >> 18]! + alphabet[(chunk >> 12) & 63]!
    out += left > 1 ? alphabet[(chunk >> 6) & 63]! : raw ? '' : '='
    out += left > 2 ? alphabet[chunk & 63]! : raw ? '' : '='
  }
  return out
}

/** Go's encoding/base64: line breaks are skipped, padding is required (or, when `raw`, forbidden), left-over bits may be anything. */
export function decodeBase64(text: string, { urlSafe = false, raw = false }: Base64Options = {}): Uint8Array | Malformed {
  const alphabet = urlSafe ? URL_SAFE : STANDARD
  const out: number[] = []
  let chunk = 0
  let count = 0
  let i = 0
  let offset = 0
  const corrupt = (at: number) => new Malformed(`illegal base64 data at input byte ${at}`)
  for (; i < text.length; i++) {
    const char = text[i]!
    const at = offset
    offset += byteLength(text, i)
    if (char === '\n' || char === '\r') continue
    const value = alphabet.indexOf(char)
    if (value >= 0) {
      chunk = (chunk << 6) | value
      if (++count === 4) {
        out.push((chunk >> 16) & 255, (chunk >> 8) & 255, chunk & 255)
        chunk = 0
        count = 0
      }
      continue
    }
    if (char !== '=' || raw || count < 2) return corrupt(at)
    const wrong = readPadding(text, i, count)
    if (wrong !== undefined) return corrupt(wrong)
    pushRest(out, chunk, count)
    return Uint8Array.from(out)
  }
  if (count === 0) return Uint8Array.from(out)
  if (!raw || count === 1) return corrupt(offset - count)
  pushRest(out, chunk, count)
  return Uint8Array.from(out)
}

/** Checks what follows the first `=` at `i`; answers the offset of what is wrong. The text before is ASCII. */
function readPadding(text: string, i: number, count: number): number | undefined {
  const skip = () => {
    while (text[i] === '\n' || text[i] === '\r') i++
  }
  i++
  if (count === 2) {
    skip()
    if (i === text.length) return text.length
    if (text[i] !== '=') return i - 1
    i++
  }
  skip()
  return i < text.length ? i : undefined
}

function pushRest(out: number[], chunk: number, count: number): void {
  if (count === 2) out.push((chunk >> 4) & 255)
  else out.push((chunk >> 10) & 255, (chunk >> 2) & 255)
}

function byteLength(text: string, i: number): number {
  const code = text.charCodeAt(i)
  return code < 0x80 ? 1 : code < 0x800 ? 2 : (code & 0xf800) === 0xd800 ? 2 : 3
}
