import type { Listener } from '../model.ts'
import type { Profile } from '../profile.ts'
import { isTlsFamily, protocolStanding, transportOf } from './protocol.ts'

export type ConflictReason = 'HostnameConflict' | 'ProtocolConflict'

/**
 * Why two listeners cannot share a Gateway; undefined where they are distinct. Different ports and transports never collide, and about the
 * protocols of vendors nothing is known.
 * @see Gateway.spec.listeners
 */
export function conflictBetween(a: Listener, b: Listener, profile: Profile): ConflictReason | undefined {
  if (a.port !== b.port || transportOf(a.protocol) !== transportOf(b.protocol)) return undefined
  if (protocolStanding(a.protocol) !== 'core' || protocolStanding(b.protocol) !== 'core') return undefined
  const sameHost = a.hostname === b.hostname
  if (a.protocol === b.protocol) {
    if (a.protocol === 'TCP' || a.protocol === 'UDP') return 'ProtocolConflict'
    if (sameHost) return 'HostnameConflict'
    return a.protocol === 'TLS' && a.tls?.mode !== b.tls?.mode && profile.features['TLSRouteModeMixed'] === 'no'
      ? 'ProtocolConflict'
      : undefined
  }
  if (isTlsFamily(a.protocol) && isTlsFamily(b.protocol)) return sameHost ? 'HostnameConflict' : undefined
  if (a.protocol === 'TCP' || b.protocol === 'TCP') return 'ProtocolConflict'
  return profile.httpBesideTls === 'by-hostname' && !sameHost ? undefined : 'ProtocolConflict'
}

/** The reason for one listener that collides with several: a wrong protocol weighs more than a taken hostname. */
export function gravest(reasons: readonly ConflictReason[]): ConflictReason {
  return reasons.includes('ProtocolConflict') ? 'ProtocolConflict' : 'HostnameConflict'
}
