import { formatG } from '../values/go-number.ts'
import { Float } from '../values/number.ts'

// How Go prints what the API server quotes in its messages.

/** `%v` of a JSON number: an int64 as it is, a float64 as `%g` prints it. */
export function formatNumber(value: number | bigint | Float): string {
  if (value instanceof Float) return formatG(value.value)
  return typeof value === 'bigint' || Number.isInteger(value) ? String(value) : formatG(value)
}
