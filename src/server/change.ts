import type { KubeObject } from '../kinds/object.ts'

/**
 * Whether an update leaves alone all that anything could judge: everything but bookkeeping in the metadata and the status is the same.
 * Labels and annotations count as content where other objects select by them.
 */
export function isBookkeeping(before: KubeObject, after: KubeObject): boolean {
  const labelled = after.kind === 'Namespace' || after.kind === 'GatewayClass'
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  for (const field of ['metadata', 'status', 'apiVersion', 'kind']) fields.delete(field)
  if (![...fields].every(field => same(before[field], after[field]))) return false
  if (!same(before.metadata.annotations?.['gatewright.dev/skip'], after.metadata.annotations?.['gatewright.dev/skip'])) return false
  return !labelled || (same(before.metadata.labels, after.metadata.labels) && same(before.metadata.annotations, after.metadata.annotations))
}

/** Deep equality of decoded JSON. Nesting beyond what any schema allows counts as different. */
export function same(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > 200) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.keys(a), Object.keys(b)]
  if (left.length !== right.length) return false
  return left.every(key => Object.hasOwn(b, key) && same((a as Fields)[key], (b as Fields)[key], depth + 1))
}

type Fields = Record<string, unknown>
