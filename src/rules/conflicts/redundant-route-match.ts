import { defineRule } from '../rule.ts'
import { lostConflicts, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two routes claim the same requests and do the same with them. */
export default defineRule({
  code: 'GWA-XRT-002',
  name: 'redundant-route-match',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Another route has the same match and does the same with it.',
    why: 'Today it does not matter which of the two answers. A later change to one of them may have no effect.',
    fix: 'Remove one of the two.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
  messages: {
    same: ({ request, other }: { request: string; other: string }) =>
      `${request} is claimed by ${other} too, which does the same with it: a change to one of the two may have no effect`,
  },
  check(route, { topology, report }) {
    for (const { others, witness, match } of lostConflicts(topology, route, 'redundant')) {
      const [other] = others
      if (other === undefined) continue
      report(
        'same',
        match.at,
        { request: requestText(witness), other: named(other.route.ref) },
        { witness, related: [relatedMatch(other, 'does the same')] },
      )
    }
  },
})
