import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP } from '../view/groups.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A BackendTLSPolicy for a Service that no route sends to. */
export default defineRule({
  code: 'GWA-POL-009',
  name: 'policy-without-traffic',
  severity: 'info',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'No route sends anything to the Service of a BackendTLSPolicy.',
    why: 'The policy governs connections that Gateways open for routes: there are none, and it gets no status.',
    fix: 'Remove the policy, or correct its target if a route was meant to be governed by it.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference, support levels; PolicyAncestorStatus',
  },
  messages: {
    idle: ({ service }: { service: string }) =>
      `no route sends to ${service}, so no connection is governed by this policy and it gets no status`,
  },
  check(object, { topology, snapshot, report }) {
    const facts = topology.backendTlsPolicy(object)
    // A policy that does not attach has a graver finding.
    const targets = facts?.targets.filter(({ reason, service }) => reason === undefined && service.state === 'found') ?? []
    for (const { target } of targets) {
      if (topology.routesTo(target).length > 0) continue
      if (routeKinds.every(kind => snapshot.complete(GATEWAY_GROUP, kind)))
        report('idle', [...target.at, 'name'], { service: named(target) })
    }
  },
})
