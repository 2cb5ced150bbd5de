/** A map that all versions share, and the few changes since. `undefined` marks a key that was removed. */
interface Shard<V> {
  readonly base: ReadonlyMap<string, V>
  readonly changes: ReadonlyMap<string, V | undefined>
}

/** How many keys a shard is made for: folding its changes into it copies so many, which takes a fraction of a millisecond. */
const shardSize = 1024
/** How many changes lie over a shard before they are folded into it. */
const foldAt = 256

const unchanged: ReadonlyMap<string, never> = new Map<string, never>()

/** An immutable map. A change copies the changes of one shard, whatever the size of the map. */
export class OverlayMap<V> {
  readonly #shards: readonly Shard<V>[]

  private constructor(shards: readonly Shard<V>[]) {
    this.#shards = shards
  }

  static of<V>(base: ReadonlyMap<string, V>): OverlayMap<V> {
    if (base.size <= 2 * shardSize) return new OverlayMap([{ base, changes: unchanged }])
    const bases = Array.from({ length: 2 ** Math.ceil(Math.log2(base.size / shardSize)) }, () => new Map<string, V>())
    for (const [key, value] of base) bases[placeOf(key, bases.length)]!.set(key, value)
    return new OverlayMap(bases.map(shard => ({ base: shard, changes: unchanged })))
  }

  get(key: string): V | undefined {
    const shards = this.#shards
    const { base, changes } = shards[shards.length === 1 ? 0 : placeOf(key, shards.length)]!
    if (changes.size > 0) {
      const changed = changes.get(key)
      if (changed !== undefined || changes.has(key)) return changed
    }
    return base.get(key)
  }

  with(edits: Iterable<readonly [string, V | undefined]>): OverlayMap<V> {
    const changed = new Map<number, Map<string, V | undefined>>()
    for (const [key, value] of edits) {
      const place = placeOf(key, this.#shards.length)
      const changes = changed.get(place) ?? new Map(this.#shards[place]!.changes)
      changed.set(place, changes.set(key, value))
    }
    const shards = [...this.#shards]
    for (const [place, changes] of changed) shards[place] = settle(shards[place]!.base, changes)
    // A map that has outgrown its shards by far is split anew, so that folding stays cheap.
    if (shards.some(({ base }) => base.size > 8 * shardSize)) return OverlayMap.of(new Map(new OverlayMap(shards).entries()))
    return new OverlayMap(shards)
  }

  /** All present keys with their values, in no particular order. */
  *entries(): Iterable<readonly [string, V]> {
    for (const { base, changes } of this.#shards) {
      for (const entry of base) if (!changes.has(entry[0])) yield entry
      for (const [key, value] of changes) if (value !== undefined) yield [key, value]
    }
  }
}

function settle<V>(base: ReadonlyMap<string, V>, changes: ReadonlyMap<string, V | undefined>): Shard<V> {
  if (changes.size < foldAt) return { base, changes }
  const folded = new Map(base)
  for (const [key, value] of changes) {
    if (value === undefined) folded.delete(key)
    else folded.set(key, value)
  }
  return { base: folded, changes: unchanged }
}

/** Which of `count` shards, a power of two, holds a key: by its last characters, where keys differ most. */
function placeOf(key: string, count: number): number {
  if (count === 1) return 0
  let hash = key.length
  for (let i = Math.max(0, key.length - 32); i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0
  return (hash ^ (hash >>> 15)) & (count - 1)
}
