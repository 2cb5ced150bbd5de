import type { KubeObject } from '../kinds/object.ts'
import { same } from '../values/same.ts'

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
