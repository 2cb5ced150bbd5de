import type { Tri } from '../../inventory/snapshot.ts'
import { type GroupKind, gatewayGroup, type Listener } from '../model.ts'
import type { Profile } from '../profile.ts'

/** The protocols of the specification. */
export const coreProtocols: readonly string[] = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP']

const core: ReadonlySet<string> = new Set(coreProtocols)

/** Names of vendors that carry no domain: the waypoints of Istio listen with HBONE. */
const plainVendors: ReadonlySet<string> = new Set(['HBONE'])

export type ProtocolStanding = 'core' | 'vendor' | 'unsupported'

/** `example.com/Name` belongs to a vendor: nothing is known about it. Anything else outside the five is supported by nobody. */
export function protocolStanding(protocol: string): ProtocolStanding {
  return core.has(protocol) ? 'core' : protocol.includes('/') || plainVendors.has(protocol) ? 'vendor' : 'unsupported'
}

/** Whether the controller serves the listener's protocol: a core one if it implements a kind of route for it, and its own. */
export function servesProtocol(listener: Listener, profile: Profile): Tri {
  if (profile.protocols.includes(listener.protocol)) return 'yes'
  const standing = protocolStanding(listener.protocol)
  if (standing === 'vendor') return profile.vendorsComplete ? 'no' : 'unknown'
  return standing === 'core' && offeredKinds(listener, profile).length > 0 ? 'yes' : 'no'
}

/** Listeners share a port only within one transport. */
export function transportOf(protocol: string): 'UDP' | 'TCP' {
  return protocol === 'UDP' ? 'UDP' : 'TCP'
}

export function isTlsFamily(protocol: string): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS'
}

/** Route kinds that a listener offers when it names none. */
export function offeredKinds(listener: Listener, profile: Profile): readonly GroupKind[] {
  const kinds = offered(listener, profile)
  const implemented = profile.routeKinds
  return kinds.filter(kind => implemented === undefined || implemented.includes(kind)).map(kind => ({ group: gatewayGroup, kind }))
}

function offered(listener: Listener, profile: Profile): readonly string[] {
  switch (listener.protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute']
    case 'TLS':
      return listener.tls?.mode === 'Passthrough' ? ['TLSRoute'] : profile.tlsTerminateKinds
    case 'TCP':
      return ['TCPRoute']
    case 'UDP':
      return ['UDPRoute']
    default:
      return []
  }
}

export interface KindsOffered {
  readonly supported: readonly GroupKind[]
  readonly invalid: readonly (GroupKind & { readonly at: readonly (string | number)[] })[]
  /** False where a vendor decides. */
  readonly known: boolean
}

/** `supportedKinds` of a listener: what it names and can be, in its order and each once; what its protocol offers where it names none. */
export function kindsOf(listener: Listener, profile: Profile): KindsOffered {
  const standing = protocolStanding(listener.protocol)
  const offer = offeredKinds(listener, profile)
  // Of a protocol that nobody serves, no kind of route is right or wrong.
  if (standing === 'unsupported' || (standing === 'vendor' && profile.vendorsComplete)) return { supported: [], invalid: [], known: true }
  if (standing === 'vendor') return { supported: listener.allowedKinds, invalid: [], known: false }
  if (listener.allowedKinds.length === 0) return { supported: offer, invalid: [], known: true }
  const supported: GroupKind[] = []
  const invalid: KindsOffered['invalid'][number][] = []
  let known = true
  for (const named of listener.allowedKinds) {
    // A vendor's own kind of route may well fit the vendor's listener.
    if (named.group !== gatewayGroup && standing === 'core') {
      if (named.group === '' || profile.vendorsComplete) invalid.push(named)
      else known = false
    } else if (!offer.some(kind => kind.kind === named.kind)) {
      invalid.push(named)
    } else if (!supported.some(kind => kind.kind === named.kind)) {
      supported.push({ group: named.group, kind: named.kind })
    }
  }
  return { supported, invalid, known }
}
