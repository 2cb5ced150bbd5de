import type { KubeObject } from '../../inventory/object.ts'
import { policyTargets } from '../../topology/indexes.ts'
import type { Topology } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A BackendTLSPolicy with more than one target. */
export default defineRule({
  code: 'GWA-POL-006',
  name: 'several-policy-targets',
  severity: 'warning',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy lists more than one target.',
    why: 'Controllers are told not to support more than one for now: connections to the others may go out in plain text.',
    fix: 'Write one policy for each Service.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference: implementations should not support more than one targetRef at this time',
  },
  messages: {
    several: ({ first, others }: { first: string; others: string }) =>
      `controllers need to support one target only: connections to ${others} may go out in plain text while those to ${first} use TLS`,
  },
  check(object, { topology, report }) {
    const [first, ...others] = policyTargets(object)
    if (first === undefined || others.length === 0 || supported(topology, object)) return
    const text = ({ name, sectionName }: { name: string; sectionName?: string }) =>
      `${name}${sectionName === undefined ? '' : ` (${sectionName})`}`
    report('several', others[0]!.at, { first: text(first), others: listed(others.map(text), 4) })
  },
})

/** Whether every controller that applies the policy is known to take several targets. */
function supported(topology: Topology, policy: KubeObject): boolean {
  const gateways = (topology.backendTlsPolicy(policy)?.ancestors ?? []).flatMap(ref => topology.snapshot.get(ref) ?? [])
  const profiles = gateways.length === 0 ? [topology.profile] : gateways.map(gateway => topology.classOf(gateway).profile)
  return profiles.every(({ severalPolicyTargets }) => severalPolicyTargets)
}
