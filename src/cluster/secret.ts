import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { KubeObject } from '../kinds/object.ts'

/** Whether the private key of a TLS Secret fits its certificate; written where the key stood. Base64, as Secret data is. */
export const keyFacts = {
  fits: Buffer.from('gatewright: the key fits').toString('base64'),
  differs: Buffer.from('gatewright: the key differs').toString('base64'),
  unreadable: Buffer.from('gatewright: not a private key').toString('base64'),
} as const

/** Certificates are public: these keys keep their values. */
const certificates = new Set(['tls.crt', 'ca.crt', 'ca-bundle.crt'])

/**
 * Reduces a Secret to what may be kept of it: its type, the names of its keys, its certificates. Values are emptied, and a private key
 * is replaced by whether it fits the certificate, before anything holds on to it.
 */
export function certificateFacts(secret: KubeObject): KubeObject {
  const { managedFields: _, annotations: __, ...metadata } = secret.metadata
  const data = (secret['data'] ?? {}) as Record<string, string>
  const facts: Record<string, string> = {}
  for (const [key, value] of Object.entries(data)) {
    facts[key] = certificates.has(key) ? value : key === 'tls.key' && value !== '' ? keyFact(value, data['tls.crt']) : ''
  }
  return { apiVersion: secret.apiVersion, kind: secret.kind, metadata, type: secret['type'], data: facts }
}

function keyFact(key: string, certificate: string | undefined): string {
  try {
    const fits = new X509Certificate(Buffer.from(certificate ?? '', 'base64')).checkPrivateKey(createPrivateKey(Buffer.from(key, 'base64')))
    return fits ? keyFacts.fits : keyFacts.differs
  } catch {
    return keyFacts.unreadable
  }
}
