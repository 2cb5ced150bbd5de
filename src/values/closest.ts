/** The candidate that a mistyped word most likely meant: at most two edits away, or the same but for case, or one is the other's beginning. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = 3
  const lower = word.toLowerCase()
  for (const candidate of candidates) {
    const other = candidate.toLowerCase()
    let distance = lower === other ? 0 : editDistance(lower, other, bestDistance)
    if (distance >= bestDistance && word.length >= 4 && candidate.length >= 4 && (other.startsWith(lower) || lower.startsWith(other)))
      distance = 2
    // Two edits turn any three letters into three others.
    if (distance >= Math.max(word.length, 2) - 1 && distance > 1) continue
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Optimal string alignment distance: a swap of neighbours is one edit. Stops counting at `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1)
      row.push(value)
    }
    before = previous
    previous = row
  }
  return previous[b.length]!
}
