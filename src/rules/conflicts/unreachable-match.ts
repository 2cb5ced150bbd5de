import type { MatchConflict } from '../../topology/conflicts/result.ts'
import { defineRule } from '../rule.ts'
import { lostConflicts, relatedMatch, requestText, routeText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'

/** A match that no request reaches, because others that rank higher take them all. */
export default defineRule({
  code: 'GWA-XRT-003',
  name: 'unreachable-match',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Matches that rank higher take every request of this one.',
    why: 'The match is dead: its rule serves nothing through it, and the route still shows Accepted.',
    fix: 'Write the path without a slash at its end, or make this match more specific.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
  messages: {
    dead: ({ request, winner, reason }: { request: string; winner: string; reason: string }) =>
      `no request reaches this match: ${request}, like all others, goes to ${winner} (${reason})`,
  },
  check(route, { topology, report }) {
    for (const conflict of lostConflicts(topology, route, 'unreachable')) {
      const { match, others, witness, cause, flip, outcome } = conflict
      if (outcome !== 'loses' || others[0] === undefined) continue
      report(
        'dead',
        match.at,
        { request: requestText(witness), winner: routeText(others[0], match), reason: why(cause) },
        {
          witness,
          related: others.slice(0, 3).map(other => relatedMatch(other, 'takes these requests')),
          hint: `What would turn this round: ${flip}.`,
        },
      )
    }
  },
})

function why(cause: MatchConflict['cause']): string {
  if (cause === 'trailing-slash') return 'the slash at the end of its path outranks every condition here'
  if (cause === 'methods') return 'together with others it names every method'
  if (cause === 'regex-above-prefix') return 'this controller ranks regular expressions above prefixes'
  return 'it ranks higher and takes as much'
}
