import { defineRule } from '../rule.ts'
import { reasonText, relatedMatch } from '../view/conflicts.ts'
import { describeMatch } from '../view/match.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two routes claim the same requests to a Service in a mesh. */
export default defineRule({
  code: 'GWA-MESH-013',
  name: 'mesh-match-taken',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [...parentReads, ...routeKinds],
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'Another route of the Service already answers exactly these requests.',
    why: 'Routes for one port of a Service are compared like routes at a listener: one of two equal matches wins, the other serves nothing, and both show Accepted.',
    fix: 'Make one match more specific, or move the rules (with their weights) into one route.',
    spec: 'GEP-1294, several routes for a Service; HTTPRouteRule.matches, precedence',
  },
  messages: {
    loses: ({ match, port, service, winner, why }: { match: string; port: number; service: string; winner: string; why: string }) =>
      `${match} at port ${port} of ${service} follows ${winner}, not this route: same requests, and ${why}`,
    either: ({ match, port, service, other }: { match: string; port: number; service: string; other: string }) =>
      `${match} at port ${port} of ${service} is claimed by ${other} too: the route that is created first answers`,
  },
  check(object, { topology, report }) {
    const told = new Set<string>()
    for (const { ref, kind } of topology.parentsOf(object)) {
      if (kind !== 'Service') continue
      for (const { binding, match, other, outcome, level } of topology.meshConflicts(ref, object)) {
        const key = `${match.at.join('.')} ${named(other.route.ref)} ${named(ref)}`
        if (told.has(key)) continue
        told.add(key)
        const data = { match: describeMatch(match.match), port: binding.listener.port, service: named(ref) }
        const details = { related: [relatedMatch(other, 'claims the same requests')] }
        if (outcome === 'undetermined') report('either', match.at, { ...data, other: named(other.route.ref) }, details)
        else {
          const why = reasonText({ level, others: [other], match })
          report('loses', match.at, { ...data, winner: named(other.route.ref), why }, details)
        }
      }
    }
  },
})
