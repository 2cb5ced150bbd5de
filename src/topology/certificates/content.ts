import { keptOn } from '../../inventory/kept-on.ts'
import type { KubeObject } from '../../kinds/object.ts'
import type { Profile } from '../profile.ts'
import { fields, isFields, text } from '../reading/fields.ts'
import { sameBytes } from './der.ts'
import { decodeText, readPem } from './pem.ts'
import { type Certificate, publicPartOf, readCertificate } from './x509.ts'

/** What a Secret or ConfigMap holds: certificates, or why it cannot be used. */
export interface Content {
  readonly certificates?: readonly Certificate[]
  /** The end of a sentence that begins with the object: `has no key tls.crt`. */
  readonly problem?: string
  /** True where its data is not there to see. */
  readonly withheld?: boolean
}

/** The text under a key of a Secret (`data`, `stringData`) or a ConfigMap; `malformed` where `data` of a Secret is not base64. */
function entry(object: KubeObject, key: string): string | 'malformed' | undefined {
  const plain = text(fields(object.kind === 'Secret' ? object['stringData'] : object['data'])[key])
  if (plain !== undefined) return plain
  if (object.kind !== 'Secret') {
    const binary = text(fields(object['binaryData'])[key])
    return binary === undefined ? undefined : (decodeText(binary) ?? 'malformed')
  }
  const encoded = text(fields(object['data'])[key])
  return encoded === undefined ? undefined : (decodeText(encoded) ?? 'malformed')
}

/** Whether the object was given without its data, as Secrets often are. Data with nothing in it was given. */
function withheld(object: KubeObject): boolean {
  return !isFields(object['data']) && !isFields(object['stringData'])
}

/** Types of Secrets that may hold a certificate with its key; Opaque is what a Secret has that says none. */
export const keyPairTypes: readonly string[] = ['kubernetes.io/tls', 'Opaque']

const keyPairs = keptOn<Content>()
const authorities = keptOn<Content>()

/** A Secret of one of `types` with a certificate and its private key. */
export function keyPairOf(secret: KubeObject, types: readonly string[]): Content {
  const type = text(secret['type']) ?? 'Opaque'
  if (!types.includes(type)) return { problem: `has type ${type}, not kubernetes.io/tls` }
  let content = keyPairs.get(secret)
  if (content === undefined) {
    content = readKeyPair(secret)
    keyPairs.set(secret, content)
  }
  return content
}

function readKeyPair(secret: KubeObject): Content {
  if (withheld(secret)) return { withheld: true }
  const [chain, key] = [entry(secret, 'tls.crt'), entry(secret, 'tls.key')]
  if (chain === undefined || chain === '') return { problem: 'has no key tls.crt' }
  if (key === undefined || key === '') return { problem: 'has no key tls.key' }
  const certificates = readChain(chain)
  if (typeof certificates === 'string') return { problem: `holds no usable certificate under tls.crt: ${certificates}` }
  const blocks = readPem(key).filter(block => block?.label.endsWith('PRIVATE KEY'))
  const block = blocks[0]
  if (block === undefined) return { certificates, problem: 'holds no private key in PEM form under tls.key' }
  if (block.label === 'ENCRYPTED PRIVATE KEY') return { certificates, problem: 'holds an encrypted private key under tls.key' }
  const own = publicPartOf(block.label, block.bytes)
  if (own === undefined) return { certificates, problem: 'holds a private key that cannot be read under tls.key' }
  const leaf = certificates[0]!.key
  if (own !== 'unknown' && (own.algorithm !== leaf.algorithm || !sameBytes(own.bytes, leaf.bytes)))
    return { certificates, problem: 'holds a private key that does not belong to its certificate' }
  return { certificates }
}

/** A ConfigMap (or Secret) with certificate authorities under `ca.crt`; some controllers take whatever is there. */
export function authoritiesOf(object: KubeObject, want: Profile['authorities']): Content {
  if (object.kind === 'Secret' && withheld(object)) return { withheld: true }
  if (want === 'anything') {
    const data = { ...fields(object['data']), ...fields(object['stringData']) }
    const keys = Object.keys(data)
    const key = ['ca.crt', 'tls.crt'].find(name => name in data) ?? (keys.length === 1 ? keys[0]! : undefined)
    if (key === undefined) return { problem: 'has no key ca.crt' }
    return data[key] === '' ? { problem: `has nothing under ${key}` } : {}
  }
  let content = authorities.get(object)
  if (content === undefined) {
    content = readAuthorities(object)
    authorities.set(object, content)
  }
  return content
}

function readAuthorities(object: KubeObject): Content {
  const bundle = entry(object, 'ca.crt')
  if (bundle === undefined || bundle === '') return { problem: 'has no key ca.crt' }
  const certificates = readChain(bundle)
  return typeof certificates === 'string' ? { problem: `holds no usable certificate under ca.crt: ${certificates}` } : { certificates }
}

/** The certificates of a PEM text, or why there are none. */
function readChain(pem: string): readonly Certificate[] | string {
  const blocks = readPem(pem)
  if (blocks.length === 0) return 'it is not in PEM form'
  const certificates: Certificate[] = []
  for (const block of blocks) {
    if (block === undefined) return 'a block is not base64'
    if (block.label !== 'CERTIFICATE') continue
    const certificate = readCertificate(block.bytes)
    if (certificate === undefined) return 'a block is not an X.509 certificate'
    certificates.push(certificate)
  }
  return certificates.length === 0 ? 'there is no CERTIFICATE block' : certificates
}
