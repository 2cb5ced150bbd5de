import { defineRule } from '../rule.ts'
import { lostConflicts, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** An HTTPRoute whose paths take a gRPC call that a GRPCRoute claims. */
export default defineRule({
  code: 'GWA-XRT-012',
  name: 'call-also-taken-by-http',
  severity: 'warning',
  gate: 'never',
  kinds: ['GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'An HTTPRoute on the same host matches the path of a gRPC call of this route.',
    why: 'A call is a POST to /package.Service/Method. Which of the two kinds of route takes it is not defined.',
    fix: 'Give gRPC a hostname of its own, or keep the paths of the HTTPRoute away from those of the calls.',
    spec: 'GRPCRouteSpec in the Gateway API reference; precedence across kinds is not defined',
  },
  messages: {
    either: ({ request, other }: { request: string; other: string }) =>
      `${request} also matches ${other}: which of the two answers depends on the implementation`,
  },
  check(route, { topology, report }) {
    for (const { match, others, witness } of lostConflicts(topology, route, 'grpc-covered')) {
      const [other] = others
      if (other === undefined) continue
      // A catch-all for pages beside calls is usual, and ranks lower wherever paths are compared at all.
      const severity = other.path.value === '/' ? 'info' : 'warning'
      report(
        'either',
        match.at,
        { request: requestText(witness), other: named(other.route.ref) },
        { witness, related: [relatedMatch(other, 'matches the same path')], severity },
      )
    }
  },
})
