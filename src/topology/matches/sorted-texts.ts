/** How many texts a chunk holds at most: what a change copies, beside the list of chunks. */
const chunkSize = 512

/** Texts in order, each once. Immutable: a change copies one chunk of many. */
export class SortedTexts {
  readonly #chunks: readonly (readonly string[])[]

  private constructor(chunks: readonly (readonly string[])[]) {
    this.#chunks = chunks
  }

  static readonly empty: SortedTexts = new SortedTexts([])

  static of(texts: readonly string[]): SortedTexts {
    const sorted = [...new Set(texts)].sort()
    const chunks: string[][] = []
    for (let i = 0; i < sorted.length; i += chunkSize / 2) chunks.push(sorted.slice(i, i + chunkSize / 2))
    return new SortedTexts(chunks)
  }

  get first(): string | undefined {
    return this.#chunks[0]?.[0]
  }

  has(text: string): boolean {
    const chunk = this.#chunks[this.#chunkOf(text)]
    return chunk !== undefined && chunk[placeOf(chunk, text)] === text
  }

  with(text: string): SortedTexts {
    if (this.has(text)) return this
    const at = Math.min(this.#chunkOf(text), Math.max(0, this.#chunks.length - 1))
    const chunk = this.#chunks[at] ?? []
    const changed = chunk.toSpliced(placeOf(chunk, text), 0, text)
    const parts = changed.length <= chunkSize ? [changed] : [changed.slice(0, chunkSize / 2), changed.slice(chunkSize / 2)]
    return new SortedTexts(this.#chunks.toSpliced(at, 1, ...parts))
  }

  without(text: string): SortedTexts {
    if (!this.has(text)) return this
    const at = this.#chunkOf(text)
    const chunk = this.#chunks[at]!
    const changed = chunk.toSpliced(placeOf(chunk, text), 1)
    return new SortedTexts(this.#chunks.toSpliced(at, 1, ...(changed.length === 0 ? [] : [changed])))
  }

  /** At most `limit` texts that begin with `start`, in order. */
  startingWith(start: string, limit: number): readonly string[] {
    const found: string[] = []
    for (let c = this.#chunkOf(start); c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c]!
      for (let i = placeOf(chunk, start); i < chunk.length; i++) {
        if (found.length >= limit || !chunk[i]!.startsWith(start)) return found
        found.push(chunk[i]!)
      }
    }
    return found
  }

  /** The first chunk whose last text is not smaller. */
  #chunkOf(text: string): number {
    let low = 0
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#chunks[middle]!.at(-1)! < text) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The first place whose text is not smaller. */
function placeOf(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < text) low = middle + 1
    else high = middle
  }
  return low
}
