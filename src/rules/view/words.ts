import type { ObjectRef } from '../../diagnostics/finding.ts'

/** `Service shop/cart`; `GatewayClass edge` where there is no namespace. */
export function named(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${ref.kind} ${ref.namespace === '' ? '' : `${ref.namespace}/`}${ref.name}`
}

/** `a`, `a and b`, `a, b and c`; after `limit` the rest is counted. `total` where `words` are only the first of many. */
export function listed(words: readonly string[], limit = 5, total = words.length): string {
  const shown = total > limit ? [...words.slice(0, limit - 1), `${total - limit + 1} more`] : words
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
