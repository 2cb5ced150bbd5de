import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** Methods that open a tunnel or echo a request back. */
export default defineRule({
  code: 'GWA-MAT-010',
  name: 'connect-or-trace',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A match admits CONNECT or TRACE.',
    why: 'CONNECT asks a proxy for a tunnel, which most gateways refuse before they route; TRACE echoes headers, cookies among them, to whoever can send it.',
    fix: 'Leave the match out unless the backend is meant to answer these methods.',
    spec: 'HTTPMethod in the Gateway API reference; RFC 9110, sections 9.3.6 and 9.3.8',
  },
  messages: {
    connect: () => 'CONNECT asks for a tunnel: most gateways refuse it before they choose a route, the others open a way past the routes',
    trace: () => 'TRACE echoes the request with its cookies and credentials back to the sender; servers are advised to refuse it',
  },
  check(object, { topology, report }) {
    for (const { method, at } of matchesIn(topology, object)) {
      if (method === 'CONNECT') report('connect', [...at, 'method'], {})
      if (method === 'TRACE') report('trace', [...at, 'method'], {})
    }
  },
})
