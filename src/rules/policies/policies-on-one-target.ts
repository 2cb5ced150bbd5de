import { refOf } from '../../inventory/ref.ts'
import { policyKinds } from '../../topology/policies/kinds.ts'
import { kindName } from '../kind-name.ts'
import { defineRule } from '../rule.ts'
import { whyFirst } from '../view/precedence.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Several policies of a kind of which only the oldest counts. */
export default defineRule({
  code: 'GWA-POL-031',
  name: 'policies-on-one-target',
  severity: 'warning',
  gate: 'opt-in',
  kinds: policyKinds.filter(({ several }) => several === 'oldest').map(({ group, kind }) => kindName(group, kind)),
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'Another policy of this kind has the same target, and only the oldest counts.',
    why: 'The controller refuses the younger one: what it says about limits, authorisation or timeouts is not in force.',
    fix: 'Put all settings into one policy, or target different sections.',
    spec: 'GEP-713, conflicts between policies, reason Conflicted; the documentation of the kind',
  },
  messages: {
    loses: ({ target, winner, why }: { target: string; winner: string; why: string }) =>
      `${target} is governed by ${winner}, not by this policy: same target, and ${why}`,
    either: ({ target, other }: { target: string; other: string }) =>
      `${other} targets ${target} too: the policy that is created first counts, the other is refused`,
  },
  check(object, { topology, report }) {
    for (const { target, rival, outcome } of topology.attachedTargets(object)) {
      if (rival === undefined) continue
      const section = target.sectionName === undefined ? '' : `section ${target.sectionName} of `
      const data = { target: `${section}${named(target)}` }
      const related = [{ object: refOf(rival), at: ['spec'], message: 'has the same target' }]
      const at = [...target.at, 'name']
      if (outcome === 'undetermined') report('either', at, { ...data, other: named(refOf(rival)) }, { related })
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
