/** Why a request was not judged. */
export type Shed = 'queue-full' | 'too-late'

interface Job {
  readonly deadline: number
  run(): void
  shed(reason: Shed): void
}

/**
 * Runs work one after another, in order of arrival, in slices between which the process reads sockets, answers probes and sees new work.
 * What does not fit, or would be late, is shed at once rather than answered after the API server gave up.
 */
export class WorkQueue {
  readonly #limit: number
  readonly #slice: number
  #jobs: (Job | undefined)[] = []
  #head = 0
  #scheduled = false

  /** `limit`: how many may wait. `slice`: milliseconds of work at a stretch. */
  constructor(limit: number, slice = 5) {
    this.#limit = limit
    this.#slice = slice
  }

  get length(): number {
    return this.#jobs.length - this.#head
  }

  /** Answers what `work` returns, or the reason why it was not done. `deadline` in the time of `performance.now()`. */
  do<T>(deadline: number, work: () => T): Promise<{ readonly done: T } | { readonly shed: Shed }> {
    return new Promise((resolve, reject) => {
      if (this.length >= this.#limit) return resolve({ shed: 'queue-full' })
      const run = () => {
        try {
          resolve({ done: work() })
        } catch (error) {
          reject(error)
        }
      }
      this.#jobs.push({ deadline, run, shed: reason => resolve({ shed: reason }) })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#work()
    })
  }

  #work(): void {
    const start = performance.now()
    let now = start
    while (this.length > 0 && now - start < this.#slice) {
      const job = this.#jobs[this.#head] as Job
      // A job holds a whole request; done, it must not live on in the list.
      this.#jobs[this.#head++] = undefined
      if (now > job.deadline) job.shed('too-late')
      else job.run()
      now = performance.now()
    }
    if (this.length > 0) this.#schedule()
    if (this.#head > 1024 || this.length === 0) {
      this.#jobs = this.#jobs.slice(this.#head)
      this.#head = 0
    }
  }
}
