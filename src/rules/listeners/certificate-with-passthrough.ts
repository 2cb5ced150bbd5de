import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** A listener that hands TLS through needs no certificate and uses none. */
export default defineRule({
  code: 'GWA-LIS-007',
  name: 'certificate-with-passthrough',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A listener in mode Passthrough names certificates.',
    why: 'The backend ends TLS and presents its own certificate; the one named here is never used.',
    fix: 'Use mode Terminate to end TLS at the Gateway, or remove the certificateRefs.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference: ignored for Passthrough',
  },
  messages: {
    ignored: ({ name }: { name: string }) =>
      `listener ${name} passes TLS through to the backend, which presents its own certificate: this one is never used`,
  },
  check(object, { topology, report }) {
    for (const { name, tls } of ownListeners(topology, object)) {
      if (tls?.mode === 'Passthrough' && tls.certificateRefs.length > 0) report('ignored', [...tls.at, 'certificateRefs'], { name })
    }
  },
})
