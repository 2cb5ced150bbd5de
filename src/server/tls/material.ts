import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { SecureContextOptions, TlsOptions } from 'node:tls'

/** What the server needs to speak TLS, all PEM. */
export interface TlsMaterial {
  /** The leaf, and intermediates after it. */
  readonly certificate: string
  readonly key: string
  /** Authorities of client certificates; without it nobody is asked for one. */
  readonly clientAuthority?: string
}

/** Options for a server and for `setSecureContext`. Connections below TLS 1.2 are refused. */
export function secureContext({ certificate, key, clientAuthority }: TlsMaterial): SecureContextOptions & TlsOptions {
  return {
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    // Refused per path, so that the kubelet's probes need no certificate.
    ...(clientAuthority !== undefined && { ca: clientAuthority, requestCert: true, rejectUnauthorized: false }),
  }
}

/**
 * Looks material over before it is served.
 * @throws where something cannot be read, or certificate and key do not belong together.
 */
export function inspect({ certificate, key, clientAuthority }: TlsMaterial): { readonly notBefore: Date; readonly notAfter: Date } {
  if (clientAuthority !== undefined) inspectAuthorities(clientAuthority)
  const leaf = parsed('the certificate', () => new X509Certificate(certificate))
  if (key.includes('ENCRYPTED')) throw new Error('the private key has a passphrase, and nobody is there to type it')
  const own = parsed('the private key', () => createPrivateKey(key))
  if (!leaf.checkPrivateKey(own)) throw new Error('the private key does not belong to the certificate')
  return { notBefore: new Date(leaf.validFrom), notAfter: new Date(leaf.validTo) }
}

/** Node trusts every public authority where a bundle is empty, and says nothing of what it cannot read. */
function inspectAuthorities(bundle: string): void {
  const found = bundle.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
  if (found === null) throw new Error('the bundle of client authorities holds no certificate')
  for (const pem of found) {
    parsed('a certificate in the bundle of client authorities', () => new X509Certificate(pem))
  }
}

/** What OpenSSL says of a text names neither the text nor what it should be. */
function parsed<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`${what} is no readable PEM (${(error as Error).message})`)
  }
}
