import type { BackendOutcome, ForwardedRequest } from '../../../src/topology/simulate/result.ts'
import { Duration, parseDuration } from '../../../src/values/duration.ts'
import type { Pod } from './workloads.ts'

/** What the suite's echo server tells of a request that reached it. */
export interface Seen {
  readonly path: string
  readonly host: string
  readonly method: string
  readonly proto: string
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly namespace: string
  readonly pod: string
  readonly httpPort: string
  readonly tls?: { readonly serverName: string; readonly peerCertificates: readonly string[] }
}

/** A backend's own answer. */
export interface Echoed {
  /** 0 where the connection is dropped. */
  readonly status: number
  /** Milliseconds that it takes. */
  readonly delay: number
  readonly seen?: Seen
}

const protocols: Partial<Record<BackendOutcome['protocol'], string>> = { h2c: 'HTTP/2.0', 'http/2': 'HTTP/2.0' }

/** The backends of the suite, with the memory that they have. */
export class EchoServers {
  readonly #logs = new Map<string, string[]>()
  readonly #failures = new Map<string, number>()

  /** What a pod has written, by `namespace/name`. */
  logs(pod: string): readonly string[] {
    return this.#logs.get(pod) ?? []
  }

  /** The headers that an answer gets when all goes well: clients may ask for them by `name:value,name:value`. */
  promised(request: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {}
    for (const part of (request['x-echo-set-header'] ?? '').split(',').filter(Boolean)) {
      const colon = part.indexOf(':')
      const name = part.slice(0, colon).trim().toLowerCase()
      const value = part.slice(colon + 1)
      headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
    }
    return headers
  }

  answer(pod: Pod, request: ForwardedRequest, protocol: BackendOutcome['protocol'], tls?: Seen['tls']): Echoed {
    const { searchParams, pathname } = new URL(request.path, 'http://echo')
    const status = /^\/status\/(\d{3})$/.exec(request.path)
    if (status !== null) return { status: Number(status[1]), delay: 0 }
    const succeedAfter = searchParams.get('succeedAfter')
    if (pathname.startsWith('/retry/') && succeedAfter !== null) {
      const key = searchParams.get('uuid') ?? ''
      const failed = this.#failures.get(key) ?? 0
      if (failed < Number(succeedAfter)) {
        this.#failures.set(key, failed + 1)
        return { status: Number(searchParams.get('responseCode') ?? 0), delay: delayOf(searchParams.get('delayRetry')) }
      }
    }
    const key = `${pod.namespace}/${pod.name}`
    const lines = this.#logs.get(key) ?? []
    this.#logs.set(key, lines)
    lines.push(`Echoing back request made to ${request.path} to client (127.0.0.1)`)
    return {
      status: 200,
      delay: delayOf(searchParams.get('delay')),
      seen: {
        path: request.path,
        host: request.host,
        method: request.method,
        proto: protocols[protocol] ?? 'HTTP/1.1',
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]])),
        namespace: pod.namespace,
        pod: pod.name,
        httpPort: '3000',
        ...(tls !== undefined && { tls }),
      },
    }
  }
}

function delayOf(text: string | null): number {
  return text === null ? 0 : milliseconds(text)
}

/** A duration of Go or of Gateway API. */
export function milliseconds(text: string): number {
  const duration = parseDuration(text)
  if (!(duration instanceof Duration)) throw new Error(`cannot read the duration ${text}`)
  return duration.inSeconds() * 1000
}
