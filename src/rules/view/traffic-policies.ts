import type { KubeObject } from '../../inventory/object.ts'
import type { BackendRef } from '../../topology/model.ts'
import { type Fields, fields, isFields } from '../../topology/reading/fields.ts'
import type { Topology } from '../../topology/topology.ts'

/** The session persistence that an XBackendTrafficPolicy sets for a backend, with the policy; undefined where none does. */
export function sessionOf(topology: Topology, backend: BackendRef): { readonly policy: KubeObject; readonly session: Fields } | undefined {
  for (const { policy } of topology.policiesFor(backend)) {
    const session = policy.kind === 'XBackendTrafficPolicy' ? fields(policy.spec).sessionPersistence : undefined
    if (isFields(session)) return { policy, session }
  }
  return undefined
}
