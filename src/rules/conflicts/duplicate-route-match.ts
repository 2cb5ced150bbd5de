import { defineRule } from '../rule.ts'
import { assumedDuplicates } from '../view/claims.ts'
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
    assumed: ({ request, other, parent, lost }: { request: string; other: string; parent: string; lost: boolean }) =>
      `${request} is claimed by ${other} with the same match, whatever listeners ${parent} has: ${lost ? 'that route answers, this one serves nothing' : 'the route that is created first answers, the other serves nothing'}`,
    either: ({ request, other }: { request: string; other: string }) =>
      `${request} is claimed by ${other} with the same match: the route that is created first answers, the other serves nothing`,
  },
  check(route, { topology, report }) {
    for (const { match, other, otherMatch, witness, outcome } of assumedDuplicates(topology, route)) {
      const parent = topology.parentsOf(route).find(({ parent: found }) => found.state === 'unknown')!.ref
      const data = { request: requestText(witness), other: named(other.ref), parent: named(parent), lost: outcome === 'loses' }
      const details = { witness, related: [{ object: other.ref, at: otherMatch.at, message: 'claims the same requests' }] }
      // Whether the Gateway takes routes of both namespaces is not known.
      const elsewhere = other.ref.namespace !== topology.route(route)!.ref.namespace
      report('assumed', match.at, data, { ...details, ...(elsewhere && { severity: 'info' }) })
    }
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
