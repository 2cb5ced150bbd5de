import type { Tri } from '../../inventory/snapshot.ts'
import type { Condition } from './result.ts'

/** Reason of a condition that the objects at hand do not decide. */
export const undetermined = 'Undetermined'

export function condition(type: string, status: Condition['status'], reason: string, message = ''): Condition {
  return { type, status, reason, message }
}

/** `True` with the positive reason, `False` with the negative one, or `Unknown`. */
export function byTri(type: string, value: Tri, yes: string, no: string, message = ''): Condition {
  if (value === 'yes') return condition(type, 'True', yes, message)
  if (value === 'no') return condition(type, 'False', no, message)
  return condition(type, 'Unknown', undetermined, message || 'depends on objects that are not known')
}

export function named(ref: { readonly kind: string; readonly namespace: string; readonly name: string }): string {
  return ref.namespace === '' ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`
}
