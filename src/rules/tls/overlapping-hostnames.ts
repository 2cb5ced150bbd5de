import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** TLS listeners of one port whose hostnames overlap: a client may reuse a connection across them. */
export default defineRule({
  code: 'GWA-TLS-010',
  name: 'overlapping-hostnames',
  severity: 'info',
  gate: 'opt-in',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'Hostnames of TLS listeners on one port overlap.',
    why: 'A client that reuses an HTTP/2 connection for another name comes to the listener of the first one: its routes and client validation apply, or it is told 421.',
    fix: 'Give each hostname a certificate of its own, so that clients open new connections, or use a controller that detects misdirected requests.',
    spec: 'GEP-3567; ListenerConditionOverlappingTLSConfig in the Gateway API reference',
  },
  messages: {
    overlap: ({ name, others, then }: { name: string; others: string; then: string }) =>
      `a client connected to listener ${name} may reuse the connection for names of ${others}: ${then}`,
  },
  check(object, { topology, snapshot, report }) {
    for (const listener of topology.listenersOf(object)) {
      if (listener.overlapping.length === 0) continue
      const gateway = snapshot.get(listener.gateway)
      const detects =
        gateway === undefined ? 'unknown' : topology.supports(gateway, 'GatewayHTTPSListenerDetectMisdirectedRequests').supported
      const then =
        detects === 'yes'
          ? 'it is told 421 and connects anew'
          : detects === 'no'
            ? 'the routes of this listener answer'
            : 'it is told 421, or the routes of this listener answer'
      report(
        'overlap',
        [...listener.at, 'hostname'],
        {
          name: listener.name,
          others: listed(
            listener.overlapping.map(other => `listener ${describeListener(other)}`),
            3,
          ),
          then,
        },
        {
          condition: { type: 'OverlappingTLSConfig', status: 'True', reason: 'OverlappingHostnames' },
        },
      )
    }
  },
})
