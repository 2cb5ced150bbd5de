import { refOf } from '../../inventory/ref.ts'
import { defineRule } from '../rule.ts'
import { whyFirst } from '../view/precedence.ts'
import { backendReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two BackendTLSPolicies for one target: one of them counts. */
export default defineRule({
  code: 'GWA-POL-001',
  name: 'target-taken-by-policy',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['BackendTLSPolicy'],
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'Another BackendTLSPolicy has the same target and precedes.',
    why: 'Policies are not merged: connections follow the older one, and this one shows Accepted=False. Its authorities and hostname are ignored.',
    fix: 'Keep one policy for the target, or name a port of the Service in sectionName.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference, reason Conflicted',
  },
  messages: {
    loses: ({ target, winner, why }: { target: string; winner: string; why: string }) =>
      `connections to ${target} follow ${winner}, not this policy: same target, and ${why}`,
    either: ({ target, other }: { target: string; other: string }) =>
      `${other} has the same target: connections to ${target} follow the policy that is created first, the other is refused`,
  },
  check(object, { topology, report }) {
    for (const { target, rival, outcome } of topology.attachedTargets(object)) {
      if (rival === undefined) continue
      const section = target.sectionName === undefined ? '' : `port ${target.sectionName} of `
      const data = { target: `${section}${named(target)}` }
      const details = {
        related: [{ object: refOf(rival), at: ['spec', 'targetRefs'], message: 'has the same target' }],
        condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
      } as const
      const at = [...target.at, 'name']
      if (outcome === 'undetermined')
        report('either', at, { ...data, other: named(refOf(rival)) }, { related: details.related, severity: 'warning' })
      else {
        const why = whyFirst(rival, object)
        report('loses', at, { ...data, winner: named(refOf(rival)), why }, details)
      }
    }
  },
})
