import { editDistance } from '../values/closest.ts'

/** `did you mean "…"`: the known name that is nearest to the one written, when one is near; `undefined` otherwise. */
export function suggestion(written: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(written.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const name of known) {
    if (name.startsWith('@') || name.includes('_[') || Math.abs(name.length - written.length) > limit) continue
    const distance = name.toLowerCase() === written.toLowerCase() ? 0 : editDistance(written, name, bestDistance + 1)
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name
      bestDistance = distance
    }
  }
  return best === undefined ? undefined : `did you mean "${best}"?`
}
