import type { Tri } from '../../inventory/snapshot.ts'
import { sharesCertificateName } from '../listeners/overlap.ts'
import type { Profile } from '../profile.ts'
import type { CertificateFacts, EffectiveListener } from '../topology.ts'
import { or } from '../tri.ts'
import { byTri, condition, named, undetermined } from './conditions.ts'
import type { Condition, ListenerStatus } from './result.ts'

/** Whether a ListenerSet brings something: a listener whose certificate is out of reach does not count. */
export function anyUsable(listeners: readonly EffectiveListener[]): Tri {
  return or(...listeners.map(listener => listener.programmed))
}

/** The status of one listener, of a Gateway or of a ListenerSet. */
export function listenerStatus(listener: EffectiveListener, attachedRoutes: number, profile: Profile): ListenerStatus {
  return {
    name: listener.name,
    supportedKinds: supportedKinds(listener),
    attachedRoutes,
    conditions: [accepted(listener), programmed(listener), conflicted(listener), resolvedRefs(listener, profile), ...overlap(listener)],
  }
}

/** Where the controller does not implement how the listener uses TLS, no kind is supported on it. */
function supportedKinds({ rejected, conflict, protocol, supportedKinds }: EffectiveListener): ListenerStatus['supportedKinds'] {
  const mixedModes = conflict?.reason === 'ProtocolConflict' && [{ protocol }, ...conflict.with].every(other => other.protocol === 'TLS')
  return rejected === 'UnsupportedValue' || mixedModes ? [] : supportedKinds
}

function accepted(listener: EffectiveListener): Condition {
  const { conflict, rejected } = listener
  if (conflict !== undefined && conflict.outcome !== 'undetermined')
    return condition('Accepted', 'False', conflict.reason, conflictText(listener))
  if (rejected !== undefined) return condition('Accepted', 'False', rejected, rejectionText(listener))
  const why = listener.accepted === 'no' ? 'the listener lacks something that it must say, or refers to something that cannot be used' : ''
  return byTri('Accepted', listener.accepted, 'Accepted', 'Invalid', why)
}

function programmed(listener: EffectiveListener): Condition {
  const { conflict, owner } = listener
  // Of a ListenerSet the conformance suite wants the reason of the conflict; of a Gateway the specification knows Invalid.
  if (conflict !== undefined && conflict.outcome !== 'undetermined')
    return condition('Programmed', 'False', owner.kind === 'Gateway' ? 'Invalid' : conflict.reason, conflictText(listener))
  return byTri(
    'Programmed',
    listener.programmed,
    'Programmed',
    'Invalid',
    listener.programmed === 'no' ? 'the listener is not accepted, or refers to something that cannot be used' : '',
  )
}

function conflicted(listener: EffectiveListener): Condition {
  const { conflict } = listener
  if (conflict === undefined) return condition('Conflicted', 'False', 'NoConflicts')
  if (conflict.outcome === 'undetermined')
    return condition('Conflicted', 'Unknown', undetermined, `${conflictText(listener)}; whichever is created first keeps the port`)
  return condition('Conflicted', 'True', conflict.reason, conflictText(listener))
}

function conflictText({ conflict, port }: EffectiveListener): string {
  const others = conflict!.with.map(other => `listener ${other.name} of ${named(other.owner)}`)
  return conflict!.reason === 'HostnameConflict'
    ? `${others.join(', ')} has the same port ${port} and hostname`
    : `${others.join(', ')} uses port ${port} with a protocol that cannot share it`
}

function rejectionText({ rejected, protocol }: EffectiveListener): string {
  switch (rejected) {
    case 'UnsupportedProtocol':
      return `${protocol} is not a protocol of Gateway API`
    case 'NoValidCACertificate':
      return 'no certificate authority for client certificates can be used'
    case 'UnsupportedValue':
      return 'the controller does not terminate TLS for TLSRoutes'
    default:
      return ''
  }
}

/** References to certificates and authorities, and the kinds of routes that it names. */
function resolvedRefs(listener: EffectiveListener, { someCertificatesReason }: Profile): Condition {
  const failing = [...(listener.clientValidation?.cas ?? []), ...listener.certificates].find(({ problem }) => problem !== undefined)
  if (failing?.problem !== undefined) {
    const { problem, ref } = failing
    const some = listener.certificates.includes(failing) && listener.certificates.some(other => other.problem === undefined)
    const reason = (some ? someCertificatesReason : undefined) ?? problem.reason
    return condition('ResolvedRefs', 'False', reason, `${named(ref)} ${problem.detail}`)
  }
  const [kind] = listener.invalidKinds
  if (kind !== undefined)
    return condition(
      'ResolvedRefs',
      'False',
      'InvalidRouteKinds',
      `${kind.kind} cannot attach to a listener of protocol ${listener.protocol}`,
    )
  const unknown = [...listener.certificates, ...(listener.clientValidation?.cas ?? [])].find(({ known }) => !known)
  if (unknown !== undefined) return condition('ResolvedRefs', 'Unknown', undetermined, notKnown(unknown))
  return listener.kindsKnown
    ? condition('ResolvedRefs', 'True', 'ResolvedRefs')
    : condition('ResolvedRefs', 'Unknown', undetermined, 'which kinds of route may attach is up to the controller')
}

/** What keeps a reference from being judged. */
function notKnown({ ref, object, permitted }: CertificateFacts): string {
  if (object.state === 'unknown') return `${named(ref)} is not known`
  return permitted === 'unknown'
    ? `whether a ReferenceGrant permits ${named(ref)} is not known`
    : `the content of ${named(ref)} is not known`
}

/** Written only where it is so, among listeners that work. Common names in certificates weigh more than common hostnames. */
function overlap(listener: EffectiveListener): Condition[] {
  if (listener.programmed === 'no' || (listener.overlapping.length === 0 && listener.certificates.length === 0)) return []
  const works = ({ programmed }: EffectiveListener) => programmed !== 'no'
  const shared = listener.neighbours.filter(works).filter(other => sharesCertificateName(listener, other))
  const names = (others: readonly EffectiveListener[]) => others.map(other => `${other.name} of ${named(other.owner)}`).join(', ')
  if (shared.length > 0)
    return [
      condition(
        'OverlappingTLSConfig',
        'True',
        'OverlappingCertificates',
        `the certificate covers names of another listener: ${names(shared)}`,
      ),
    ]
  const overlapping = listener.overlapping.filter(works)
  if (overlapping.length === 0) return []
  return [
    condition(
      'OverlappingTLSConfig',
      'True',
      'OverlappingHostnames',
      `the hostname overlaps with that of another listener: ${names(overlapping)}`,
    ),
  ]
}
