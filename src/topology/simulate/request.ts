import { normalizeHostname } from '../../values/hostname.ts'
import type { RequestView } from '../matches/request.ts'
import type { SimulatedRequest, Simulation } from './result.ts'

export type Transport = 'http' | 'https' | 'tls' | 'tcp' | 'udp'

/** A request with everything that was left open filled in. */
export interface ReadRequest {
  readonly given: SimulatedRequest
  readonly transport: Transport
  readonly webSocket: boolean
  readonly port: number
  /** The host that the client asks for: lower case, without port. */
  readonly host: string
  /** As the client sends it: with the port, unless the scheme implies it. */
  readonly authority: string
  /** The host of the URL, which the client connects to. */
  readonly address: string
  /** The name in the handshake; empty: none. */
  readonly sni: string
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
  readonly view: RequestView
  readonly summary: Simulation['request']
}

const schemes: Readonly<Record<string, { transport: Transport; port: number; webSocket?: true; grpc?: true }>> = {
  http: { transport: 'http', port: 80 },
  https: { transport: 'https', port: 443 },
  ws: { transport: 'http', port: 80, webSocket: true },
  wss: { transport: 'https', port: 443, webSocket: true },
  grpc: { transport: 'http', port: 80, grpc: true },
  grpcs: { transport: 'https', port: 443, grpc: true },
  tls: { transport: 'tls', port: 443 },
  tcp: { transport: 'tcp', port: 0 },
  udp: { transport: 'udp', port: 0 },
}

const shape = /^([a-z]+):\/\/(?:[^@/?#]*@)?(\[[0-9a-fA-F:.]+\]|[^:/?#]*)(?::([0-9]{1,5}))?([^?#]*)(\?[^#]*)?/

/**
 * Reads a request; the text of the answer says what is wrong with one that cannot be read. The path stays as it is written: no gateway is
 * bound to normalise it before matching.
 */
export function readRequest(given: SimulatedRequest): ReadRequest | string {
  const match = shape.exec(given.url)
  const scheme = match?.[1] === undefined ? undefined : schemes[match[1]]
  if (match === null || scheme === undefined)
    return `cannot read ${given.url}: write it as https://shop.example.com/cart, with one of ${Object.keys(schemes).join(', ')}`
  const [, , name = '', written, rawPath = '', query = ''] = match
  const headers = new Map(Object.entries(given.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value]))
  const grpc = given.grpc !== undefined || scheme.grpc === true
  const port = given.port ?? (written === undefined ? scheme.port : Number(written))
  const asked =
    headers.get('host') ?? headers.get(':authority') ?? (written === undefined || port === scheme.port ? name : `${name}:${written}`)
  const [shownPort = ''] = /:[0-9]+$/.exec(asked) ?? []
  const host = normalizeHostname(asked.slice(0, asked.length - shownPort.length))
  if (port < 1 || port > 65535) return `cannot tell the port of ${given.url}: write it behind the host`
  const path = given.grpc === undefined ? rawPath || '/' : `/${given.grpc.replace(/^\//, '')}`
  const method = given.method?.toUpperCase() ?? (grpc ? 'POST' : 'GET')
  if (grpc && !headers.has('content-type')) headers.set('content-type', 'application/grpc')
  const address = normalizeHostname(name)
  const sni = given.sni ?? (isAddress(address) ? '' : address)
  return {
    given,
    transport: scheme.transport,
    webSocket: scheme.webSocket === true || headers.get('upgrade')?.toLowerCase() === 'websocket',
    port,
    host,
    authority: host + shownPort,
    address,
    sni: normalizeHostname(sni),
    path,
    query,
    view: { host, path, method, headers, query: parameters(query), grpc },
    summary: { method, url: given.url, host, port, path: path + query },
  }
}

/** Why a request cannot be read; undefined where it can. */
export function requestProblem(given: SimulatedRequest): string | undefined {
  const read = readRequest(given)
  return typeof read === 'string' ? read : undefined
}

function isAddress(name: string): boolean {
  return name.startsWith('[') || /^[0-9]+(\.[0-9]+){3}$/.test(name)
}

/** The first value of each parameter counts. */
function parameters(query: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const pair of query.slice(1).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals))
    if (!found.has(name)) found.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1)))
  }
  return found
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}
