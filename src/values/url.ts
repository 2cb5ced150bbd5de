import { parseAddress } from './ip.ts'
import { Malformed } from './malformed.ts'
import { quote } from './quote.ts'

/** Where in a URL a text stands: decides which bytes may appear there unescaped. */
type Place = 'path' | 'host' | 'zone' | 'userinfo' | 'query' | 'fragment'

/**
 * A URL as Go's net/url reads a request URI: `scheme://user@host/path?query`, `scheme:opaque`, or an absolute path.
 * The parts are byte strings (one character per UTF-8 byte) until an accessor decodes them, because percent escapes count bytes.
 */
export class URL {
  readonly #scheme: string
  readonly #opaque: string
  readonly #user: string | undefined
  readonly #host: string
  readonly #path: string
  readonly #rawPath: string
  readonly #query: string
  readonly #forceQuery: boolean
  readonly #omitHost: boolean
  readonly #fragment: string

  constructor(parts: Parts) {
    this.#scheme = parts.scheme
    this.#opaque = parts.opaque
    this.#user = parts.user
    this.#host = parts.host
    this.#path = parts.path
    this.#rawPath = parts.rawPath
    this.#query = parts.query
    this.#forceQuery = parts.forceQuery
    this.#omitHost = parts.omitHost
    this.#fragment = parts.fragment
  }

  get scheme(): string {
    return this.#scheme
  }

  /** Host and port, brackets of an IPv6 address included. */
  get host(): string {
    return toText(this.#host)
  }

  get hostname(): string {
    return toText(splitPort(this.#host).hostname)
  }

  get port(): string {
    return splitPort(this.#host).port
  }

  get escapedPath(): string {
    return toText(this.#escapedPath())
  }

  #escapedPath(): string {
    if (this.#rawPath !== '' && VALID_PATH.test(this.#rawPath)) return this.#rawPath
    return this.#path === '*' ? '*' : percentEncode(this.#path, 'path')
  }

  /** Query parameters in order, decoded; malformed pairs are left out. More than 10,000 of them give none, as in Go. */
  query(): Map<string, string[]> {
    const result = new Map<string, string[]>()
    const pairs = this.#query.split('&')
    if (pairs.length > 10_000) return result
    for (const pair of pairs) {
      if (pair === '' || pair.includes(';')) continue
      const equal = pair.indexOf('=')
      const key = percentDecode(equal < 0 ? pair : pair.slice(0, equal), 'query')
      const value = percentDecode(equal < 0 ? '' : pair.slice(equal + 1), 'query')
      if (key instanceof Malformed || value instanceof Malformed) continue
      const name = toText(key)
      const values = result.get(name)
      if (values) values.push(toText(value))
      else result.set(name, [toText(value)])
    }
    return result
  }

  get celType(): string {
    return 'kubernetes.URL'
  }

  equals(other: unknown): boolean {
    return other instanceof URL && this.toString() === other.toString()
  }

  toString(): string {
    let text = this.#scheme && `${this.#scheme}:`
    if (this.#opaque !== '') text += this.#opaque
    else {
      const authority = this.#host !== '' || this.#user !== undefined
      if (authority || (this.#scheme !== '' && !this.#omitHost && this.#path !== '')) text += '//'
      if (this.#user !== undefined) text += `${this.#user}@`
      text += percentEncode(this.#host, 'host')
      const path = this.#escapedPath()
      if (path !== '' && path[0] !== '/' && this.#host !== '') text += '/'
      text += path
    }
    if (this.#forceQuery || this.#query !== '') text += `?${this.#query}`
    return toText(this.#fragment === '' ? text : `${text}#${this.#fragment}`)
  }
}

interface Parts {
  readonly scheme: string
  readonly opaque: string
  /** Escaped, `user` or `user:password`. */
  readonly user: string | undefined
  readonly host: string
  readonly path: string
  readonly rawPath: string
  readonly query: string
  readonly forceQuery: boolean
  readonly omitHost: boolean
  /** Escaped. */
  readonly fragment: string
}

/** Go's url.ParseRequestURI (Go 1.26): an absolute URI or an absolute path, without fragment. */
export function parseRequestURI(text: string): URL | Malformed {
  const result = parse(toBytes(text), true)
  return result instanceof Malformed ? new Malformed(`parse ${quote(text)}: ${result.message}`) : result
}

/** What Kubernetes takes for a URL: a request URI, read again with its fragment set aside. */
export function parseURL(text: string): URL | Malformed {
  const request = parseRequestURI(text)
  if (request instanceof Malformed) return request
  const bytes = toBytes(text)
  const hash = bytes.indexOf('#')
  const result = parse(hash < 0 ? bytes : bytes.slice(0, hash), false, hash < 0 ? '' : bytes.slice(hash + 1))
  return result instanceof Malformed ? new Malformed(`parse ${quote(text)}: ${result.message}`) : result
}

function parse(text: string, request: boolean, rawFragment = ''): URL | Malformed {
  if (/[\x00-\x1f\x7f]/.test(text)) return new Malformed('net/url: invalid control character in URL')
  if (text === '') return new Malformed('empty url')
  const fragment = escapedFragment(rawFragment)
  if (fragment instanceof Malformed) return fragment
  const none = {
    scheme: '',
    opaque: '',
    user: undefined,
    host: '',
    path: '',
    rawPath: '',
    query: '',
    forceQuery: false,
    omitHost: false,
    fragment,
  }
  if (text === '*') return new URL({ ...none, path: '*' })
  if (text[0] === ':') return new Malformed('missing protocol scheme')
  const prefix = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)
  const scheme = prefix ? prefix[1]!.toLowerCase() : ''
  let rest = prefix ? text.slice(prefix[0].length) : text
  const mark = rest.indexOf('?')
  const forceQuery = mark >= 0 && mark === rest.length - 1
  const query = mark < 0 ? '' : rest.slice(mark + 1)
  if (mark >= 0) rest = rest.slice(0, mark)
  if (!rest.startsWith('/')) {
    if (scheme === '') return new Malformed('invalid URI for request')
    return new URL({ ...none, scheme, opaque: rest, query, forceQuery })
  }
  let user: string | undefined
  let host = ''
  let omitHost = false
  if ((scheme !== '' || (!request && !rest.startsWith('///'))) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2)
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
    rest = slash < 0 ? '' : rest.slice(slash)
    const at = authority.lastIndexOf('@')
    const parsed = parseHost(scheme, authority.slice(at + 1))
    if (parsed instanceof Malformed) return parsed
    host = parsed
    if (at >= 0) {
      const parsedUser = parseUser(authority.slice(0, at))
      if (parsedUser instanceof Malformed) return parsedUser
      user = parsedUser
    }
  } else omitHost = scheme !== ''
  const path = percentDecode(rest, 'path')
  if (path instanceof Malformed) return path
  const rawPath = percentEncode(path, 'path') === rest ? '' : rest
  return new URL({ scheme, opaque: '', user, host, path, rawPath, query, forceQuery, omitHost, fragment })
}

/** The fragment as it was written where that is a valid escaping, else escaped anew. */
function escapedFragment(raw: string): string | Malformed {
  const plain = percentDecode(raw, 'fragment')
  if (plain instanceof Malformed) return plain
  return VALID_FRAGMENT.test(raw) ? raw : percentEncode(plain, 'fragment')
}

function parseUser(text: string): string | Malformed {
  if (!/^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/.test(text)) return new Malformed('net/url: invalid userinfo')
  const colon = text.indexOf(':')
  const parts = colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)]
  const escaped: string[] = []
  for (const part of parts) {
    const plain = percentDecode(part, 'userinfo')
    if (plain instanceof Malformed) return plain
    escaped.push(percentEncode(plain, 'userinfo'))
  }
  return escaped.join(':')
}

const PORT = /^(?::[0-9]*)?$/

function parseHost(scheme: string, host: string): string | Malformed {
  const open = host.lastIndexOf('[')
  if (open > 0) return new Malformed('invalid IP-literal')
  if (open === 0) return parseLiteral(host)
  const first = host.indexOf(':')
  if (first >= 0) {
    const port = host.slice(scheme === 'http' || scheme === 'https' ? first : host.lastIndexOf(':'))
    if (!PORT.test(port)) return new Malformed(`invalid port ${quote(toText(port))} after host`)
  }
  return percentDecode(host, 'host')
}

function parseLiteral(host: string): string | Malformed {
  const close = host.lastIndexOf(']')
  if (close < 0) return new Malformed("missing ']' in host")
  const port = host.slice(close + 1)
  if (!PORT.test(port)) return new Malformed(`invalid port ${quote(toText(port))} after host`)
  const inner = host.slice(1, close)
  const zone = inner.indexOf('%25')
  const head = percentDecode(zone < 0 ? inner : inner.slice(0, zone), 'host')
  if (head instanceof Malformed) return head
  const tail = zone < 0 ? '' : percentDecode(inner.slice(zone), 'zone')
  if (tail instanceof Malformed) return tail
  const address = parseAddress(toText(head + tail))
  if (address instanceof Malformed) return new Malformed(`invalid host: ${address.message}`)
  if (address.family === 4) return new Malformed('invalid IP-literal')
  return `[${head}${tail}]${port}`
}

function splitPort(host: string): { hostname: string; port: string } {
  const colon = host.lastIndexOf(':')
  const numeric = colon >= 0 && PORT.test(host.slice(colon))
  let hostname = numeric ? host.slice(0, colon) : host
  if (hostname.startsWith('[') && hostname.endsWith(']')) hostname = hostname.slice(1, -1)
  return { hostname, port: numeric ? host.slice(colon + 1) : '' }
}

const UNESCAPED: Readonly<Record<Place, RegExp>> = {
  path: /[A-Za-z0-9._~$&+,/:;=@-]/,
  host: /[A-Za-z0-9._~!$&'()*+,;=:[\]<>"-]/,
  zone: /[A-Za-z0-9._~!$&'()*+,;=:[\]<>"-]/,
  userinfo: /[A-Za-z0-9._~$&+,;=-]/,
  query: /[A-Za-z0-9._~-]/,
  fragment: /[A-Za-z0-9._~$&+,/:;=?@!()*-]/,
}
/** Bytes that an escaped fragment or path may hold without Go escaping it anew. */
const VALID_FRAGMENT = /^[A-Za-z0-9._~$&+,/:;=?@!'()*[\]%-]*$/
const VALID_PATH = /^[A-Za-z0-9._~$&+,/:;=@!'()*[\]%-]*$/

function percentEncode(bytes: string, place: Place): string {
  const plain = UNESCAPED[place]
  return bytes.replace(/[\s\S]/g, byte => (plain.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`))
}

function percentDecode(bytes: string, place: Place): string | Malformed {
  let out = ''
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === '%') {
      const triplet = bytes.slice(i, i + 3)
      const bad = new Malformed(`invalid URL escape ${quote(toText(triplet))}`)
      if (!/^%[0-9A-Fa-f]{2}$/.test(triplet)) return bad
      const code = Number.parseInt(triplet.slice(1), 16)
      const char = String.fromCharCode(code)
      if (place === 'host' && code < 0x80 && triplet !== '%25') return bad
      if (place === 'zone' && triplet !== '%25' && char !== ' ' && !UNESCAPED.host.test(char)) return bad
      out += char
      i += 2
    } else if (byte === '+' && place === 'query') out += ' '
    else if ((place === 'host' || place === 'zone') && byte < '\x80' && !UNESCAPED.host.test(byte)) {
      return new Malformed(`invalid character ${quote(byte)} in host name`)
    } else out += byte
  }
  return out
}

/** A text as a string of its UTF-8 bytes. */
function toBytes(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text
  let out = ''
  for (const byte of new TextEncoder().encode(text)) out += String.fromCharCode(byte)
  return out
}

function toText(bytes: string): string {
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes
  return new TextDecoder().decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)))
}
