import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** An HTTPS listener that has nothing to present. */
export default defineRule({
  code: 'GWA-LIS-006',
  name: 'https-without-certificate',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'An HTTPS listener has no TLS settings, or neither certificates nor options.',
    why: 'There is no certificate to present: TLS handshakes fail and the listener serves no request.',
    fix: 'Name a Secret of type kubernetes.io/tls in tls.certificateRefs.',
    spec: 'Listener.tls in the Gateway API reference: required for HTTPS',
  },
  messages: {
    nothing: ({ name }: { name: string }) => `listener ${name} has no certificate to present: TLS handshakes on its port fail`,
    options: ({ name }: { name: string }) =>
      `listener ${name} names no certificate: only a controller that takes one from its options serves it`,
  },
  check(object, { topology, report }) {
    for (const { name, protocol, tls, at } of ownListeners(topology, object)) {
      if (protocol !== 'HTTPS' || tls?.mode === 'Passthrough') continue
      if (tls !== undefined && tls.certificateRefs.length > 0) continue
      if (tls !== undefined && Object.keys(tls.options).length > 0) report('options', tls.at, { name }, { severity: 'info' })
      else if (tls === undefined) {
        report(
          'nothing',
          at,
          { name },
          {
            condition: { type: 'Programmed', status: 'False', reason: 'Invalid' },
            hint: 'tls:\n  certificateRefs:\n    - name: SECRET',
          },
        )
      }
    }
  },
})
