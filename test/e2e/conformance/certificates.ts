import { X509Certificate } from 'node:crypto'
import type { ObjectRef } from '../../../src/diagnostics/finding.ts'
import type { Snapshot } from '../../../src/inventory/index.ts'
import type { BackendOutcome } from '../../../src/topology/simulate/result.ts'
import type { EffectiveListener } from '../../../src/topology/topology.ts'

/** The certificate that a Secret holds, in PEM. */
export function certificateIn(snapshot: Snapshot, secret: ObjectRef): string {
  const data = snapshot.get(secret)!['data'] as Record<string, string>
  return Buffer.from(data['tls.crt']!, 'base64').toString()
}

function authorityIn(snapshot: Snapshot, configMap: ObjectRef): X509Certificate {
  return new X509Certificate((snapshot.get(configMap)!['data'] as Record<string, string>)['ca.crt']!)
}

/** Whether a client's certificate was signed by an authority that a listener trusts. */
export function judgeClient(snapshot: Snapshot, listener: EffectiveListener, certificate: string): 'valid' | 'invalid' {
  const shown = new X509Certificate(certificate)
  const authorities = listener.clientValidation!.cas.map(({ ref }) => authorityIn(snapshot, ref))
  return authorities.some(authority => shown.verify(authority.publicKey)) ? 'valid' : 'invalid'
}

/** Whether the certificate of a backend satisfies what a BackendTLSPolicy asks for. */
export function satisfies(snapshot: Snapshot, tls: NonNullable<BackendOutcome['tls']>, certificate: string): boolean {
  const shown = new X509Certificate(certificate)
  const signed = tls.ca.some(text => {
    const [, kind = '', namespace = '', name = ''] = /^(\S+) (.+)\/(.+)$/.exec(text) ?? []
    return shown.verify(authorityIn(snapshot, { group: '', kind, namespace, name }).publicKey)
  })
  if (!signed) return false
  if (tls.subjectAltNames.length === 0) return shown.checkHost(tls.hostname) !== undefined
  // `DNS:a.example.com, URI:spiffe://a.example.com/b`
  const names = (shown.subjectAltName ?? '').split(', ').map(entry => entry.slice(entry.indexOf(':') + 1))
  return tls.subjectAltNames.some(wanted => names.includes(wanted))
}
