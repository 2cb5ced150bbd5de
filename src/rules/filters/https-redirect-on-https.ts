import { defineRule } from '../rule.ts'
import { requestText } from '../view/conflicts.ts'
import { simulationReads } from '../view/reads.ts'
import { changesSchemeOnly, followRedirects, survivesRedirect } from '../view/redirects.ts'
import { named } from '../view/words.ts'

/** The redirect from HTTP to HTTPS, attached to the HTTPS listener as well. */
export default defineRule({
  code: 'GWA-FIL-012',
  name: 'https-redirect-on-https',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute'],
  reads: simulationReads,
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A route that redirects to HTTPS is attached to the HTTPS listener too.',
    why: 'Requests that already came over HTTPS are redirected to themselves: clients give up with "too many redirects".',
    fix: 'Attach the route to the HTTP listener alone, with sectionName.',
    spec: 'HTTPRequestRedirectFilter.scheme in the Gateway API reference; guide on redirects and rewrites',
  },
  messages: {
    loop: ({ request, listener, gateway }: { request: string; listener: string; gateway: string }) =>
      `${request} is redirected to itself: the route is attached to listener ${listener} of ${gateway} as well, where requests have this scheme already`,
  },
  check(route, { topology, snapshot, report }) {
    // Another route, which is not among the objects, may answer on the way.
    const certain = snapshot.complete('gateway.networking.k8s.io', 'HTTPRoute')
    const told = new Set<string>()
    for (const { filter, match, start, urls, end } of followRedirects(topology, route)) {
      if (end !== 'loop' || urls.length !== 2 || !changesSchemeOnly(filter) || told.has(filter.at.join('.'))) continue
      told.add(filter.at.join('.'))
      const { listener } = match
      const other = topology.listenersOf(listener.ownerObject).find(({ protocol }) => protocol === 'HTTP')
      report(
        'loop',
        filter.at,
        { request: requestText(start), listener: listener.name, gateway: named(listener.gateway) },
        {
          witness: start,
          ...(!(certain && survivesRedirect(match)) && { severity: 'warning' as const }),
          ...(other !== undefined && { hint: `In the parentRef: sectionName: ${other.name}` }),
        },
      )
    }
  },
})
