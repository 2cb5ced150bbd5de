import type { IncomingMessage } from 'node:http'
import { Agent, type RequestOptions, request } from 'node:https'
import { ApiError } from './error.ts'
import { decodeJson } from './json.ts'

/** A client of one API server: plain requests, decoded JSON, and streams for watches. */
export interface KubeClient {
  /** The server's URL, for messages. */
  readonly server: string
  /** The namespace of the kubeconfig context, or of the pod. */
  readonly namespace: string
  /** @throws {ApiError} for every status of 400 and above. */
  get(path: string, options?: RequestLimits): Promise<unknown>
  /** @throws {ApiError} for every status of 400 and above. */
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown, contentType?: string): Promise<unknown>
  /** A response whose body arrives for as long as the server likes. The caller destroys it. */
  stream(path: string, options?: RequestLimits): Promise<IncomingMessage>
  close(): void
}

export interface RequestLimits {
  readonly signal?: AbortSignal
  /** Milliseconds without a byte after which the request fails; 30 000 where absent. */
  readonly quiet?: number
}

/** The credentials that a kubeconfig yields right now: bearer tokens rotate, so they are asked for again and again. */
export interface Credentials {
  readonly server: string
  readonly namespace: string
  /** Headers and TLS material; an `agent` only where the context names a proxy. */
  options(): Promise<RequestOptions>
}

/** How long credentials are kept before they are read again; bound tokens live for ten minutes at least. */
const CREDENTIAL_AGE = 30_000
const QUIET = 30_000
const MAX_BODY = 256 * 1024 * 1024

/** A client with pooled connections for `credentials`. */
export function createClient(credentials: Credentials): KubeClient {
  const connection = pooled(credentials)

  async function open(
    method: string,
    path: string,
    limits: RequestLimits,
    payload?: string,
    contentType?: string,
  ): Promise<IncomingMessage> {
    const options = await connection.options()
    const headers: Record<string, string | number> = {
      ...(options.headers as Record<string, string>),
      accept: 'application/json',
      'user-agent': 'gatewright',
    }
    if (payload !== undefined) {
      headers['content-type'] = contentType ?? 'application/json'
      headers['content-length'] = Buffer.byteLength(payload)
    }
    const url = new URL(credentials.server.replace(/\/$/, '') + path)
    return await new Promise((resolve, reject) => {
      const { signal, quiet = QUIET } = limits
      const outgoing = request(url, { ...options, method, headers, timeout: quiet, ...(signal !== undefined && { signal }) }, resolve)
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${url.host} in ${quiet / 1000} s`)))
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  }

  async function answer(response: IncomingMessage, method: string, path: string): Promise<unknown> {
    const text = await read(response)
    const status = response.statusCode ?? 0
    if (status >= 400) throw ApiError.from(status, text, named(method, path), response.headers['retry-after'])
    return decodeJson(text)
  }

  return {
    server: withoutUser(credentials.server),
    namespace: credentials.namespace,
    close: () => connection.close(),
    get: async (path, options = {}) => answer(await open('GET', path, options), 'GET', path),
    send: async (method, path, body, contentType) => answer(await open(method, path, {}, JSON.stringify(body), contentType), method, path),
    async stream(path, options = {}) {
      const response = await open('GET', path, options)
      if ((response.statusCode ?? 0) < 400) return response
      throw ApiError.from(response.statusCode ?? 0, await read(response), named('GET', path), response.headers['retry-after'])
    },
  }
}

/** A URL for messages: a user and password may stand in it. */
export const withoutUser = (server: string): string => server.replace(/\/\/[^/@]*@/, '//')

/** What was asked, for messages: the query says nothing to people, and it is another one each time. */
const named = (method: string, path: string): string => `${method} ${path.split('?')[0]}`

/** Keeps one agent for as long as the TLS material stays the same, so that connections are reused. */
function pooled(credentials: Credentials) {
  let agent: Agent | undefined
  let fingerprint = ''
  let current: RequestOptions = {}
  let read = Number.NEGATIVE_INFINITY
  return {
    async options(): Promise<RequestOptions> {
      if (performance.now() - read < CREDENTIAL_AGE) return current
      const { headers, agent: proxy, ca, cert, key, rejectUnauthorized, servername } = await credentials.options().catch(withoutCredentials)
      const tls = { ca, cert, key, rejectUnauthorized, servername }
      const print = JSON.stringify([ca, cert, key, rejectUnauthorized, servername].map(String))
      if (agent === undefined || print !== fingerprint) {
        agent = new Agent({ ...defined(tls), keepAlive: true, maxSockets: 64 })
        fingerprint = print
      }
      current = { ...(headers !== undefined && { headers }), agent: isProxy(proxy) ? proxy : agent }
      read = performance.now()
      return current
    },
    close: () => agent?.destroy(),
  }
}

/** @throws Error that says so: whoever reads it would look for a network otherwise. What a plugin printed may be secret, and JSON.parse quotes it. */
function withoutCredentials(error: Error): never {
  const why = error instanceof SyntaxError ? 'the exec plugin did not answer with JSON' : error.message.trim()
  throw new Error(`no credentials for the cluster: ${why}`)
}

/** The Kubernetes client makes a plain agent where no proxy is configured; ours pools better. */
function isProxy(agent: RequestOptions['agent']): agent is Agent {
  return typeof agent === 'object' && agent.constructor.name !== 'Agent'
}

function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY) {
      response.destroy()
      throw new Error(`the API server sent more than ${MAX_BODY} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
