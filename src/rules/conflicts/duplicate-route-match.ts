import { defineRule } from '../rule.ts'
import { lostConflicts, reasonText, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two routes claim the same requests on one listener: only one of them is served. */
export default defineRule({
  code: 'GWA-XRT-001',
  name: 'duplicate-route-match',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Another route already answers exactly these requests.',
    why: 'Routes are never merged, and weights of two routes are not added up: one of them wins, the other serves nothing, and both show Accepted.',
    fix: 'Make one match more specific, or move the rules (with their weights) into one route.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
  messages: {
    loses: ({ request, winner, reason }: { request: string; winner: string; reason: string }) =>
      `${request} goes to ${winner}, not here: same match, and ${reason}`,
    either: ({ request, other }: { request: string; other: string }) =>
      `${request} is claimed by ${other} with the same match: the route that is created first answers, the other serves nothing`,
  },
  check(route, { topology, report }) {
    for (const conflict of lostConflicts(topology, route, 'duplicate')) {
      const [other] = conflict.others
      if (other === undefined) continue
      const details = {
        witness: conflict.witness,
        related: [relatedMatch(other, 'claims the same requests')],
        hint: `What would turn this round: ${conflict.flip}.`,
      }
      const request = requestText(conflict.witness)
      if (conflict.outcome === 'undetermined') report('either', conflict.match.at, { request, other: named(other.route.ref) }, details)
      else report('loses', conflict.match.at, { request, winner: named(other.route.ref), reason: reasonText(conflict) }, details)
    }
  },
})
