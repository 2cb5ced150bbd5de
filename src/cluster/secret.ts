import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { KubeObject } from '../kinds/object.ts'

/** Certificates are public: these keys keep their values. */
const certificates = new Set(['tls.crt', 'ca.crt', 'ca-bundle.crt'])

/**
 * Reduces a Secret to what may be kept of it: its type, the names of its keys, its certificates. Every other value is emptied, and a private
 * key loses what is private about it before anything holds on to it: whether it belongs to the certificate can still be told.
 */
export function certificateFacts(secret: KubeObject): KubeObject {
  const { managedFields: _, annotations: __, ...metadata } = secret.metadata
  const facts: Record<string, string> = {}
  for (const [key, value] of Object.entries((secret['data'] ?? {}) as Record<string, string>)) {
    facts[key] = certificates.has(key) ? value : key === 'tls.key' && value !== '' ? withoutSecret(value) : ''
  }
  return { apiVersion: secret.apiVersion, kind: secret.kind, metadata, type: secret['type'], data: facts }
}

/** A key file of the same kind with nothing but the public part in it. Base64 in, base64 out. */
function withoutSecret(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('latin1')
  return Buffer.from(hollow(text)).toString('base64')
}

function hollow(text: string): string {
  if (text.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')) return pem('ENCRYPTED PRIVATE KEY', sequence())
  if (!text.includes('PRIVATE KEY-----')) return 'withheld'
  try {
    const key = createPrivateKey(text)
    const { n, x, y } = createPublicKey(key).export({ format: 'jwk' })
    if (key.asymmetricKeyType === 'rsa' && n !== undefined) return pem('RSA PRIVATE KEY', sequence(der(2, [0]), der(2, [0, ...bytesOf(n)])))
    if (key.asymmetricKeyType === 'ec' && x !== undefined && y !== undefined) {
      const point = der(3, [0, 4, ...bytesOf(x), ...bytesOf(y)])
      return pem('EC PRIVATE KEY', sequence(der(2, [1]), der(4, []), der(0xa1, point)))
    }
    // Version, an algorithm that nobody knows, no key: its public part cannot be told.
    return pem('PRIVATE KEY', sequence(der(2, [0]), sequence(der(6, [0])), der(4, der(4, []))))
  } catch {
    return pem('PRIVATE KEY', sequence())
  }
}

function bytesOf(base64url: string): number[] {
  return [...Buffer.from(base64url, 'base64url')]
}

function sequence(...parts: number[][]): number[] {
  return der(0x30, parts.flat())
}

/** One element of DER (ITU-T X.690). */
function der(tag: number, content: number[]): number[] {
  const { length } = content
  if (length < 0x80) return [tag, length, ...content]
  const digits: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff)
  return [tag, 0x80 | digits.length, ...digits, ...content]
}

function pem(label: string, content: number[]): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(content).toString('base64')}\n-----END ${label}-----\n`
}
