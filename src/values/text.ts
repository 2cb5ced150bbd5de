/** V8 sees at once that a string of one-byte characters has none. */
const SURROGATE = /[\ud800-\udbff]/

/** Length in code points: what Go's `utf8.RuneCount` counts, and the size of a string in CEL. */
export function codePoints(text: string): number {
  let count = text.length
  if (!SURROGATE.test(text)) return count
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}

/** Order of strings by code point, which is the order of their UTF-8 bytes and so Go's. JavaScript's differs for characters above U+FFFF. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const surrogate = (x & 0xf800) === 0xd800
    if (surrogate === ((y & 0xf800) === 0xd800)) return x - y
    return surrogate ? 1 : -1
  }
  return a.length - b.length
}
