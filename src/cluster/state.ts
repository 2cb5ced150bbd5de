import type { ObjectRef } from '../diagnostics/finding.ts'
import { createSnapshot, refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { same } from '../values/same.ts'
import type { Resource } from './resource.ts'

/** One change that a watch reported, after the snapshot took it. */
export interface Change {
  readonly ref: ObjectRef
  /** Undefined when it was deleted. */
  readonly object: KubeObject | undefined
  readonly before: KubeObject | undefined
}

/** More changes than this at once cost more one by one than a snapshot built anew. */
const REBUILD = 500

/**
 * The cluster as far as the watches have seen it: one snapshot that is replaced with every event that changes what is kept, never changed.
 * Most events of a busy cluster are new statuses, which nobody keeps: the snapshot stays the same object then, and so does all that is known by it.
 * Kinds of which nothing may be listed are unknown, not empty.
 */
export class ClusterState {
  #snapshot: Snapshot = createSnapshot([])
  /** Whole collections that the snapshot has yet to take in. Dozens of kinds are listed at a start: it is built once, when somebody asks for it. */
  readonly #listed = new Map<string, readonly KubeObject[]>()
  #outdated = false
  #complete: ReadonlySet<string> = new Set()
  #revision = 0n
  readonly #known = new Set<string>()
  readonly #listeners = new Set<(change: Change) => void>()

  get snapshot(): Snapshot {
    if (this.#outdated) {
      this.#snapshot = this.#create()
      this.#listed.clear()
      this.#outdated = false
    }
    return this.#snapshot
  }

  /** The newest resourceVersion at which the snapshot changed, or a kind was first listed: `as of revision N`. Empty before that. */
  get revision(): string {
    return this.#revision === 0n ? '' : String(this.#revision)
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.add(listener)
  }

  /** The whole collection of a kind. The difference to what was known becomes changes, from the second time on. */
  replace(resource: Resource, objects: readonly KubeObject[], version: string): void {
    const key = `${resource.group}/${resource.kind}`
    const before = this.#listed.get(key) ?? this.#snapshot.list(resource.group, resource.kind)
    const changes = difference(before, objects)
    if (changes.length > REBUILD || this.#outdated) {
      this.#see(version)
      this.#listed.set(key, objects)
      this.#outdated = true
    } else for (const change of changes) this.#apply(change, version)
    if (this.#known.has(key)) for (const change of changes) this.#tell(change)
    else this.#see(version)
    this.#known.add(key)
  }

  upsert(object: KubeObject, version: string): void {
    const ref = refOf(object)
    const change = { ref, object, before: this.snapshot.get(ref) }
    this.#apply(change, version)
    this.#tell(change)
  }

  remove(object: KubeObject, version: string): void {
    const ref = refOf(object)
    const before = this.snapshot.get(ref)
    if (before === undefined) return
    const change = { ref, object: undefined, before }
    this.#apply(change, version)
    this.#tell(change)
  }

  /** Kinds (`group/Kind`) of which every object is known, among them those that are not installed. Of all others absence proves nothing. */
  setComplete(kinds: ReadonlySet<string>): void {
    if (kinds.size === this.#complete.size && [...kinds].every(kind => this.#complete.has(kind))) return
    this.#complete = kinds
    this.#outdated = true
  }

  #create(): Snapshot {
    const complete = this.#complete
    const objects = this.#snapshot.kinds().flatMap(({ group, kind }) => {
      return this.#listed.has(`${group}/${kind}`) ? [] : this.#snapshot.list(group, kind)
    })
    return createSnapshot([...objects, ...[...this.#listed.values()].flat()], {
      complete: (group, kind) => complete.has(`${group}/${kind}`),
    })
  }

  #apply({ ref, object, before }: Change, version: string): void {
    if (object !== undefined && before !== undefined && sameButVersion(before, object)) return
    this.#see(version)
    this.#snapshot = object === undefined ? this.snapshot.without(ref) : this.snapshot.with(object)
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Versions of all kinds come from one counter of the store, and are comparable as numbers (Kubernetes 1.35, KEP-5504). */
  #see(version: string): void {
    if (!/^\d+$/.test(version)) return
    const number = BigInt(version)
    if (number > this.#revision) this.#revision = number
  }
}

function difference(before: readonly KubeObject[], after: readonly KubeObject[]): Change[] {
  const old = new Map(before.map(object => [keyOf(object), object]))
  const changes: Change[] = []
  for (const object of after) {
    const key = keyOf(object)
    const known = old.get(key)
    old.delete(key)
    if (known?.metadata.resourceVersion === undefined || known.metadata.resourceVersion !== object.metadata.resourceVersion) {
      changes.push({ ref: refOf(object), object, before: known })
    }
  }
  for (const gone of old.values()) changes.push({ ref: refOf(gone), object: undefined, before: gone })
  return changes
}

/** Whether two states of one object differ in nothing that is kept. */
function sameButVersion(before: KubeObject, after: KubeObject): boolean {
  const { resourceVersion } = after.metadata
  return same({ ...before, metadata: { ...before.metadata, resourceVersion } }, after)
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}
