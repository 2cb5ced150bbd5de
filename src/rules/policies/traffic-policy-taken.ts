import { refOf } from '../../inventory/ref.ts'
import { defineRule } from '../rule.ts'
import { whyFirst } from '../view/precedence.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two XBackendTrafficPolicies for one backend: one of them counts. */
export default defineRule({
  code: 'GWA-POL-020',
  name: 'traffic-policy-taken',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['XBackendTrafficPolicy'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'Another XBackendTrafficPolicy has the same target and precedes.',
    why: 'Policies are not merged: tries and sessions follow the older one, and this one shows Accepted=False.',
    fix: 'Put all settings for the backend into one policy.',
    spec: 'GEP-3388; GEP-713, merge strategy none: the oldest, then the first by namespace and name',
  },
  messages: {
    loses: ({ target, winner, why }: { target: string; winner: string; why: string }) =>
      `requests to ${target} follow ${winner}, not this policy: same target, and ${why}`,
    either: ({ target, other }: { target: string; other: string }) =>
      `${other} has the same target: requests to ${target} follow the policy that is created first, the other is refused`,
  },
  check(object, { topology, report }) {
    for (const { target, rival, outcome } of topology.attachedTargets(object)) {
      if (rival === undefined) continue
      const related = [{ object: refOf(rival), at: ['spec', 'targetRefs'], message: 'has the same target' }]
      const at = [...target.at, 'name']
      const data = { target: named(target) }
      if (outcome === 'undetermined') report('either', at, { ...data, other: named(refOf(rival)) }, { related, severity: 'warning' })
      else {
        const why = whyFirst(rival, object)
        report(
          'loses',
          at,
          { ...data, winner: named(refOf(rival)), why },
          {
            related,
            condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
          },
        )
      }
    }
  },
})
