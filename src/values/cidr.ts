import { IP, parseAddress } from './ip.ts'
import { Malformed } from './malformed.ts'
import { quote } from './quote.ts'

/** An address with a prefix length, as Go's netip.Prefix. Bits behind the prefix are kept until `masked`. */
export class CIDR {
  readonly ip: IP
  readonly prefixLength: number

  constructor(ip: IP, prefixLength: number) {
    this.ip = ip
    this.prefixLength = prefixLength
  }

  /** Never across families, never for an address with a zone. */
  contains(ip: IP): boolean {
    return ip.zone === '' && ip.bytes.length === this.ip.bytes.length && samePrefix(this.ip.bytes, ip.bytes, this.prefixLength)
  }

  containsCIDR(other: CIDR): boolean {
    return this.prefixLength <= other.prefixLength && this.contains(other.ip)
  }

  masked(): CIDR {
    const bytes = this.ip.bytes.map((byte, i) => {
      const bits = this.prefixLength - i * 8
      return bits >= 8 ? byte : bits <= 0 ? 0 : byte & (0xff << (8 - bits))
    })
    return new CIDR(new IP(bytes), this.prefixLength)
  }

  get celType(): string {
    return 'net.CIDR'
  }

  celSize(): number {
    return Math.ceil(this.prefixLength / 8)
  }

  equals(other: unknown): boolean {
    return other instanceof CIDR && this.prefixLength === other.prefixLength && this.ip.equals(other.ip)
  }

  toString(): string {
    return `${this.ip}/${this.prefixLength}`
  }
}

function samePrefix(a: Uint8Array, b: Uint8Array, length: number): boolean {
  const whole = length >> 3
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false
  const bits = length & 7
  return bits === 0 || (a[whole]! ^ b[whole]!) >> (8 - bits) === 0
}

/** Go's netip.ParsePrefix. */
export function parsePrefix(text: string): CIDR | Malformed {
  const slash = text.lastIndexOf('/')
  const refuse = (why: string) => new Malformed(`netip.ParsePrefix(${quote(text)}): ${why}`)
  if (slash < 0) return refuse("no '/'")
  const ip = parseAddress(text.slice(0, slash))
  if (ip instanceof Malformed) return refuse(ip.message)
  if (ip.zone !== '') return refuse('IPv6 zones cannot be present in a prefix')
  const bits = text.slice(slash + 1)
  if (!/^(?:[0-9]|[1-9][0-9]*)$/.test(bits) || BigInt(bits) >= 1n << 63n) return refuse(`bad bits after slash: ${quote(bits)}`)
  if (Number(bits) > ip.bytes.length * 8) return refuse('prefix length out of range')
  return new CIDR(ip, Number(bits))
}

/** What Kubernetes allows as a network: host bits may be set, IPv4 written as IPv6 may not. */
export function parseCIDR(text: string): CIDR | Malformed {
  const prefix = parsePrefix(text)
  if (prefix instanceof Malformed) return new Malformed(`network address parse error during conversion from string: ${prefix.message}`)
  if (prefix.ip.isMapped()) return new Malformed(`IPv4-mapped IPv6 address ${quote(text)} is not allowed`)
  return prefix
}
