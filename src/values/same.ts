/** Deep equality of decoded JSON. Nesting beyond what any schema allows counts as different. */
export function same(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > 200) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.keys(a), Object.keys(b)]
  if (left.length !== right.length) return false
  return left.every(key => Object.hasOwn(b, key) && same((a as Fields)[key], (b as Fields)[key], depth + 1))
}

type Fields = Record<string, unknown>
