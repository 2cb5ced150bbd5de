import type { KubeObject } from '../kinds/object.ts'
import { bundleOf, customResourceDefinitions, type GatewayApiBundle, servedOf, type WatchedKind } from './catalogue.ts'
import type { KubeClient } from './client.ts'
import { type Interruption, Reflector, type ReflectorOptions, type ReflectorState } from './reflector.ts'
import { type Resource, resourceName } from './resource.ts'
import { ClusterState } from './state.ts'
import { trim } from './trim.ts'

export interface ClusterOptions {
  readonly kinds: readonly WatchedKind[]
  readonly reflector?: Partial<Omit<ReflectorOptions, 'trim'>>
  /** `optional`: whether a role without the kind is an ordinary choice. */
  readonly interrupted?: (interruption: Interruption, optional: boolean) => void
  readonly resumed?: (resource: Resource) => void
}

/** How one kind is doing. */
export interface ResourceStatus {
  readonly name: string
  readonly state: ReflectorState
  readonly optional: boolean
  /** Milliseconds since the epoch when the server was last heard about it; 0 for never. */
  readonly contact: number
  readonly lists: number
  /** Why the last list or watch ended, until the server is heard again. */
  readonly trouble: string | undefined
}

interface Watched {
  readonly resource: Resource
  readonly reflector: Reflector
  readonly abort: AbortController
  readonly done: Promise<void>
}

/** CRDs are installed a dozen at a time; what they change is looked at once. */
const SETTLE = 200

/**
 * A live copy of everything that matters in one cluster: watches the CRDs to learn what is served, and each served kind of the catalogue.
 * Kinds come and go with their CRDs; nothing needs a restart.
 */
export class Cluster {
  readonly state = new ClusterState()
  #synced = false
  #listed = () => {}
  /** Fulfilled when `synced` is true for the first time. */
  readonly ready = new Promise<void>(resolve => {
    this.#listed = resolve
  })
  readonly #client: KubeClient
  readonly #options: ClusterOptions
  readonly #watched = new Map<string, Watched>()
  readonly #abort = new AbortController()
  #definitions: Watched | undefined
  #absent: readonly WatchedKind[] = []
  #settling: NodeJS.Timeout | undefined
  #kubernetes = ''
  #bundle: GatewayApiBundle | undefined

  constructor(client: KubeClient, options: ClusterOptions) {
    this.#client = client
    this.#options = options
  }

  /** Starts watching, and returns at once; `ready` says when everything was listed. */
  start(): void {
    void this.#readVersion()
    this.#definitions = this.#watch(customResourceDefinitions, () => this.#reconsider())
    this.state.onChange(({ ref }) => {
      if (ref.kind === 'CustomResourceDefinition') this.#settle()
    })
  }

  async stop(): Promise<void> {
    clearTimeout(this.#settling)
    this.#abort.abort()
    await Promise.all([this.#definitions, ...this.#watched.values()].map(watched => watched?.done))
  }

  /** True once every kind was listed, or is known not to be listable, and from then on: a kind that is installed later is unknown until it was listed. */
  get synced(): boolean {
    return this.#synced
  }

  status(): ResourceStatus[] {
    const all = this.#definitions === undefined ? [] : [this.#definitions]
    all.push(...this.#watched.values())
    return all.map(({ resource, reflector }) => ({
      name: resourceName(resource),
      state: reflector.state,
      optional: this.#kind(resource)?.optional ?? false,
      contact: reflector.contact,
      lists: reflector.lists,
      trouble: reflector.trouble,
    }))
  }

  /** The Gateway API that is installed, as its CRDs say. */
  get gatewayApi(): GatewayApiBundle | undefined {
    return this.#bundle
  }

  /** `1.36`; empty until the server answered. */
  get kubernetes(): string {
    return this.#kubernetes
  }

  async #readVersion(): Promise<void> {
    while (this.#kubernetes === '' && !this.#abort.signal.aborted) {
      try {
        const { major, minor } = (await this.#client.get('/version', { signal: this.#abort.signal })) as { major: string; minor: string }
        this.#kubernetes = `${major}.${Number.parseInt(minor, 10)}`
      } catch {
        await new Promise(resolve => setTimeout(resolve, 1000).unref())
      }
    }
  }

  #customResources(): readonly KubeObject[] {
    return this.state.snapshot.list(customResourceDefinitions.group, customResourceDefinitions.kind)
  }

  #kind(resource: Resource): WatchedKind | undefined {
    return this.#options.kinds.find(kind => kind.group === resource.group && kind.kind === resource.kind)
  }

  #settle(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      this.#reconsider()
    }, SETTLE)
  }

  /** Starts and stops watches until they are those of the kinds that are served, and says which kinds are completely known. */
  #reconsider(): void {
    const state = this.#definitions?.reflector.state
    if (state === undefined || state === 'waiting' || this.#abort.signal.aborted) return
    const { resources, absent } = servedOf(this.#options.kinds, state === 'forbidden' ? undefined : this.#customResources())
    this.#absent = absent
    this.#bundle = bundleOf(this.#customResources())
    const wanted = new Map(resources.map(resource => [`${resource.version}/${resourceName(resource)}`, resource]))
    for (const [key, watched] of this.#watched) {
      if (wanted.has(key)) continue
      watched.abort.abort()
      this.#watched.delete(key)
      if (!resources.some(({ group, kind }) => group === watched.resource.group && kind === watched.resource.kind)) {
        this.state.replace(watched.resource, [], '')
      }
    }
    for (const [key, resource] of wanted) {
      if (!this.#watched.has(key))
        this.#watched.set(
          key,
          this.#watch(resource, () => this.#declareComplete()),
        )
    }
    this.#declareComplete()
  }

  #declareComplete(): void {
    const complete = new Set(this.#absent.map(kind => `${kind.group}/${kind.kind}`))
    const definitions = this.#definitions === undefined ? [] : [this.#definitions]
    for (const { resource, reflector } of [...definitions, ...this.#watched.values()]) {
      if (reflector.state !== 'waiting' && reflector.state !== 'forbidden') complete.add(`${resource.group}/${resource.kind}`)
    }
    this.state.setComplete(complete)
    if (this.#synced || this.status().some(({ state }) => state === 'waiting')) return
    this.#synced = true
    this.#listed()
  }

  #watch(resource: Resource, changed: () => void): Watched {
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, this.#abort.signal])
    const sink = {
      replace: (objects: readonly KubeObject[], version: string) => signal.aborted || this.state.replace(resource, objects, version),
      upsert: (object: KubeObject, version: string) => signal.aborted || this.state.upsert(object, version),
      remove: (object: KubeObject, version: string) => signal.aborted || this.state.remove(object, version),
      changed,
    }
    const { interrupted, resumed } = this.#options
    const optional = this.#kind(resource)?.optional ?? false
    const events = {
      interrupted: (interruption: Interruption) => interrupted?.(interruption, optional),
      resumed: (resource: Resource) => resumed?.(resource),
    }
    const reflector = new Reflector(this.#client, resource, sink, { ...this.#options.reflector, trim }, events)
    return { resource, reflector, abort, done: reflector.run(signal) }
  }
}
