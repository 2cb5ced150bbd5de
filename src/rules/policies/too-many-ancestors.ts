import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A BackendTLSPolicy that more Gateways use than its status can name. */
export default defineRule({
  code: 'GWA-POL-016',
  name: 'too-many-ancestors',
  severity: 'warning',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'More than 16 Gateways send to the targets of a BackendTLSPolicy.',
    why: 'The status of a policy has room for 16 Gateways; controllers must not apply it where they cannot say so, and connections of the others fail or go out without it.',
    fix: 'Send to the Service through fewer Gateways, or make a second Service with a policy of its own.',
    spec: 'PolicyStatus.ancestors in the Gateway API reference: no more than 16, the policy is unimplementable beyond',
  },
  messages: {
    many: ({ count, rest }: { count: number; rest: string }) =>
      `${count} Gateways send to the targets of this policy, and its status has room for 16: it may not be applied at ${rest}`,
  },
  check(object, { topology, report }) {
    const ancestors = topology.backendTlsPolicy(object)?.ancestors ?? []
    if (ancestors.length <= ROOM) return
    const rest = ancestors.slice(ROOM).map(({ namespace, name }) => `${namespace}/${name}`)
    report('many', ['spec', 'targetRefs'], { count: ancestors.length, rest: listed(rest, 4) })
  },
})

const ROOM = 16
