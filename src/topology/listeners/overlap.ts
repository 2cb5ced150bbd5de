import { intersectHostnames } from '../../values/hostname.ts'
import type { Listener } from '../model.ts'
import type { Profile } from '../profile.ts'
import type { CertificateFacts, EffectiveListener } from '../topology.ts'
import { isTlsFamily } from './protocol.ts'

/** Whether both take TLS handshakes on one port, and the controller compares them. */
export function sharesTlsPort(a: Listener, b: Listener, { overlapAmong }: Profile): boolean {
  const counts = ({ protocol }: Listener) => (overlapAmong === 'HTTPS' ? protocol === 'HTTPS' : isTlsFamily(protocol))
  return a.port === b.port && counts(a) && counts(b)
}

/**
 * Whether one TLS handshake could belong to either listener: the same port, and hostnames that meet without being equal (equal ones conflict).
 * A client may then reuse a connection for a name that another listener owns.
 * @see GEP-3567
 */
export function overlapping(a: Listener, b: Listener, profile: Profile): boolean {
  return sharesTlsPort(a, b, profile) && a.hostname !== b.hostname && intersectHostnames(a.hostname, b.hostname) !== undefined
}

/** Whether certificates of both listeners cover a common name: a wildcard stands for one label there. */
export function sharesCertificateName(a: EffectiveListener, b: EffectiveListener): boolean {
  const [left, right] = [namesOf(a.certificates), namesOf(b.certificates)]
  return left.some(name => right.some(other => meet(name, other)))
}

function namesOf(certificates: readonly CertificateFacts[]): readonly string[] {
  return certificates.flatMap(certificate => certificate.dnsNames ?? [])
}

function meet(a: string, b: string): boolean {
  if (a === b) return true
  const [wildcard, name] = a.startsWith('*.') ? [a, b] : [b, a]
  return wildcard.startsWith('*.') && name.includes('.') && name.slice(name.indexOf('.')) === wildcard.slice(1)
}
