/**
 * A range of costs or sizes in static estimates: unsigned 64-bit integers that saturate at `UNBOUNDED` instead of overflowing.
 * @see cel-go checker/cost.go SizeEstimate, CostEstimate
 */
export interface Range {
  readonly min: bigint
  readonly max: bigint
}

export const UNBOUNDED = 2n ** 64n - 1n
export const UNKNOWN: Range = { min: 0n, max: UNBOUNDED }
export const ZERO: Range = { min: 0n, max: 0n }
export const ONE: Range = { min: 1n, max: 1n }

const saturate = (value: bigint): bigint => (value > UNBOUNDED ? UNBOUNDED : value)

export const fixed = (value: number | bigint): Range => ({ min: BigInt(value), max: BigInt(value) })

export const add = (a: Range, b: Range): Range => ({ min: saturate(a.min + b.min), max: saturate(a.max + b.max) })

export const multiply = (a: Range, b: Range): Range => ({ min: saturate(a.min * b.min), max: saturate(a.max * b.max) })

/** The range that holds both. */
export function union(a: Range, b: Range): Range {
  const [low] = a.min <= b.min ? [a.min] : [b.min]
  const [high] = a.max >= b.max ? [a.max] : [b.max]
  return { min: low, max: high }
}

/** Times a fraction, rounded up, calculated in doubles as cel-go does. */
export const scale = (a: Range, factor: number): Range => ({ min: scaleOne(a.min, factor), max: scaleOne(a.max, factor) })

function scaleOne(value: bigint, factor: number): bigint {
  const x = Number(value)
  if (x > 0 && factor > 0 && x > 2 ** 64 / factor) return UNBOUNDED
  const result = Math.ceil(x * factor)
  return result >= 2 ** 64 ? UNBOUNDED : BigInt(result)
}
