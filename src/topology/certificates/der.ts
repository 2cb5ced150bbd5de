/** One element of DER: its tag, its content, and where the whole of it lies. */
export interface Element {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

export const tags = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const

/** Reads the elements that stand one after the other in `bytes`; undefined where they are not DER. */
export function elements(bytes: Uint8Array): readonly Element[] | undefined {
  const found: Element[] = []
  let at = 0
  while (at < bytes.length) {
    const element = read(bytes, at)
    if (element === undefined) return undefined
    found.push(element)
    at += element.whole.length
  }
  return found
}

/** The children of an element. */
export function children(element: Element | undefined): readonly Element[] {
  return element === undefined ? [] : (elements(element.content) ?? [])
}

function read(bytes: Uint8Array, at: number): Element | undefined {
  const tag = bytes[at]
  const first = bytes[at + 1]
  // Tags beyond 30 take more than a byte; nothing here uses them.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined
  let length = first
  let start = at + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) return undefined
    length = 0
    for (let i = 0; i < count; i++) {
      const byte = bytes[start + i]
      if (byte === undefined) return undefined
      length = length * 256 + byte
    }
    start += count
  }
  const end = start + length
  if (end > bytes.length) return undefined
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) }
}

/** An object identifier in its dotted form. */
export function oid(element: Element | undefined): string {
  if (element === undefined || element.tag !== tags.oid || element.content.length === 0) return ''
  const arcs: number[] = []
  let value = 0
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(value)
      value = 0
    }
  }
  const head = arcs[0] ?? 0
  const top = Math.min(2, Math.floor(head / 40))
  return [top, head - top * 40, ...arcs.slice(1)].join('.')
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Text of any of the string types of ASN.1, as far as it is ASCII or UTF-8. */
export function asText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
