import { formatG } from '../values/go-number.ts'
import { Float } from '../values/number.ts'

// How Go prints what the API server quotes in its messages.

/** `%v` of a JSON number: an int64 as it is, a float64 as `%g` prints it. */
export function formatNumber(value: number | bigint | Float): string {
  if (value instanceof Float) return formatG(value.value)
  return typeof value === 'bigint' || Number.isInteger(value) ? String(value) : formatG(value)
}

/** Code units in order of their UTF-8 bytes: Go's order of strings, and of the keys of the JSON that it writes. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i)
    let y = b.charCodeAt(i)
    if (x === y) continue
    // Surrogates stand for code points above U+FFFF, which sort after U+E000 to U+FFFF.
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000
    }
    return x - y
  }
  return a.length - b.length
}

/** Length in code points, as `utf8.RuneCount` counts. */
export function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xd800 && code < 0xdc00) {
      const next = text.charCodeAt(i + 1)
      if (next >= 0xdc00 && next < 0xe000) {
        count--
        i++
      }
    }
  }
  return count
}
