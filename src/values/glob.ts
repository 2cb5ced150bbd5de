/** Whether `text` fits `pattern`, in which `*` stands for any text. Linear in both, whatever the pattern. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const [first = ''] = parts
  if (parts.length === 1) return pattern === text
  const last = parts.at(-1) as string
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

export function fitsAny(patterns: readonly string[] | undefined, text: string): boolean {
  return patterns === undefined || patterns.some(pattern => fits(pattern, text))
}
