import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { parentReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A hostname that a more specific listener of the same port owns, where the route is not attached. */
export default defineRule({
  code: 'GWA-HOST-004',
  name: 'host-taken-by-listener',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A more specific listener on the port owns a hostname of the route, and the route is not attached there.',
    why: 'Each request goes to the most specific listener and to its routes only: requests for this name meet 404, although the route shows Accepted.',
    fix: 'Attach the route to the more specific listener too, or leave sectionName out.',
    spec: 'Gateway.spec.listeners in the Gateway API reference, listener isolation; conformance test GatewayHTTPListenerIsolation',
  },
  messages: {
    taken: ({ hostname, by, via, unless }: { hostname: string; by: string; via: string; unless: string }) =>
      `requests for ${hostname} go to listener ${by}, where this route is not attached; listener ${via} does not serve them${unless}`,
  },
  check(object, { topology, report }) {
    for (const { ref, gateway, bindings } of topology.parentsOf(object)) {
      if (gateway === undefined) continue
      const isolation = topology.supports(gateway, 'GatewayHTTPListenerIsolation').supported
      if (isolation === 'no') continue
      for (const { verdict, listener, hostnames, isolated } of bindings) {
        // A route that loses all of its hosts has a graver finding.
        if (verdict !== 'yes' || isolated.filter(({ served }) => !served).length >= hostnames.length) continue
        for (const { hostname, by, served } of isolated) {
          if (served) continue
          const unless = isolation === 'yes' ? '' : `, unless the controller does not isolate listeners`
          report(
            'taken',
            ref.at,
            { hostname: hostname === '' ? 'other names' : hostname, by: describeListener(by), via: describeListener(listener), unless },
            {
              related: [{ object: by.owner, at: by.at, message: `${named(by.owner)} has the more specific listener` }],
            },
          )
        }
      }
    }
  },
})
