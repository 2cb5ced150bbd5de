import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A certificate that names its host in the common name only. */
export default defineRule({
  code: 'GWA-TLS-007',
  name: 'certificate-without-names',
  severity: 'warning',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary: 'A certificate has no subject alternative names.',
    why: 'Clients have stopped looking at the common name: they refuse the certificate whatever it says there.',
    fix: 'Issue the certificate with subject alternative names.',
    spec: 'RFC 9525, section 2: the common name is not used',
  },
  messages: {
    none: ({ secret, cn, name }: { secret: string; cn: string; name: string }) =>
      `the certificate in ${secret} has no subject alternative names${cn === '' ? '' : `, only the common name ${cn}`}: clients of listener ${name} refuse it`,
  },
  check(object, { topology, report }) {
    for (const { name, certificates } of topology.listenersOf(object)) {
      for (const { ref, certificates: chain = [], problem } of certificates) {
        const [leaf] = chain
        if (leaf === undefined || problem !== undefined || leaf.dnsNames.length > 0 || leaf.uris.length > 0) continue
        // The certificate of an authority is the business of certificate-not-trusted, but for those that sign themselves.
        if (leaf.isCa && !leaf.selfIssued) continue
        report('none', [...ref.at, 'name'], { secret: named(ref), cn: leaf.commonName ?? '', name })
      }
    }
  },
})
