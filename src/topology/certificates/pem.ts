import { decodeBase64 } from '../../values/base64.ts'
import { Malformed } from '../../values/malformed.ts'

/** One block of PEM. */
export interface PemBlock {
  readonly label: string
  readonly bytes: Uint8Array
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g

/** The blocks of a text; undefined in place of one whose body is not base64. What stands between blocks does not count. */
export function readPem(text: string): readonly (PemBlock | undefined)[] {
  return [...text.matchAll(block)].map(([, label = '', body = '']) => {
    const bytes = decode(body.replace(/\s+/g, ''))
    return bytes === undefined ? undefined : { label, bytes }
  })
}

/** Base64 of a Secret's `data` as text of one character a byte; undefined where it is not base64. */
export function decodeText(base64: string): string | undefined {
  const bytes = decode(base64.replace(/\s+/g, ''))
  if (bytes === undefined) return undefined
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function decode(base64: string): Uint8Array | undefined {
  const bytes = decodeBase64(base64)
  return bytes instanceof Malformed ? undefined : bytes
}
