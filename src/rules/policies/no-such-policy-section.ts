import { policyKinds } from '../../topology/policies/kinds.ts'
import { kindName } from '../kind-name.ts'
import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A policy for a listener, rule or port that its target does not have. */
export default defineRule({
  code: 'GWA-POL-034',
  name: 'no-such-policy-section',
  severity: 'error',
  gate: 'opt-in',
  kinds: policyKinds.map(({ group, kind }) => kindName(group, kind)),
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'The sectionName of a policy is no listener, named rule or port of its target.',
    why: 'The policy does not attach: limits, authorisation or timeouts that somebody relies on are not in force.',
    fix: 'Use the name of a listener of the Gateway, of a rule of the route (spec.rules[].name), or of a port of the Service.',
    spec: 'LocalPolicyTargetReferenceWithSectionName.sectionName in the Gateway API reference; GEP-995 for rules',
  },
  messages: {
    absent: ({ target, what, section, has, kind }: { target: string; what: string; section: string; has: string; kind: string }) =>
      `${target} has no ${what} named ${section}, so this ${kind} is not in force there; ${has}`,
  },
  check(object, { topology, report }) {
    for (const { target, sections } of topology.attachedTargets(object)) {
      const { sectionName } = target
      if (sectionName === undefined || sections === undefined || sections.includes(sectionName)) continue
      const what = target.kind === 'Service' ? 'port' : target.kind.endsWith('Route') ? 'rule' : 'listener'
      const names = sections.filter(name => name !== '')
      const has = names.length === 0 ? `none of its ${what}s has a name` : `its ${what}s are ${listed(names)}`
      report(
        'absent',
        [...target.at, 'sectionName'],
        { target: named(target), what, section: sectionName, has, kind: object.kind },
        {
          condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
        },
      )
    }
  },
})
