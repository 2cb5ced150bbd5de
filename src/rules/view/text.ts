/** The value as one text, for comparing: equal texts are equal values. Integers beyond 2^53 keep their digits. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}n` : item)) ?? ''
}
