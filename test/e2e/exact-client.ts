import { Agent, request } from 'node:https'
import { decodeJson, JsonNumberError } from '../../src/schema/index.ts'
import type { ControlPlane, Impersonated } from './harness.ts'

export interface ExactAnswer {
  readonly status: number
  /** What the body says; numbers as the API server writes them. */
  readonly body: unknown
  readonly warnings: readonly string[]
}

/** A client through which numbers and texts go and come exactly: the harness's own would round them. */
export class ExactClient {
  readonly #plane: ControlPlane
  readonly #agent: Agent

  constructor(plane: ControlPlane) {
    this.#plane = plane
    this.#agent = new Agent({ ca: plane.authority.certificate, keepAlive: true, maxSockets: 16 })
  }

  close(): void {
    this.#agent.destroy()
  }

  send(method: string, path: string, body: string, user?: Impersonated, contentType = 'application/json'): Promise<ExactAnswer> {
    const headers = {
      authorization: 'Bearer admin-token',
      ...(body !== '' && { 'content-type': contentType }),
      ...(user && { 'impersonate-user': user.username, 'impersonate-group': [...user.groups] }),
    }
    return new Promise((resolve, reject) => {
      const outgoing = request(this.#plane.url + path, { method, headers, agent: this.#agent }, incoming => {
        const chunks: Buffer[] = []
        incoming.on('data', chunk => chunks.push(chunk))
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            body: decoded(Buffer.concat(chunks).toString()),
            warnings: warningsOf(incoming.rawHeaders),
          }),
        )
        incoming.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

function warningsOf(headers: readonly string[]): string[] {
  return headers
    .filter((_, i) => i % 2 === 1 && headers[i - 1]?.toLowerCase() === 'warning')
    .map(header =>
      Buffer.from(header, 'latin1')
        .toString()
        .replace(/^299 \S+ "/, '')
        .replace(/"$/, '')
        .replace(/\\(.)/g, '$1'),
    )
}

export function exactly(text: string): unknown {
  try {
    return decodeJson(text).value
  } catch (error) {
    if (error instanceof JsonNumberError) return error.value
    throw error
  }
}

/** Errors of the HTTP layer are no JSON. */
const decoded = (text: string): unknown => (text.startsWith('{') ? exactly(text) : { message: text })

/** JSON in which a float stays one: `1.0`. */
export function encodeExactly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encodeExactly).join(',')}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value)
  if ('toJSON' in value) {
    const text = String((value as { toJSON(): number }).toJSON())
    return /[.e]/.test(text) ? text : `${text}.0`
  }
  return `{${Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => `${JSON.stringify(key)}:${encodeExactly(child)}`)
    .join(',')}}`
}
