// The one importer of @peculiar/x509: it needs the metadata shim loaded before it.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

export interface LeafRequest extends Validity {
  readonly commonName: string
  /** Organisations become groups when a Kubernetes API server reads a client certificate. */
  readonly organisations?: readonly string[]
  /** DNS names and IP addresses for the subject alternative names. */
  readonly names: readonly string[]
  readonly usage: 'server' | 'client'
}

/** Issues a self-signed certificate authority that may sign leaves only. */
export async function issueAuthority(commonName: string, validity: Validity): Promise<KeyPair> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${commonName}`,
    ...validity,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys) }
}

/** Issues a leaf signed by `authority`. The certificate holds the leaf alone; callers that serve it append the authority where they want a chain. */
export async function issueLeaf(authority: KeyPair, request: LeafRequest): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.certificate)
  const keys = await newKeys()
  const usage = request.usage === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth
  const names = request.names.map(value => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }))
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [...(request.organisations ?? []).map(name => `O=${name}`), `CN=${request.commonName}`].join(', '),
    issuer: issuer.subject,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([usage]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys) }
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
}

type CryptoKeyPair = webcrypto.CryptoKeyPair

async function pemOf(keys: CryptoKeyPair): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')}\n`
}

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), algorithm, false, ['sign'])
}

/** 16 random octets with the top bit cleared: positive and unique for all practical purposes (RFC 5280, 4.1.2.2). */
function serial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
