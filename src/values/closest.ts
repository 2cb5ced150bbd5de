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
  // What two words have in common at either end costs nothing, and most pairs of names differ in the first letters.
  let start = 0
  let endA = a.length
  let endB = b.length
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const width = endB - start
  if (endA === start || width === 0) return Math.min(limit, Math.max(endA - start, width))
  // Of the table only the last three rows are kept, and of a row only what is less than `limit` from the diagonal: all else is as far away at least.
  let before: number[] = []
  let previous: number[] = []
  let row: number[] = []
  for (let j = 0; j <= Math.min(width, limit); j++) previous[j] = j
  let least = 0
  for (let i = 1; i <= endA - start; i++) {
    const letter = a.charCodeAt(start + i - 1)
    const above = least
    const from = Math.max(1, i - limit + 1)
    const to = Math.min(width, i + limit - 1)
    least = from === 1 ? i : limit
    row[from - 1] = least
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(start + j - 1)
      let value = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (letter === other ? 0 : 1))
      if (i > 1 && j > 1 && letter === b.charCodeAt(start + j - 2) && a.charCodeAt(start + i - 2) === other)
        value = Math.min(value, before[j - 2]! + 1)
      row[j] = value
      if (value < least) least = value
    }
    row[to + 1] = limit
    // Later rows build on the last two.
    if (least >= limit && above + 1 >= limit) return limit
    const oldest = before
    before = previous
    previous = row
    row = oldest
  }
  return Math.min(limit, previous[width]!)
}
