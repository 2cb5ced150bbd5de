import { defineRule } from '../rule.ts'
import { durations } from '../view/timing.ts'

/** `0s` is no short timeout, but none at all. */
export default defineRule({
  code: 'GWA-TMO-002',
  name: 'no-timeout',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'A timeout of 0s switches the timeout off.',
    why: 'Requests may stay open for ever. That is right for streams; elsewhere slow clients and stuck backends use up connections.',
    fix: 'Set a timeout above zero where the rule serves no streams.',
    spec: 'GEP-1742; HTTPRouteTimeouts in the Gateway API reference: zero disables the timeout',
  },
  messages: {
    request: () => '0s switches the timeout off: a request may stay open for ever',
    both: () => '0s switches both timeouts off: a request may stay open for ever, however stuck its backend is',
  },
  check(object, { topology, report }) {
    for (const rule of topology.route(object)?.rules ?? []) {
      const zero = durations(rule).filter(({ what, ms }) => ms === 0 && (what === 'request' || what === 'backendRequest'))
      const request = zero.find(({ what }) => what === 'request')
      if (request !== undefined) report(zero.length === 2 ? 'both' : 'request', request.at, {})
    }
  },
})
