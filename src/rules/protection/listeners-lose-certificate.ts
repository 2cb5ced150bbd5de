import { describeRule } from '../rule.ts'

/** A change or deletion takes the certificate away from live listeners. */
export default describeRule({
  code: 'GWA-PRO-004',
  name: 'listeners-lose-certificate',
  producer: 'engine',
  severity: 'warning',
  gate: 'opt-in',
  since: '0.1.0',
  docs: {
    summary: 'The change or deletion takes away a certificate, or the permission to use it, from listeners that serve with it now.',
    why: 'A listener without its certificate cannot finish TLS handshakes, and all its routes go with it.',
    fix: 'Give the listeners another certificate first, or keep the Secret or the ReferenceGrant.',
    spec: 'Gateway API reference, listeners[].tls.certificateRefs; condition ResolvedRefs of listeners',
  },
})
