import type { Tri } from '../inventory/snapshot.ts'

/** Kleene's and: the least certain good news. */
export function and(...values: readonly Tri[]): Tri {
  return values.includes('no') ? 'no' : values.includes('unknown') ? 'unknown' : 'yes'
}

/** Kleene's or. */
export function or(...values: readonly Tri[]): Tri {
  return values.includes('yes') ? 'yes' : values.includes('unknown') ? 'unknown' : 'no'
}

export function tri(value: boolean): Tri {
  return value ? 'yes' : 'no'
}
