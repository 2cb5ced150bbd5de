import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A Secret that holds no usable certificate. */
export default defineRule({
  code: 'GWA-TLS-003',
  name: 'unusable-certificate',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary:
      'A Secret has the wrong type, lacks a certificate or key, or its certificate and key cannot be read or do not belong together.',
    why: 'There is nothing to present: the listener shows ResolvedRefs=False and TLS handshakes fail.',
    fix: 'Create the Secret with kubectl create secret tls, from a certificate and its own private key in PEM form.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference; conformance test GatewayInvalidTLSConfiguration',
  },
  messages: {
    unusable: ({ secret, detail, name }: { secret: string; detail: string; name: string }) =>
      `${secret} ${detail}: TLS handshakes with listener ${name} fail`,
  },
  check(object, { topology, report }) {
    for (const { name, certificates } of topology.listenersOf(object)) {
      for (const { ref, object: found, problem } of certificates) {
        if (found.state !== 'found' || problem?.reason !== 'InvalidCertificateRef') continue
        report(
          'unusable',
          [...ref.at, 'name'],
          { secret: named(ref), detail: problem.detail, name },
          {
            condition: { type: 'ResolvedRefs', status: 'False', reason: problem.reason },
            related: [{ object: { group: '', kind: 'Secret', namespace: ref.namespace, name: ref.name }, message: problem.detail }],
          },
        )
      }
    }
  },
})
