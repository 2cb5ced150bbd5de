/**
 * Says without compiling it that a pattern is certainly valid RE2: one pass over the common part of the syntax. What lies outside of that part is not
 * necessarily wrong; RE2 itself then decides.
 */
export function isPlainlyValid(pattern: string): boolean {
  if (pattern.length > LONGEST) return false
  const open: number[] = []
  let at = 0
  // A quantifier needs something to repeat, and two in a row are an error; how often groups repeat is bounded by RE2 as a product.
  let repeatable = false
  let repeats = 1
  while (at < pattern.length) {
    PART.lastIndex = at
    const part = PART.exec(pattern)
    if (!part) return false
    at = PART.lastIndex
    const { atom, anchor, set, start, end, quantifier, least, most } = part.groups!
    if (quantifier !== undefined) {
      if (!repeatable || !isBounded(least, most)) return false
      repeats *= Math.max(Number(least ?? 1), Number(most || 1), 1)
      if (repeats * pattern.length > LARGEST) return false
      repeatable = false
    } else if (start !== undefined) {
      if (open.push(at) > DEEPEST) return false
      repeatable = false
    } else if (end !== undefined) {
      if (open.pop() === undefined) return false
      repeatable = true
    } else if (set !== undefined) {
      if (!isPlainSet(set)) return false
      repeatable = true
    } else repeatable = atom !== undefined && anchor === undefined
  }
  return open.length === 0
}

const LONGEST = 2000
const DEEPEST = 50
/** Characters times repetitions: far below where RE2 calls an expression too large. */
const LARGEST = 20_000

const PART =
  /(?<anchor>[\^$|]|\(\?[is]\))|(?<quantifier>(?:[*+?]|\{(?<least>\d{1,3})(?:,(?<most>\d{0,3}))?\})\??)|(?<start>\((?:\?:)?(?!\?))|(?<end>\))|\[\^?(?<set>(?:[A-Za-z0-9_.,:;/@%&=~ !#$'"*+?(){}|<>-]|\\[dws.\-/\\])+)\]|(?<atom>[A-Za-z0-9_,:;/@%&=~ !#'"<>.-]|\\[dDwWs.\-/\\+*?()[\]{}|^$])/y

function isBounded(least: string | undefined, most: string | undefined): boolean {
  return least === undefined || most === undefined || most === '' || Number(least) <= Number(most)
}

const ITEM = /(?:\\.|[^\\])/g
const CLASS = /^\\[dws]$/

/** Ranges ascend, and a hyphen stands for itself only where nothing else is possible. */
function isPlainSet(set: string): boolean {
  const items = set.match(ITEM)!
  for (let i = 1; i < items.length - 1; i++) {
    if (items[i] !== '-') continue
    const [low, high] = [items[i - 1]!, items[i + 1]!]
    if (low === '-' || high === '-' || CLASS.test(low) || CLASS.test(high) || low.at(-1)! > high.at(-1)!) return false
    i += 2
    if (items[i] === '-' && i < items.length - 1) return false
  }
  return true
}
