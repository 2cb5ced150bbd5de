import { refOf } from '../inventory/index.ts'
import { DEFAULT_GATEWAY } from './annotations.ts'
import { defineDefault, specOf } from './default.ts'
import { namespaceAnnotation } from './namespace.ts'

/** The default Gateway of the namespace, for routes that name no parent at all. */
export default defineDefault({
  name: 'parent-refs',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: ['Namespace'],
  since: '0.1.0',
  admission: true,
  fix: true,
  docs: {
    summary: `A route without parentRefs gets the Gateway that the annotation ${DEFAULT_GATEWAY} of its namespace names.`,
    why: 'A route without a parent is stored, looks fine, and serves nothing.',
    drift: 'The list is atomic: a later apply that names parents replaces it, one that names none leaves it.',
  },
  fill(route, context) {
    const { parentRefs, useDefaultGateways } = specOf(route)
    if (Array.isArray(parentRefs) && parentRefs.length > 0) return undefined
    // The experimental way to the same end; both would attach the route twice.
    if (typeof useDefaultGateways === 'string' && useDefaultGateways !== 'None') return undefined
    const [first, second, more] = (namespaceAnnotation(route, DEFAULT_GATEWAY, context) ?? '').split('/')
    if (!first || more !== undefined || second === '') return undefined
    const { namespace } = refOf(route)
    const parent = second === undefined || first === namespace ? { name: second ?? first } : { name: second, namespace: first }
    return {
      edits: [{ op: 'set', at: ['spec', 'parentRefs'], value: [parent] }],
      note: `spec.parentRefs names Gateway ${parent.namespace ?? namespace}/${parent.name}, the default of namespace ${namespace}`,
    }
  },
})
