import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { deadlineOf } from './deadline.ts'
import type { Health } from './health.ts'
import { HttpError, statusBody } from './http-error.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { TlsMaterial } from './tls/material.ts'
import { secureContext } from './tls/material.ts'

export interface AppOptions {
  readonly tls: TlsMaterial
  readonly log: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** Bytes of a request; the API server sends up to two objects of 3 MiB and an envelope. */
  readonly bodyLimit: number
  /** Requests that may be read and answered at once; more are refused before their body is read. */
  readonly maxInFlight: number
  /** Common names of client certificates that may ask; any verified one where empty. Needs an authority in the TLS material. */
  readonly clientNames: readonly string[]
}

/** Answers the body of an admission call with the body of the answer. */
export type Handler = (body: string, deadline: number, headers: IncomingHttpHeaders) => Promise<string>

/** Seconds within which a client must have shaken hands, and then have sent its whole request. */
const SLOW = 10

/** Seconds that no request outlives: what an API server waits at most. */
const LONGEST = 30

const noSchemas = (): never => {
  throw new Error('routes have no schemas')
}

/** The HTTPS server: envelopes, limits and probes. What a review means is the handlers' business. */
export function createApp(options: AppOptions, handlers: { readonly validate: Handler; readonly mutate: Handler }): FastifyInstance {
  const app = Fastify({
    https: { ...secureContext(options.tls), connectionsCheckingInterval: 1000, handshakeTimeout: SLOW * 1000, headersTimeout: SLOW * 1000 },
    bodyLimit: options.bodyLimit,
    // The API server keeps idle connections for 90 s; closing first would race with its next request (EOF, and failurePolicy decides).
    keepAliveTimeout: 120_000,
    requestTimeout: SLOW * 1000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    logger: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1 },
    // No route has a schema: without these two, a validator and a serialiser for schemas would be loaded at every start.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  }) as unknown as FastifyInstance
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  endConnections(app)
  limitInFlight(app, options)
  routeReviews(app, options, handlers)
  routeProbes(app, options.health)
  answerErrors(app, options)
  return app
}

/**
 * A server that closes waits for connections that are in use. For Node that is one that never asked anything, too (an API server dials in
 * advance), and one whose request never arrives: the time for it is no longer looked at then.
 */
function endConnections(app: FastifyInstance): void {
  const unused = new Map<string, Socket>()
  const peer = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`
  app.server.on('connection', socket => {
    const key = peer(socket)
    unused.set(key, socket)
    socket.once('close', () => unused.delete(key))
  })
  // What is asked comes by the TLS side of a connection.
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    unused.delete(peer(raw.socket))
    done()
  })
  app.addHook('preClose', done => {
    for (const socket of unused.values()) socket.destroy()
    setTimeout(() => app.server.closeAllConnections(), LONGEST * 1000).unref()
    done()
  })
}

function limitInFlight(app: FastifyInstance, { maxInFlight, metrics, health }: AppOptions): void {
  let inFlight = 0
  app.addHook('onRequest', (_request, reply, done) => {
    inFlight++
    metrics.inFlight.set(inFlight)
    reply.raw.once('close', () => metrics.inFlight.set(--inFlight))
    // The client is told to dial anew, and finds another replica behind the Service.
    if (health.draining) reply.header('connection', 'close')
    if (inFlight <= maxInFlight) return done()
    metrics.shed.inc({ reason: 'in-flight' })
    done(new HttpError(429, 'TooManyRequests', 'Gatewright is overloaded', 1))
  })
}

function routeReviews(app: FastifyInstance, options: AppOptions, handlers: { readonly validate: Handler; readonly mutate: Handler }): void {
  for (const [name, handler] of Object.entries(handlers) as [string, Handler][]) {
    app.post(`/${name}`, { onRequest: (request, _reply, done) => done(refusal(request, options)) }, async (request, reply) => {
      const query = request.query as { timeout?: string | string[] }
      const deadline = deadlineOf([query.timeout].flat()[0], performance.now())
      reply.header('content-type', 'application/json')
      return await handler(typeof request.body === 'string' ? request.body : '', deadline, request.headers)
    })
  }
}

/** Why a client may not ask at all: before its body is read. */
function refusal(request: FastifyRequest, { tls, clientNames }: AppOptions): HttpError | undefined {
  if (request.headers['content-encoding'] !== undefined) {
    return new HttpError(415, 'UnsupportedMediaType', 'compressed requests are not accepted')
  }
  if (tls.clientAuthority === undefined) return undefined
  const socket = request.raw.socket as TLSSocket
  if (!socket.authorized) return new HttpError(401, 'Unauthorized', 'a client certificate that the configured authority signed is required')
  const name = [socket.getPeerCertificate().subject?.CN].flat()[0] ?? ''
  if (clientNames.length === 0 || clientNames.includes(name)) return undefined
  return new HttpError(403, 'Forbidden', 'the client certificate is not one that may ask')
}

function routeProbes(app: FastifyInstance, health: Health): void {
  const alive = (_request: FastifyRequest, reply: FastifyReply) => reply.type('application/json').send('{"status":"ok"}')
  app.get('/livez', alive)
  app.get('/healthz', alive)
  app.get('/readyz', (_request, reply) => {
    const { ready, checks } = health.readiness()
    reply
      .code(ready ? 200 : 503)
      .type('application/json')
      .send(JSON.stringify({ status: ready ? 'ok' : 'not ready', checks }))
  })
}

const reviews = new Set(['/validate', '/mutate'])

function answerErrors(app: FastifyInstance, { metrics, log }: AppOptions): void {
  const send = (reply: FastifyReply, error: HttpError) => {
    metrics.rejected.inc({ code: String(error.status) })
    if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter))
    reply
      .code(error.status)
      .type('application/json')
      .send(statusBody(error.status, error.reason, error.message))
  }
  app.setErrorHandler((error: FastifyError | HttpError, _request, reply) => {
    if (error instanceof HttpError) return send(reply, error)
    const status = error.statusCode ?? 500
    if (status === 413) return send(reply, new HttpError(413, 'RequestEntityTooLarge', 'the request is larger than any review can be'))
    if (status === 415) return send(reply, new HttpError(415, 'UnsupportedMediaType', 'only application/json is accepted'))
    if (status < 500) return send(reply, new HttpError(status, 'BadRequest', 'the request is malformed'))
    log.error({ err: error }, 'a request failed in a way that nobody thought of')
    send(reply, new HttpError(500, 'InternalError', 'Gatewright failed on this request; its log says how'))
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] as string
    if (!reviews.has(path)) return send(reply, new HttpError(404, 'NotFound', 'there is nothing here; reviews go to /validate and /mutate'))
    reply.header('allow', 'POST')
    send(reply, new HttpError(405, 'MethodNotAllowed', 'reviews are sent by POST'))
  })
}
