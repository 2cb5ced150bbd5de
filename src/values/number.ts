/**
 * A JSON number that was written with a fraction or an exponent and yet has an integral value: `1.0`, `1e3`.
 *
 * The API server decodes a literal without `.`, `e` or `E` that fits int64 as int64 and everything else as float64, and tells the two apart
 * from then on. In our documents an int64 is a `number` while it is a safe integer and a `bigint` beyond; a float64 is a `number` while it
 * has a fraction, and a `Float` when only this wrapper can tell it from an integer.
 * @see k8s.io/apimachinery pkg/util/json
 */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  /** JSON has no such distinction: the API server writes float64 1 as `1`, and so do we. */
  toJSON(): number {
    return this.value
  }
}
