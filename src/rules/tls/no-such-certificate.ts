import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A certificate that does not exist. */
export default defineRule({
  code: 'GWA-TLS-002',
  name: 'no-such-certificate',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary: 'A certificateRef names a Secret that does not exist, and nothing that would make it.',
    why: 'There is no certificate to present: the listener shows ResolvedRefs=False and TLS handshakes fail.',
    fix: 'Create the Secret, or correct the name or namespace.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference, reason InvalidCertificateRef',
  },
  messages: {
    absent: ({ secret, name, meant }: { secret: string; name: string; meant: string }) =>
      `there is no ${secret}: TLS handshakes with listener ${name} fail${meant}`,
    meant: ({ secret, meant }: { secret: string; meant: string }) =>
      `${secret} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { name, certificates } of topology.listenersOf(object)) {
      for (const { ref, object: found, permitted } of certificates) {
        if (found.state === 'found' || permitted === 'no' || ref.group !== '' || ref.kind !== 'Secret') continue
        const names = namesOf(snapshot.list('', 'Secret', ref.namespace))
        const near = found.state === 'absent' ? closest(ref.name, names) : typoFor(ref.name, names)
        const meant = near === undefined ? '' : `Secret ${ref.namespace}/${near}`
        if (found.state === 'absent') {
          report(
            'absent',
            [...ref.at, 'name'],
            { secret: named(ref), name, meant: meant === '' ? '' : `; did you mean ${meant}` },
            {
              condition: { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef' },
            },
          )
        } else if (near !== undefined) report('meant', [...ref.at, 'name'], { secret: named(ref), meant }, { severity: 'warning' })
      }
    }
  },
})
