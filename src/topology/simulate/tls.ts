import { certificateCovers, matchesHostname } from '../../values/hostname.ts'
import type { CertificateFacts, EffectiveListener } from '../topology.ts'
import type { ReadRequest } from './request.ts'
import type { Answer, TlsOutcome } from './result.ts'

/** The handshake at the listener that owns the name. */
export function handshake(listener: EffectiveListener, sni: string): TlsOutcome {
  const mode = listener.tls?.mode ?? 'Terminate'
  if (mode === 'Passthrough') return { mode, sni }
  const certificate = presented(listener.certificates, sni)
  const covers =
    certificate?.dnsNames === undefined || sni === '' ? undefined : certificate.dnsNames.some(name => certificateCovers(name, sni))
  return {
    mode,
    sni,
    ...(certificate !== undefined && {
      certificate: {
        group: certificate.ref.group,
        kind: certificate.ref.kind,
        namespace: certificate.ref.namespace,
        name: certificate.ref.name,
      },
    }),
    ...(covers !== undefined && { covers }),
    ...(listener.clientValidation !== undefined && { clientValidation: listener.clientValidation.mode }),
  }
}

/** Of several certificates the first that covers the name, the first of all otherwise. */
function presented(certificates: readonly CertificateFacts[], sni: string): CertificateFacts | undefined {
  return certificates.find(({ dnsNames }) => dnsNames?.some(name => certificateCovers(name, sni))) ?? certificates[0]
}

/** Whether the handshake fails for want of a client certificate. */
export function refusesClient(listener: EffectiveListener, { given }: ReadRequest): Answer | undefined {
  if (listener.clientValidation?.mode !== 'AllowValidOnly') return undefined
  if (given.clientCertificate === 'valid') return undefined
  if (given.clientCertificate === 'invalid') return { kind: 'refused', reason: 'the client certificate is not valid for the listener' }
  return { kind: 'refused', reason: 'the listener asks for a client certificate, and the client has none' }
}

/**
 * The listener that owns the Host of a request when it is another one than that of the handshake: a client reused its connection, and must be
 * sent away with 421 so that certificates and client validation are not passed by.
 * @see GEP-3567
 */
export function misdirected(listener: EffectiveListener, owner: EffectiveListener | undefined, host: string): boolean {
  return (
    owner !== undefined &&
    owner !== listener &&
    !(listener.hostname !== '' && listener.hostname === owner.hostname) &&
    matchesHostname(owner.hostname, host)
  )
}
