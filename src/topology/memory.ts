/** What was worked out about objects, for as long as the topology lives: one record for each object, one place in it for each question. */
export class Memory {
  readonly #records = new Map<object, unknown[]>()
  #questions = 0
  // Rules ask about one object after the other, each of them many times.
  #last: object | undefined
  #record: unknown[] = []

  /** Keeps what `compute` answers. An answer of undefined is not kept. */
  keep<K extends object, V>(compute: (key: K) => V): (key: K) => V {
    const question = this.#questions++
    return key => {
      const record = this.#recordOf(key)
      let answer = record[question] as V | undefined
      if (answer === undefined) {
        answer = compute(key)
        record[question] = answer
      }
      return answer
    }
  }

  #recordOf(key: object): unknown[] {
    if (key === this.#last) return this.#record
    let record = this.#records.get(key)
    if (record === undefined) {
      record = new Array(this.#questions).fill(undefined)
      this.#records.set(key, record)
    }
    this.#last = key
    this.#record = record
    return record
  }
}
