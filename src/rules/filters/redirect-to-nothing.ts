import { defineRule } from '../rule.ts'
import { requestText } from '../view/conflicts.ts'
import { simulationReads } from '../view/reads.ts'
import { followRedirects } from '../view/redirects.ts'
import { named } from '../view/words.ts'

/** A redirect to a host of the same Gateway where no rule answers. */
export default defineRule({
  code: 'GWA-FIL-013',
  name: 'redirect-to-nothing',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute'],
  reads: simulationReads,
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A redirect leads to a host of the same Gateway that answers 404.',
    why: 'The client follows the redirect and meets 404: no route of this Gateway has a rule for the target.',
    fix: 'Correct the target, or add a route for it.',
    spec: 'HTTPRequestRedirectFilter in the Gateway API reference',
  },
  messages: {
    nothing: ({ request, to, gateway }: { request: string; to: string; gateway: string }) =>
      `${request} is redirected to ${to}, where ${gateway} answers 404`,
  },
  check(route, { topology, snapshot, report }) {
    const group = 'gateway.networking.k8s.io'
    if (!['HTTPRoute', 'GRPCRoute'].every(kind => snapshot.complete(group, kind))) return
    const told = new Set<string>()
    for (const { filter, match, start, urls, end, trace } of followRedirects(topology, route)) {
      // Without a hostname the listener serves whatever name reaches it, and others may not reach it at all.
      if (end !== 'answer' || trace?.listener === undefined || trace.listener.hostname === '' || told.has(filter.at.join('.'))) continue
      if (trace.answer.kind !== 'error' || trace.answer.status !== 404) continue
      told.add(filter.at.join('.'))
      report(
        'nothing',
        filter.at,
        { request: requestText(start), to: urls.at(-1)!, gateway: named(match.listener.gateway) },
        { witness: start },
      )
    }
  },
})
