/** Growing pauses with full jitter, so that replicas which lost the server together do not come back together. */
export class Backoff {
  readonly #first: number
  readonly #most: number
  readonly #random: () => number
  #attempt = 0

  /** `first` and `most` in milliseconds. */
  constructor({ first, most }: { readonly first: number; readonly most: number }, random: () => number = Math.random) {
    this.#first = first
    this.#most = most
    this.#random = random
  }

  /** The next pause in milliseconds: between half of and the whole of a bound that doubles. */
  next(): number {
    const bound = Math.min(this.#most, this.#first * 2 ** Math.min(this.#attempt++, 30))
    return bound / 2 + (this.#random() * bound) / 2
  }

  reset(): void {
    this.#attempt = 0
  }
}

/** Waits, or returns at once when `signal` aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
}
