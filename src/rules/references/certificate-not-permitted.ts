import { defineRule } from '../rule.ts'
import { grantAdvice } from '../view/grant.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A certificate in another namespace that no ReferenceGrant opens. */
export default defineRule({
  code: 'GWA-REF-002',
  name: 'certificate-not-permitted',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'A listener uses a certificate of another namespace without a ReferenceGrant there.',
    why: 'The certificate may not be presented: the listener shows ResolvedRefs=False and TLS handshakes fail. A ListenerSet needs a grant of its own kind.',
    fix: 'Add a ReferenceGrant to the namespace of the Secret, or copy the Secret.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference; GEP-1713 for ListenerSet',
  },
  messages: {
    refused: ({ from, secret, to, name, close }: { from: string; secret: string; to: string; name: string; close: string }) =>
      `${from} may not use ${secret}, no ReferenceGrant in ${to} permits it: TLS handshakes with listener ${name} fail${close}`,
    nearly: ({ from, secret, close }: { from: string; secret: string; close: string }) =>
      `no ReferenceGrant among the objects given lets ${from} use ${secret}${close}`,
  },
  check(object, { topology, options, report }) {
    for (const { name, owner, certificates } of topology.listenersOf(object)) {
      for (const { ref, permitted } of certificates) {
        if (permitted === 'yes') continue
        const { close, details, near } = grantAdvice(topology, owner, ref, options)
        const data = { from: `${owner.kind}s of namespace ${owner.namespace}`, secret: named(ref), to: ref.namespace, name, close }
        const condition = { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' } as const
        if (permitted === 'no') report('refused', [...ref.at, 'namespace'], data, { ...details, condition })
        else if (near) report('nearly', [...ref.at, 'namespace'], data, { ...details, severity: 'warning' })
      }
    }
  },
})
