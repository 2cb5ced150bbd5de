import { meshGroups } from '../../topology/conflicts/mesh.ts'
import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP } from '../view/groups.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A Service in a mesh whose routes leave requests without a rule. */
export default defineRule({
  code: 'GWA-MESH-008',
  name: 'unmatched-in-mesh',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute'],
  reads: [...parentReads, ...routeKinds],
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'No HTTPRoute of the Service has a rule for all other requests.',
    why: 'As soon as a Service has a route, the mesh answers requests that match no rule with 404: they no longer reach the Service.',
    fix: 'Add a rule without matches that sends to the Service itself.',
    spec: 'GEP-1294, requests that match no rule; HTTPRouteRule.matches',
  },
  messages: {
    rest: ({ service, port, clients }: { service: string; port: string; clients: string }) =>
      `requests${clients} to ${port}${service} that match no rule are answered with 404 by the mesh: once a Service has a route, nothing else is let through`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { ref, kind } of topology.parentsOf(object)) {
      if (kind !== 'Service') continue
      const open = meshGroups(topology.meshOf(ref)).filter(
        ({ bindings, rest }) => !rest && bindings.some(({ route, parent }) => route.object === object && parent.at === ref.at),
      )
      const [binding] = open[0]?.bindings ?? []
      if (binding === undefined) continue
      const { namespace } = binding.route.ref
      report(
        'rest',
        ref.at,
        {
          service: named(ref),
          port: open.length === 1 ? `port ${binding.listener.port} of ` : '',
          clients: binding.role === 'consumer' ? ` from ${namespace}` : '',
        },
        {
          // Another route that is not known may have a rule for the rest.
          ...(!snapshot.complete(GATEWAY_GROUP, 'HTTPRoute', namespace) && { severity: 'info' }),
          hint: `A rule for the rest: - backendRefs: [{name: ${ref.name}${binding.role === 'consumer' ? `, namespace: ${ref.namespace}` : ''}, port: ${binding.listener.port}}]`,
        },
      )
    }
  },
})
