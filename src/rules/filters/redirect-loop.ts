import { defineRule } from '../rule.ts'
import { requestText } from '../view/conflicts.ts'
import { simulationReads } from '../view/reads.ts'
import { changesSchemeOnly, followRedirects, survivesRedirect } from '../view/redirects.ts'

/** A redirect that comes back to itself, at once or by way of others. */
export default defineRule({
  code: 'GWA-FIL-011',
  name: 'redirect-loop',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute'],
  reads: simulationReads,
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'Following the redirect leads back to it, or on and on.',
    why: 'Clients give up with "too many redirects": no request of the rule is ever answered.',
    fix: 'Let the redirect lead where another rule answers: exclude the target from the match, or change the target.',
    spec: 'HTTPRequestRedirectFilter in the Gateway API reference',
  },
  messages: {
    self: ({ request, to }: { request: string; to: string }) =>
      `${request} is redirected to itself (${to}): clients give up with too many redirects`,
    back: ({ request, hops, to }: { request: string; hops: number; to: string }) =>
      `${request} comes back to ${to} after ${hops} redirects: clients give up with too many redirects`,
    endless: ({ request, to }: { request: string; to: string }) =>
      `${request} is redirected to ${to} and on without end: clients give up with too many redirects`,
  },
  check(route, { topology, snapshot, report }) {
    // Another route, which is not among the objects, may answer on the way.
    const certain = snapshot.complete('gateway.networking.k8s.io', 'HTTPRoute')
    const told = new Set<string>()
    for (const { filter, match, start, urls, end } of followRedirects(topology, route)) {
      if ((end !== 'loop' && end !== 'endless') || told.has(filter.at.join('.'))) continue
      // The usual case, HTTP to HTTPS, has advice of its own.
      if (end === 'loop' && urls.length === 2 && changesSchemeOnly(filter)) continue
      told.add(filter.at.join('.'))
      const details = { witness: start, ...(!(certain && survivesRedirect(match)) && { severity: 'warning' as const }) }
      const request = requestText(start)
      if (end === 'endless') report('endless', filter.at, { request, to: urls[1]! }, details)
      else if (urls.length === 2) report('self', filter.at, { request, to: urls[1]! }, details)
      else report('back', filter.at, { request, hops: urls.length - 1, to: urls.at(-1)! }, details)
    }
  },
})
