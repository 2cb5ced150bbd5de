import { defineRule } from '../rule.ts'
import { lostConflicts, relatedMatch, requestText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A narrower host that does not answer everything: what it leaves out does not fall through to the wider one everywhere. */
export default defineRule({
  code: 'GWA-XRT-007',
  name: 'host-gap',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Another route has a narrower hostname and answers only some paths of it.',
    why: 'Proxies with virtual hosts choose the host first: for other paths they answer 404 and never look at the wider hostname of this route.',
    fix: 'Add a catch-all rule to the route with the narrower hostname, or list the hostname here as well.',
    spec: 'HTTPRouteSpec.hostnames in the Gateway API reference; whether requests fall through is not settled',
  },
  messages: {
    lost: ({ request, other, host }: { request: string; other: string; host: string }) =>
      `${request} is answered with 404, not served here: ${other} has the host ${host} and no rule for this path`,
    perhaps: ({ request, other, host }: { request: string; other: string; host: string }) =>
      `${request} may be answered with 404 instead of being served here: ${other} has the host ${host} and no rule for this path, and proxies differ`,
  },
  check(route, { topology, report }) {
    for (const { match, others, witness, outcome } of lostConflicts(topology, route, 'host-gap')) {
      const [other] = others
      if (other === undefined) continue
      const details = { witness, related: [relatedMatch(other, 'has the narrower hostname')] }
      const data = { request: requestText(witness), other: named(other.route.ref), host: other.host }
      if (outcome === 'loses') report('lost', match.at, data, details)
      else report('perhaps', match.at, data, { ...details, severity: 'info' })
    }
  },
})
