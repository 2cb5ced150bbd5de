import type { IncomingMessage } from 'node:http'
import type { KubeObject } from '../kinds/object.ts'
import { Backoff, pause } from './backoff.ts'
import type { KubeClient } from './client.ts'
import { ApiError } from './error.ts'
import { decodeJson } from './json.ts'
import { lines } from './lines.ts'
import { collectionPath, type Resource } from './resource.ts'

/** Takes what a reflector learns. Calls come in the order of the server's history, never concurrently. */
export interface Sink {
  /** The whole collection: after the first list, and after history was lost. */
  replace(objects: readonly KubeObject[], version: string): void
  upsert(object: KubeObject, version: string): void
  remove(object: KubeObject, version: string): void
  /** Called when `state()` has changed. */
  changed(): void
}

/**
 * - `waiting`: not listed yet
 * - `live`: listed, and the watch is open
 * - `lost`: listed, but the watch is broken; what is known may be old
 * - `forbidden`: the role does not allow to list or watch
 * - `absent`: the server does not serve the kind, and never did while this watched. One that is gone later may be back in a moment (an API
 *   server that restarts serves its CRDs last): whoever watches the definitions knows
 */
export type ReflectorState = 'waiting' | 'live' | 'lost' | 'forbidden' | 'absent'

export interface ReflectorOptions {
  /** Reduces an object to what is needed, before it is kept. */
  readonly trim: (object: KubeObject) => KubeObject
  readonly pageSize?: number
  /** Milliseconds that a watch may be silent before it counts as dead; bookmarks come about once a minute. */
  readonly quiet?: number
  /** The range of a watch's own length in seconds, picked at random so that replicas do not reconnect together. */
  readonly length?: readonly [number, number]
  readonly backoff?: { readonly first: number; readonly most: number }
  /** Milliseconds between attempts at what is forbidden; each is four times the one before. An API server that has just started forbids everything for a moment. */
  readonly forbidden?: { readonly first: number; readonly most: number }
  readonly random?: () => number
}

/** Why a list or a watch ended, for logs and metrics. */
export interface Interruption {
  readonly resource: Resource
  readonly during: 'list' | 'watch'
  readonly error: Error
  /** Whether the same was told before, and the server was not heard since. */
  readonly again: boolean
}

export interface ReflectorEvents {
  interrupted?(interruption: Interruption): void
  /** The server is heard again after an interruption. */
  resumed?(resource: Resource): void
}

/** After so many refusals in a row, what was permitted before is not any more. */
const FORBIDDEN_FOR_GOOD = 3
/** A server that asks for more is not believed: a proxy in between may say anything. */
const LONGEST_PAUSE = 60_000

/** The milliseconds that a server asked to be left alone. */
export function askedPause(error: Error): number {
  return error instanceof ApiError ? Math.min(error.retryAfter, LONGEST_PAUSE) : 0
}

/** Keeps a copy of one collection: a paged list, then a watch from its version on, for as long as `signal` lets it. */
export class Reflector {
  readonly resource: Resource
  readonly #client: KubeClient
  readonly #sink: Sink
  readonly #options: Required<ReflectorOptions>
  readonly #backoff: Backoff
  readonly #events: ReflectorEvents
  #state: ReflectorState = 'waiting'
  #version: string | undefined
  #contact = 0
  #lists = 0
  #expired = false
  #forbidden = 0
  #trouble: string | undefined

  constructor(client: KubeClient, resource: Resource, sink: Sink, options: ReflectorOptions, events: ReflectorEvents = {}) {
    this.resource = resource
    this.#client = client
    this.#sink = sink
    const defaults = {
      pageSize: 500,
      quiet: 90_000,
      length: [240, 480] as const,
      backoff: { first: 250, most: 4_000 },
      forbidden: { first: 1_000, most: 60_000 },
      random: Math.random,
    }
    this.#options = { ...defaults, ...options }
    this.#backoff = new Backoff(this.#options.backoff, this.#options.random)
    this.#events = events
  }

  get state(): ReflectorState {
    return this.#state
  }

  /** When the server was last heard, in milliseconds since the epoch; 0 for never. */
  get contact(): number {
    return this.#contact
  }

  /** How many lists were needed so far: one, unless history was lost. */
  get lists(): number {
    return this.#lists
  }

  /** Why the last list or watch ended, until the server is heard again. */
  get trouble(): string | undefined {
    return this.#trouble
  }

  /** Runs until aborted. Never rejects: every failure is reported, waited for, and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let during: 'list' | 'watch' = 'list'
      try {
        if (this.#version === undefined) await this.#list(signal)
        during = 'watch'
        const began = performance.now()
        await this.#watch(signal)
        // A server that closes every watch at once would otherwise be asked without pause.
        if (performance.now() - began > 1000) this.#backoff.reset()
        else await pause(this.#backoff.next(), signal)
      } catch (error) {
        if (signal.aborted) return
        await this.#recover(error as Error, during, signal)
      }
    }
  }

  async #recover(cause: Error, during: 'list' | 'watch', signal: AbortSignal): Promise<void> {
    // What Node says when the other side ends a connection in the middle of an answer.
    const error = cause.message === 'aborted' ? new Error('the server closed the connection') : cause
    const again = this.#trouble === error.message
    this.#trouble = error.message
    this.#events.interrupted?.({ resource: this.resource, during, error, again })
    const status = error instanceof ApiError ? error.status : 0
    if (status === 410) {
      // The server is there and answers: what it asks for is a list, at once. Only when that does not help is it given time.
      if (!this.#expired) this.#backoff.reset()
      this.#expired = true
      this.#version = undefined
      this.#lose()
      await pause(this.#backoff.next(), signal)
      return
    }
    if (status === 404 && this.#lists === 0) {
      this.#become('absent')
    } else if (status === 403 && (this.#lists === 0 || this.#forbidden >= FORBIDDEN_FOR_GOOD)) {
      this.#version = undefined
      this.#become('forbidden')
    } else this.#lose()
    // Not for 401: that is about us, and about all kinds. A token that is not accepted (yet, any more) must end in a replica that is not ready.
    const least = status === 403 ? this.#forbiddenPause() : 0
    await pause(Math.max(least, askedPause(error), this.#backoff.next()), signal)
  }

  #forbiddenPause(): number {
    const { first, most } = this.#options.forbidden
    return Math.min(most, first * 4 ** this.#forbidden++) * (0.75 + this.#options.random() / 2)
  }

  async #list(signal: AbortSignal): Promise<void> {
    const objects: KubeObject[] = []
    const base = `${collectionPath(this.resource)}?limit=${this.#options.pageSize}`
    const apiVersion = this.resource.group === '' ? this.resource.version : `${this.resource.group}/${this.resource.version}`
    let next = ''
    let version = ''
    do {
      const page = (await this.#client.get(next === '' ? base : `${base}&continue=${encodeURIComponent(next)}`, { signal })) as Page
      // Items of a list carry neither apiVersion nor kind where the kind is a built-in one.
      for (const item of page.items ?? []) objects.push(this.#options.trim({ ...item, apiVersion, kind: this.resource.kind }))
      version = page.metadata.resourceVersion
      next = page.metadata.continue ?? ''
      this.#contact = Date.now()
    } while (next !== '')
    this.#lists++
    this.#version = version
    this.#sink.replace(objects, version)
    this.#become('live')
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const [least, most] = this.#options.length
    const seconds = Math.round(least + this.#options.random() * (most - least))
    const query = `?watch=1&allowWatchBookmarks=true&timeoutSeconds=${seconds}&resourceVersion=${this.#version}`
    const stream = await this.#client.stream(collectionPath(this.resource) + query, { signal, quiet: this.#options.quiet })
    try {
      this.#heard()
      for await (const line of lines(stream)) this.#event(decodeJson(line) as WatchEvent)
    } finally {
      destroy(stream)
    }
  }

  #event(event: WatchEvent): void {
    this.#heard()
    if (event.type === 'ERROR') {
      const { code = 500, reason = '', message = '' } = event.object as Status
      throw new ApiError(code, reason, `watch of ${this.resource.plural}: ${code} ${message}`)
    }
    const object = event.object as KubeObject
    const version = object.metadata.resourceVersion as string
    // Only after the sink took the event: a failure in between must not skip it.
    if (event.type === 'ADDED' || event.type === 'MODIFIED') this.#sink.upsert(this.#options.trim(object), version)
    else if (event.type === 'DELETED') this.#sink.remove(object, version)
    this.#version = version
    this.#expired = false
    this.#backoff.reset()
  }

  /** What was never listed cannot be lost: it is still waited for. */
  #lose(): void {
    this.#become(this.#lists === 0 ? 'waiting' : 'lost')
  }

  #heard(): void {
    this.#contact = Date.now()
    this.#become('live')
  }

  #become(state: ReflectorState): void {
    if (state === 'live') this.#forbidden = 0
    if (state === 'live' && this.#trouble !== undefined) {
      this.#trouble = undefined
      this.#events.resumed?.(this.resource)
    }
    if (this.#state === state) return
    this.#state = state
    this.#sink.changed()
  }
}

interface Page {
  readonly items?: readonly KubeObject[] | null
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string }
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubeObject | Status
}

interface Status {
  readonly code?: number
  readonly reason?: string
  readonly message?: string
}

/** A watch that we leave would otherwise hold its connection until the server ends it. */
function destroy(stream: IncomingMessage): void {
  if (!stream.destroyed) stream.destroy()
}
