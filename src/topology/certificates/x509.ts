import { asText, children, type Element, elements, oid, sameBytes, tags } from './der.ts'

/** What of an X.509 certificate matters to a gateway. */
export interface Certificate {
  /** DNS names of the subject alternative names, lower case. */
  readonly dnsNames: readonly string[]
  readonly uris: readonly string[]
  /** Common name of the subject; browsers ignore it. */
  readonly commonName?: string
  /** RFC 3339. */
  readonly notBefore: string
  readonly notAfter: string
  readonly isCa: boolean
  readonly selfIssued: boolean
  readonly serverAuth: boolean | undefined
  readonly clientAuth: boolean | undefined
  readonly signature: string
  readonly key: PublicKey
}

export interface PublicKey {
  readonly algorithm: 'RSA' | 'EC' | 'Ed25519' | 'other'
  /** The modulus of RSA, the point of an elliptic curve: equal in certificate and private key that belong together. */
  readonly bytes: Uint8Array
  readonly bits: number
}

const oids = {
  rsa: '1.2.840.113549.1.1.1',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  commonName: '2.5.4.3',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  anyUsage: '2.5.29.37.0',
}

/** Reads a certificate; undefined where it is not one. Signatures are not verified: that takes the whole chain and trust. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const [certificate, ...rest] = elements(bytes) ?? []
  if (certificate?.tag !== tags.sequence || rest.length > 0) return undefined
  const [body, algorithm] = children(certificate)
  const parts = children(body).filter(part => part.tag !== 0xa0)
  const [, , issuer, validity, subject, keyInfo] = parts
  const [from, until] = children(validity)
  const key = readPublicKey(keyInfo)
  const notBefore = time(from)
  const notAfter = time(until)
  if (issuer === undefined || subject === undefined || key === undefined || notBefore === undefined || notAfter === undefined)
    return undefined
  const extensions = children(children(parts.find(part => part.tag === 0xa3))[0])
  const extension = (id: string): Element | undefined => {
    const found = extensions.find(entry => oid(children(entry)[0]) === id)
    return found === undefined ? undefined : elements(children(found).at(-1)?.content ?? new Uint8Array())?.[0]
  }
  const names = children(extension(oids.alternativeNames))
  const usage = extension(oids.extendedKeyUsage)
  const usages = usage === undefined ? undefined : children(usage).map(oid)
  const commonName = nameOf(subject)
  return {
    dnsNames: names.filter(name => name.tag === 0x82).map(name => asText(name.content).toLowerCase()),
    uris: names.filter(name => name.tag === 0x86).map(name => asText(name.content)),
    ...(commonName !== undefined && { commonName }),
    notBefore,
    notAfter,
    isCa: children(extension(oids.basicConstraints)).some(part => part.tag === 0x01 && part.content[0] !== 0),
    selfIssued: sameBytes(issuer.whole, subject.whole),
    serverAuth: usages && (usages.includes(oids.serverAuth) || usages.includes(oids.anyUsage)),
    clientAuth: usages && (usages.includes(oids.clientAuth) || usages.includes(oids.anyUsage)),
    signature: oid(children(algorithm)[0]),
    key,
  }
}

/** Reads a SubjectPublicKeyInfo. */
export function readPublicKey(info: Element | undefined): PublicKey | undefined {
  const [algorithm, bits] = children(info)
  if (bits?.tag !== tags.bitString) return undefined
  const bytes = bits.content.subarray(1)
  switch (oid(children(algorithm)[0])) {
    case oids.rsa:
      return rsaKey(children(elements(bytes)?.[0])[0])
    case oids.ec:
      return { algorithm: 'EC', bytes, bits: ((bytes.length - 1) / 2) * 8 }
    case oids.ed25519:
      return { algorithm: 'Ed25519', bytes, bits: 256 }
    default:
      return { algorithm: 'other', bytes, bits: 0 }
  }
}

/** The public part of an unencrypted private key: PKCS #1, PKCS #8 or SEC 1. `unknown` where the key does not carry it. */
export function publicPartOf(label: string, bytes: Uint8Array): PublicKey | 'unknown' | undefined {
  const [key, ...rest] = elements(bytes) ?? []
  if (key?.tag !== tags.sequence || rest.length > 0) return undefined
  const parts = children(key)
  if (label === 'RSA PRIVATE KEY') return rsaKey(parts[1])
  if (label === 'EC PRIVATE KEY') return parts.length < 2 ? undefined : ecKey(parts)
  if (label !== 'PRIVATE KEY' || parts.length < 3) return undefined
  const inner = elements(parts[2]!.content)?.[0]
  switch (oid(children(parts[1])[0])) {
    case oids.rsa:
      return rsaKey(children(inner)[1])
    case oids.ec:
      return ecKey(children(inner))
    default:
      return inner === undefined ? undefined : 'unknown'
  }
}

function ecKey(parts: readonly Element[]): PublicKey | 'unknown' {
  const point = children(parts.find(part => part.tag === 0xa1))[0]
  if (point === undefined) return 'unknown'
  const bytes = point.content.subarray(1)
  return { algorithm: 'EC', bytes, bits: ((bytes.length - 1) / 2) * 8 }
}

function rsaKey(modulus: Element | undefined): PublicKey | undefined {
  if (modulus?.tag !== tags.integer) return undefined
  const bytes = modulus.content[0] === 0 ? modulus.content.subarray(1) : modulus.content
  return { algorithm: 'RSA', bytes, bits: bytes.length * 8 }
}

function nameOf(subject: Element): string | undefined {
  for (const set of children(subject)) {
    for (const pair of children(set)) {
      const [id, value] = children(pair)
      if (oid(id) === oids.commonName && value !== undefined) return asText(value.content)
    }
  }
  return undefined
}

/** UTCTime and GeneralizedTime as RFC 3339. */
function time(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined
  const text = asText(element.content)
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text)
  if (match === null) return undefined
  const [, year = '', month, day, hour, minute, second] = match
  const full = year.length === 4 ? year : Number(year) < 50 ? `20${year}` : `19${year}`
  return `${full}-${month}-${day}T${hour}:${minute}:${second}Z`
}
