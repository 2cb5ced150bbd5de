import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'

/** A certificate that is no Secret. */
export default defineRule({
  code: 'GWA-TLS-001',
  name: 'certificate-kind',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary: 'A certificateRef names something that is not a Secret.',
    why: 'Secrets are all that every controller takes: the listener shows ResolvedRefs=False and TLS handshakes fail.',
    fix: 'Refer to a Secret of type kubernetes.io/tls, or to a kind that your controller documents.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference, reason InvalidCertificateRef',
  },
  messages: {
    core: ({ kind, name }: { kind: string; name: string }) =>
      `listener ${name} takes its certificate from a Secret, not from a ${kind}: TLS handshakes with it fail`,
    vendor: ({ kind, group, name }: { kind: string; group: string; name: string }) =>
      `only controllers that know ${kind} of group ${group} can take the certificate of listener ${name} from it; with others TLS handshakes fail`,
  },
  check(object, { topology, report }) {
    for (const { name, certificates } of topology.listenersOf(object)) {
      for (const { ref } of certificates) {
        if (ref.group === '' && ref.kind === 'Secret') continue
        const details = { condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' } } as const
        if (ref.group === '') report('core', [...ref.at, 'kind'], { kind: ref.kind, name }, details)
        else report('vendor', [...ref.at, 'kind'], { kind: ref.kind, group: ref.group, name }, { ...details, severity: 'warning' })
      }
    }
  },
})
