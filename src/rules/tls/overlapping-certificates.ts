import { sharesCertificateName } from '../../topology/listeners/overlap.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** TLS listeners of one port whose certificates cover a common name. */
export default defineRule({
  code: 'GWA-TLS-011',
  name: 'overlapping-certificates',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'Certificates of TLS listeners on one port cover a common name.',
    why: 'A client may reuse an HTTP/2 connection for every name that the certificate covers, and so comes to the wrong listener.',
    fix: 'Give each listener a certificate for its own hostname only.',
    spec: 'GEP-3567; ListenerConditionOverlappingTLSConfig, reason OverlappingCertificates',
  },
  messages: {
    shared: ({ name, others }: { name: string; others: string }) =>
      `the certificates of listener ${name} and ${others} cover names in common: a client may reuse a connection to this listener for them and meet its routes`,
  },
  check(object, { topology, report }) {
    for (const listener of topology.listenersOf(object)) {
      const others = listener.neighbours.filter(other => !listener.overlapping.includes(other) && sharesCertificateName(listener, other))
      if (others.length === 0) continue
      report(
        'shared',
        [...listener.at, 'tls', 'certificateRefs'],
        { name: listener.name, others: listed(others.map(other => `listener ${other.name}`)) },
        {
          condition: { type: 'OverlappingTLSConfig', status: 'True', reason: 'OverlappingCertificates' },
        },
      )
    }
  },
})
