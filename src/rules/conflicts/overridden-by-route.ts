import { defineRule } from '../rule.ts'
import { lostConflicts, reasonText, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Which more specific routes of the same namespace take part of this one's requests: by design, and good to know. */
export default defineRule({
  code: 'GWA-XRT-006',
  name: 'overridden-by-route',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A more specific route of the same namespace takes some of the requests that this one claims.',
    why: 'That is how precedence is meant to work. Switched on, it shows where requests go that look as if they came here.',
    fix: 'Nothing, where it is meant.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
  messages: {
    elsewhere: ({ request, other, reason }: { request: string; other: string; reason: string }) =>
      `${request} goes to ${other}, not here: ${reason}`,
  },
  check(route, { topology, report }) {
    for (const conflict of lostConflicts(topology, route, 'overridden')) {
      const { match, others, witness } = conflict
      const [other] = others
      if (other === undefined || other.route === match.route) continue
      report(
        'elsewhere',
        match.at,
        { request: requestText(witness), other: named(other.route.ref), reason: reasonText(conflict) },
        {
          witness,
          related: [relatedMatch(other, 'takes these requests')],
        },
      )
    }
  },
})
