import type { Path } from '../../diagnostics/path.ts'
import type { KubeObject } from '../../inventory/object.ts'
import type { BackendRef } from '../../topology/model.ts'
import { type Fields, fields, isFields, text } from '../../topology/reading/fields.ts'
import type { Topology } from '../../topology/topology.ts'
import { GATEWAY_X_GROUP } from './groups.ts'

/** The session persistence that an XBackendTrafficPolicy sets for a backend, with the policy; undefined where none does. */
export function sessionOf(topology: Topology, backend: BackendRef): { readonly policy: KubeObject; readonly session: Fields } | undefined {
  for (const { policy } of topology.policiesFor(backend)) {
    const session = policy.kind === 'XBackendTrafficPolicy' ? fields(policy.spec).sessionPersistence : undefined
    if (isFields(session)) return { policy, session }
  }
  return undefined
}

/** The session persistence of a backend, as an XBackendTrafficPolicy or the XBackend itself sets it. */
export function sessionOfBackend(topology: Topology, backend: BackendRef): Fields | undefined {
  const own = backend.group === GATEWAY_X_GROUP && backend.kind === 'XBackend' ? fields(topology.snapshot.get(backend)?.spec) : {}
  return isFields(own.sessionPersistence) ? own.sessionPersistence : sessionOf(topology, backend)?.session
}

/** The name of the cookie or header that carries a session, and where it stands; undefined where the implementation chooses. */
export function nameOf(session: Fields): { readonly name: string; readonly at: Path } | undefined {
  const field = session.type === 'Header' ? 'header' : 'cookie'
  const own = text(fields(session[field]).name)
  if (own !== undefined) return { name: own, at: [field, 'name'] }
  const name = text(session.sessionName)
  return name === undefined ? undefined : { name, at: ['sessionName'] }
}
