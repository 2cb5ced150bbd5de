import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Days before the end of a certificate from which on it is worth a word. */
const SOON = 21

/** A certificate that can be read and that clients refuse all the same. */
export default defineRule({
  code: 'GWA-TLS-005',
  name: 'certificate-not-trusted',
  severity: 'warning',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary: 'A certificate is out of date, made for another use, or too weak.',
    why: 'The controller presents it, and clients refuse it: every request ends in a certificate error.',
    fix: 'Issue a new certificate for servers, with RSA of at least 2048 bits or an elliptic curve, signed with SHA-256 or better.',
    spec: 'RFC 5280, sections 4.1.2.5 and 4.2.1.12; CA/Browser Forum Baseline Requirements',
  },
  messages: {
    expired: ({ secret, name, on }: Data) => `the certificate in ${secret} ended on ${on}: clients of listener ${name} refuse it`,
    early: ({ secret, name, on }: Data) => `the certificate in ${secret} begins on ${on}: until then clients of listener ${name} refuse it`,
    soon: ({ secret, name, on }: Data) => `the certificate in ${secret} ends on ${on}: from then on clients of listener ${name} refuse it`,
    authority: ({ secret, name }: Data) =>
      `${secret} holds the certificate of an authority where that of a server belongs: clients of listener ${name} may refuse it`,
    usage: ({ secret, name }: Data) =>
      `the certificate in ${secret} is not made for servers (extended key usage): clients of listener ${name} refuse it`,
    weak: ({ secret, name, what }: Data & { what: string }) =>
      `the certificate in ${secret} ${what}: clients of listener ${name} refuse it`,
  },
  check(object, { topology, options, report }) {
    for (const { name, certificates } of topology.listenersOf(object)) {
      for (const { ref, certificates: chain = [], problem } of certificates) {
        const [leaf] = chain
        if (leaf === undefined || problem !== undefined) continue
        const at = [...ref.at, 'name']
        const data = { secret: named(ref), name, on: '' }
        const { now } = options
        if (now !== undefined) {
          const [time, from, until] = [now, leaf.notBefore, leaf.notAfter].map(text => Date.parse(text)) as [number, number, number]
          if (time > until) report('expired', at, { ...data, on: leaf.notAfter.slice(0, 10) })
          else if (time < from) report('early', at, { ...data, on: leaf.notBefore.slice(0, 10) })
          else if (until - time < SOON * 86_400_000) report('soon', at, { ...data, on: leaf.notAfter.slice(0, 10) }, { severity: 'info' })
        }
        if (leaf.isCa && !leaf.selfIssued) report('authority', at, data)
        if (leaf.serverAuth === false) report('usage', at, data)
        if (leaf.key.algorithm === 'RSA' && leaf.key.bits < 2048)
          report('weak', at, { ...data, what: `has an RSA key of ${leaf.key.bits} bits` })
        if (/sha-?1|md5/i.test(leaf.signature) && !leaf.selfIssued)
          report('weak', at, { ...data, what: `is signed with ${leaf.signature}` })
      }
    }
  },
})

interface Data {
  readonly secret: string
  readonly name: string
  readonly on: string
}
