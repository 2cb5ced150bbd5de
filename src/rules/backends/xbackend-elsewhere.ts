import type { BackendRef, RouteRule } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { named } from '../view/words.ts'

/** XBackends serve routes of their own namespace; no grant changes that. */
export default defineRule({
  code: 'GWA-BE-016',
  name: 'xbackend-elsewhere',
  severity: 'error',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A route refers to an XBackend of another namespace.',
    why: 'XBackends may be used in their own namespace only, and a ReferenceGrant does not help: requests are answered with 500.',
    fix: 'Create an XBackend in the namespace of the route.',
    spec: 'GEP-4894, cross-namespace references',
  },
  messages: {
    elsewhere: ({ backend, namespace }: { backend: string; namespace: string }) =>
      `routes of namespace ${namespace} may not use ${backend}, and no ReferenceGrant can allow it: requests are answered with 500`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const rule of route?.rules ?? [])
      for (const backend of backendsOf(rule)) {
        if (backend.kind !== 'XBackend' || backend.group !== 'gateway.networking.x-k8s.io' || backend.namespace === route!.ref.namespace)
          continue
        report(
          'elsewhere',
          [...backend.at, 'namespace'],
          { backend: named(backend), namespace: route!.ref.namespace },
          {
            condition: { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' },
          },
        )
      }
  },
})

function backendsOf({ backends, filters }: RouteRule): readonly BackendRef[] {
  return filters.length === 0 ? backends : [...backends, ...filters.flatMap(filter => filter.backend ?? [])]
}
