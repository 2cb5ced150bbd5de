import type { KubeObject } from '../../inventory/object.ts'
import type { Topology } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A BackendTLSPolicy on a backend that clients speak TLS to themselves. */
export default defineRule({
  code: 'GWA-L4-009',
  name: 'policy-behind-passthrough',
  severity: 'info',
  gate: 'never',
  kinds: ['TLSRoute'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy governs a backend that is reached by passthrough only.',
    why: 'With mode Passthrough the client and the backend speak TLS to each other: the Gateway opens no connection of its own that the policy could govern, and checks no certificate.',
    fix: 'Terminate TLS at the listener if the Gateway is to check the backend, or remove the policy.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference: TLSRoute with termination; GEP-1897',
  },
  messages: {
    idle: ({ policy, backend }: { policy: string; backend: string }) =>
      `${policy} has no effect on connections to ${backend}: the listener passes TLS through, so the client checks the certificate`,
  },
  check(object, { topology, report }) {
    if (!passesThrough(topology, object)) return
    for (const { ref, kind, port } of topology.backendsOf(object)) {
      if (kind !== 'Service' || port === undefined) continue
      const { effective } = topology.backendTls(ref, port.port)
      if (effective === undefined) continue
      // Another route may be what the policy is there for.
      if (topology.routesTo(ref).some(route => route !== object && !passesThrough(topology, route))) continue
      report(
        'idle',
        ref.at,
        { policy: named(effective.ref), backend: named(ref) },
        {
          related: [{ object: effective.ref, message: 'governs connections that a Gateway opens' }],
        },
      )
    }
  },
})

/** Whether every listener that lets the route in passes TLS through. */
function passesThrough(topology: Topology, route: KubeObject): boolean {
  const listeners = topology.bindingsOf(route).flatMap(({ verdict, listener }) => (verdict === 'no' ? [] : [listener]))
  return listeners.length > 0 && listeners.every(({ tls, protocol }) => protocol === 'TLS' && tls?.mode === 'Passthrough')
}
