/** How many changes lie over the base before both become one map. Folding costs a copy of the base: a large one is folded seldom. */
function foldAt(base: number): number {
  return Math.max(512, base >> 4)
}

/**
 * An immutable map: a large base that all versions share, and the few changes since. A change copies the changes only.
 * `undefined` marks a key that was removed.
 */
export class OverlayMap<V> {
  readonly #base: ReadonlyMap<string, V>
  readonly #changes: ReadonlyMap<string, V | undefined>

  constructor(base: ReadonlyMap<string, V>, changes: ReadonlyMap<string, V | undefined> = new Map()) {
    this.#base = base
    this.#changes = changes
  }

  get(key: string): V | undefined {
    if (this.#changes.size > 0) {
      const changed = this.#changes.get(key)
      if (changed !== undefined || this.#changes.has(key)) return changed
    }
    return this.#base.get(key)
  }

  with(edits: Iterable<readonly [string, V | undefined]>): OverlayMap<V> {
    const changes = new Map(this.#changes)
    for (const [key, value] of edits) changes.set(key, value)
    if (changes.size < foldAt(this.#base.size)) return new OverlayMap(this.#base, changes)
    const base = new Map(this.#base)
    for (const [key, value] of changes) {
      if (value === undefined) base.delete(key)
      else base.set(key, value)
    }
    return new OverlayMap(base)
  }

  /** All present keys with their values, in no particular order. */
  *entries(): Iterable<readonly [string, V]> {
    for (const [key, value] of this.#base) if (!this.#changes.has(key)) yield [key, value]
    for (const [key, value] of this.#changes) if (value !== undefined) yield [key, value]
  }
}
