import { policyKinds } from '../../topology/policies/kinds.ts'
import { closest } from '../../values/closest.ts'
import { kindName } from '../kind-name.ts'
import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A policy of an implementation for an object that does not exist. */
export default defineRule({
  code: 'GWA-POL-030',
  name: 'no-such-policy-target',
  severity: 'warning',
  gate: 'never',
  kinds: policyKinds.map(({ group, kind }) => kindName(group, kind)),
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'A policy targets an object that does not exist.',
    why: 'The policy governs nothing: limits, authorisation or timeouts that somebody relies on are not in force.',
    fix: 'Correct group, kind or name of the target. Most policies can only target objects of their own namespace.',
    spec: 'GEP-713, targets of policies, reason TargetNotFound',
  },
  messages: {
    absent: ({ target, kind, meant }: { target: string; kind: string; meant: string }) =>
      `there is no ${target}, so this ${kind} is not in force for it${meant}`,
    meant: ({ target, meant }: { target: string; meant: string }) =>
      `${target} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { target, object: found } of topology.attachedTargets(object)) {
      // A target without a name, or with `*`, means all of them to those who allow it.
      if (found.state === 'found' || target.name === '' || target.name === '*') continue
      const names = namesOf(snapshot.list(target.group, target.kind, target.namespace))
      const near = found.state === 'absent' ? closest(target.name, names) : typoFor(target.name, names)
      const meant = near === undefined ? '' : named({ ...target, name: near })
      const at = [...target.at, 'name']
      if (found.state === 'absent') {
        report(
          'absent',
          at,
          { target: named(target), kind: object.kind, meant: meant === '' ? '' : `; did you mean ${meant}` },
          {
            condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
          },
        )
      } else if (near !== undefined) report('meant', at, { target: named(target), meant })
    }
  },
})
