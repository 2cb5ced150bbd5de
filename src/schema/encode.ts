import { Float } from '../values/number.ts'
import { compareStrings } from '../values/text.ts'
import { wellFormed } from './json.ts'

export interface EncodeOptions {
  /** Spaces per level; none by default. */
  readonly indent?: number
  /** Escape `<`, `>`, `&` as Go's encoder does in messages. */
  readonly html?: boolean
}

/**
 * Writes JSON as the API server writes it: keys in byte order, int64 in full, a float64 in the shortest form (`1` for 1.0), U+2028 and U+2029 escaped.
 * What `decodeJson` makes of the text is the same value, but for floats with integral values, which come back as integers.
 */
export function encodeJson(value: unknown, options: EncodeOptions = {}): string {
  const step = ' '.repeat(options.indent ?? 0)
  const html = options.html === true
  const write = (node: unknown, margin: string): string => {
    if (node === null || node === undefined) return 'null'
    if (typeof node === 'string') return encodeString(node, html)
    if (typeof node !== 'object')
      return typeof node === 'number' && !Number.isFinite(node) ? 'null' : String(Object.is(node, -0) ? 0 : node)
    if (node instanceof Float) return String(node.value)
    const inner = margin + step
    const [open, close] = Array.isArray(node) ? ['[', ']'] : ['{', '}']
    const parts = Array.isArray(node)
      ? node.map(item => write(item, inner))
      : Object.keys(node)
          .sort(compareStrings)
          .map(key => `${encodeString(key, html)}:${step && ' '}${write((node as Record<string, unknown>)[key], inner)}`)
    if (parts.length === 0) return open + close
    return step ? `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}` : open + parts.join(',') + close
  }
  return write(value, '')
}

function encodeString(text: string, html: boolean): string {
  const json = JSON.stringify(wellFormed(text))
  const special = html ? /[\u2028\u2029<>&]/g : /[\u2028\u2029]/g
  return json.replace(special, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
