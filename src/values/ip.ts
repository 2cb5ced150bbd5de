import { Malformed } from './malformed.ts'
import { quote } from './quote.ts'

/** An IP address as Go's netip.Addr: four or sixteen bytes, and a zone where an IPv6 one has it. */
export class IP {
  readonly bytes: Uint8Array
  readonly zone: string

  constructor(bytes: Uint8Array, zone = '') {
    this.bytes = bytes
    this.zone = zone
  }

  get family(): 4 | 6 {
    return this.bytes.length === 4 ? 4 : 6
  }

  /** `::ffff:1.2.3.4` and its like. */
  isMapped(): boolean {
    return this.family === 6 && this.bytes[10] === 0xff && this.bytes[11] === 0xff && this.bytes.subarray(0, 10).every(byte => byte === 0)
  }

  isUnspecified(): boolean {
    return this.zone === '' && this.bytes.every(byte => byte === 0)
  }

  isLoopback(): boolean {
    const { bytes } = this
    return bytes.length === 4 ? bytes[0] === 127 : bytes[15] === 1 && bytes.subarray(0, 15).every(byte => byte === 0)
  }

  isMulticast(): boolean {
    return this.family === 4 ? (this.bytes[0]! & 0xf0) === 0xe0 : this.bytes[0] === 0xff
  }

  isLinkLocalMulticast(): boolean {
    const { bytes } = this
    return bytes.length === 4 ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0 : bytes[0] === 0xff && (bytes[1]! & 0x0f) === 0x02
  }

  isLinkLocalUnicast(): boolean {
    const { bytes } = this
    return bytes.length === 4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80
  }

  /** As Go defines it, private and link-local ranges apart: not unspecified, broadcast, loopback, multicast or link-local. */
  isGlobalUnicast(): boolean {
    if (this.family === 4 && this.bytes.every(byte => byte === 255)) return false
    return !this.isUnspecified() && !this.isLoopback() && !this.isMulticast() && !this.isLinkLocalUnicast()
  }

  get celType(): string {
    return 'net.IP'
  }

  celSize(): number {
    return this.bytes.length
  }

  equals(other: unknown): boolean {
    return (
      other instanceof IP &&
      this.zone === other.zone &&
      this.bytes.length === other.bytes.length &&
      this.bytes.every((byte, i) => byte === other.bytes[i])
    )
  }

  /** The canonical form of RFC 5952. */
  toString(): string {
    if (this.family === 4) return this.bytes.join('.')
    const zone = this.zone && `%${this.zone}`
    if (this.isMapped()) return `::ffff:${this.bytes.subarray(12).join('.')}${zone}`
    return printGroups(this.bytes) + zone
  }
}

function printGroups(bytes: Uint8Array): string {
  const groups: number[] = []
  for (let i = 0; i < 16; i += 2) groups.push((bytes[i]! << 8) | bytes[i + 1]!)
  let start = -1
  let length = 1
  for (let i = 0; i < 8; ) {
    let end = i
    while (end < 8 && groups[end] === 0) end++
    if (end - i > length) {
      start = i
      length = end - i
    }
    i = end === i ? i + 1 : end
  }
  const print = (part: number[]) => part.map(group => group.toString(16)).join(':')
  return start < 0 ? print(groups) : `${print(groups.slice(0, start))}::${print(groups.slice(start + length))}`
}

/** Go's netip.ParseAddr: dotted IPv4 without leading zeros, or IPv6, with a zone if need be. */
export function parseAddress(text: string): IP | Malformed {
  const first = /[.:%]/.exec(text)?.[0]
  if (first === '.') return parseIPv4(text)
  if (first === ':') return parseIPv6(text)
  return refuse(text, first === '%' ? 'missing IPv6 address' : 'unable to parse IP')
}

/** What Kubernetes allows as an address: no zone, no IPv4 written as IPv6. */
export function parseIP(text: string): IP | Malformed {
  const address = parseAddress(text)
  if (address instanceof Malformed) {
    return new Malformed(`IP Address ${quote(text)} parse error during conversion from string: ${address.message}`)
  }
  if (address.zone !== '') return new Malformed(`IP address ${quote(text)} with zone value is not allowed`)
  if (address.isMapped()) return new Malformed(`IPv4-mapped IPv6 address ${quote(text)} is not allowed`)
  return address
}

function refuse(text: string, why: string, at?: string): Malformed {
  return new Malformed(`ParseAddr(${quote(text)}): ${why}${at ? ` (at ${quote(at)})` : ''}`)
}

function parseIPv4(text: string): IP | Malformed {
  const bytes = new Uint8Array(4)
  return readIPv4(text, text, bytes, 0) ?? new IP(bytes)
}

/** Reads `part` of `text` into four bytes from `offset` on; answers what is wrong, if anything. */
function readIPv4(text: string, part: string, bytes: Uint8Array, offset: number): Malformed | undefined {
  let value = 0
  let field = 0
  let digits = 0
  for (let i = 0; i < part.length; i++) {
    const code = part.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      if (digits === 1 && value === 0) return refuse(text, 'IPv4 field has octet with leading zero')
      value = value * 10 + code - 48
      digits++
      if (value > 255) return refuse(text, 'IPv4 field has value >255')
    } else if (code === 46) {
      if (i === 0 || i === part.length - 1 || part[i - 1] === '.')
        return refuse(text, 'IPv4 field must have at least one digit', part.slice(i))
      if (field === 3) return refuse(text, 'IPv4 address too long')
      bytes[offset + field++] = value
      value = 0
      digits = 0
    } else return refuse(text, 'unexpected character', part.slice(i))
  }
  if (field < 3) return refuse(text, 'IPv4 address too short')
  bytes[offset + 3] = value
  return undefined
}

function parseIPv6(text: string): IP | Malformed {
  const percent = text.indexOf('%')
  const zone = percent < 0 ? '' : text.slice(percent + 1)
  if (percent >= 0 && zone === '') return refuse(text, 'zone must be a non-empty string')
  let rest = percent < 0 ? text : text.slice(0, percent)
  const bytes = new Uint8Array(16)
  let ellipsis = -1
  if (rest.startsWith('::')) {
    ellipsis = 0
    rest = rest.slice(2)
    if (rest === '') return new IP(bytes, zone)
  }
  let at = 0
  while (at < 16) {
    const group = /^[0-9a-fA-F]*/.exec(rest)![0]
    if (group.length > 4) return refuse(text, 'each group must have 4 or less digits', rest)
    if (group === '') return refuse(text, 'each colon-separated field must have at least one digit', rest)
    if (rest[group.length] === '.') {
      if (ellipsis < 0 && at !== 12) return refuse(text, 'embedded IPv4 address must replace the final 2 fields of the address', rest)
      if (at + 4 > 16) return refuse(text, 'too many hex fields to fit an embedded IPv4 at the end of the address', rest)
      const wrong = readIPv4(text, rest, bytes, at)
      if (wrong) return wrong
      rest = ''
      at += 4
      break
    }
    const value = Number.parseInt(group, 16)
    bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
    rest = rest.slice(group.length)
    if (rest === '') break
    if (rest[0] !== ':') return refuse(text, 'unexpected character, want colon', rest)
    if (rest.length === 1) return refuse(text, 'colon must be followed by more characters', rest)
    rest = rest.slice(1)
    if (rest[0] === ':') {
      if (ellipsis >= 0) return refuse(text, 'multiple :: in address', rest)
      ellipsis = at
      rest = rest.slice(1)
      if (rest === '') break
    }
  }
  if (rest !== '') return refuse(text, 'trailing garbage after address', rest)
  if (at < 16) {
    if (ellipsis < 0) return refuse(text, 'address string too short')
    bytes.copyWithin(ellipsis + 16 - at, ellipsis, at)
    bytes.fill(0, ellipsis, ellipsis + 16 - at)
  } else if (ellipsis >= 0) return refuse(text, 'the :: must expand to at least one field of zeros')
  return new IP(bytes, zone)
}
