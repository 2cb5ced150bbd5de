import { defineRule } from '../rule.ts'
import { lostConflicts, reasonText, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A more specific match in another namespace takes a part of the traffic. */
export default defineRule({
  code: 'GWA-XRT-005',
  name: 'traffic-carved-out',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A route of another namespace takes some of the requests that this one claims.',
    why: 'Teams that share a hostname by path do this on purpose. Where nobody meant to, one namespace takes over traffic of another.',
    fix: 'Give each team a hostname or a listener of its own, or agree on paths.',
    spec: 'Gateway API security model, cross-namespace routing',
  },
  messages: {
    carved: ({ request, other, reason }: { request: string; other: string; reason: string }) =>
      `${request} goes to ${other} of another namespace, not here: ${reason}`,
  },
  check(route, { topology, report }) {
    for (const conflict of lostConflicts(topology, route, 'carved')) {
      const { match, others, witness } = conflict
      const [other] = others
      if (other === undefined) continue
      report(
        'carved',
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
