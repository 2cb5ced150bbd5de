import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import { refOf } from './ref.ts'

/** The objects of one namespace, by name. */
interface Bucket {
  readonly namespace: string
  readonly objects: readonly KubeObject[]
}

const nothing: readonly KubeObject[] = Object.freeze([])

/**
 * Objects ordered by namespace, name, kind, group. Immutable: a change copies the list of namespaces and the one namespace that changed,
 * nothing else, so that arrays which did not change keep their identity.
 */
export class Table {
  readonly #buckets: readonly Bucket[]
  #all: readonly KubeObject[] | undefined

  private constructor(buckets: readonly Bucket[]) {
    this.#buckets = buckets
  }

  static readonly empty: Table = new Table([])

  /** Of two objects with one identity the later one counts. */
  static of(objects: Iterable<KubeObject>): Table {
    const namespaces = new Map<string, KubeObject[]>()
    for (const object of objects) {
      const { namespace } = refOf(object)
      const list = namespaces.get(namespace)
      if (list === undefined) namespaces.set(namespace, [object])
      else list.push(object)
    }
    const buckets = [...namespaces].map(([namespace, list]) => ({ namespace, objects: lastOfEach(list.sort(order)) }))
    return new Table(buckets.sort((a, b) => compare(a.namespace, b.namespace)))
  }

  get empty(): boolean {
    return this.#buckets.length === 0
  }

  get(ref: ObjectRef): KubeObject | undefined {
    const bucket = this.#buckets[this.#find(ref.namespace)]
    if (bucket?.namespace !== ref.namespace) return undefined
    const object = bucket.objects[findRef(bucket.objects, ref)]
    return object !== undefined && compareRefs(refOf(object), ref) === 0 ? object : undefined
  }

  list(namespace?: string): readonly KubeObject[] {
    if (namespace !== undefined) {
      const bucket = this.#buckets[this.#find(namespace)]
      return bucket?.namespace === namespace ? bucket.objects : nothing
    }
    if (this.#buckets.length === 1) return this.#buckets[0]!.objects
    if (this.#all === undefined) {
      const all: KubeObject[] = []
      for (const bucket of this.#buckets) for (const object of bucket.objects) all.push(object)
      this.#all = all
    }
    return this.#all
  }

  with(object: KubeObject): Table {
    const ref = refOf(object)
    return this.#replace(ref.namespace, objects => {
      const at = findRef(objects, ref)
      const present = objects[at] !== undefined && compareRefs(refOf(objects[at]), ref) === 0
      return objects.toSpliced(at, present ? 1 : 0, object)
    })
  }

  without(ref: ObjectRef): Table {
    if (this.get(ref) === undefined) return this
    return this.#replace(ref.namespace, objects => objects.toSpliced(findRef(objects, ref), 1))
  }

  #find(namespace: string): number {
    return search(this.#buckets.length, i => compare(this.#buckets[i]!.namespace, namespace))
  }

  #replace(namespace: string, change: (objects: readonly KubeObject[]) => readonly KubeObject[]): Table {
    const at = this.#find(namespace)
    const present = this.#buckets[at]?.namespace === namespace
    const objects = change(present ? this.#buckets[at]!.objects : nothing)
    const bucket = objects.length === 0 ? [] : [{ namespace, objects }]
    return new Table(this.#buckets.toSpliced(at, present ? 1 : 0, ...bucket))
  }
}

/** Plain order of code units: Kubernetes names are ASCII. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Within one namespace. */
function compareRefs(a: ObjectRef, b: ObjectRef): number {
  return compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.group, b.group)
}

function order(a: KubeObject, b: KubeObject): number {
  return compareRefs(refOf(a), refOf(b))
}

/** Sorting is stable, so that the last of equals is the one that came last. */
function lastOfEach(sorted: readonly KubeObject[]): readonly KubeObject[] {
  return sorted.filter((object, i) => i + 1 === sorted.length || order(object, sorted[i + 1]!) !== 0)
}

function findRef(objects: readonly KubeObject[], ref: ObjectRef): number {
  return search(objects.length, i => compareRefs(refOf(objects[i]!), ref))
}

/** The first index whose comparison is not negative. */
function search(length: number, sign: (index: number) => number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sign(middle) < 0) low = middle + 1
    else high = middle
  }
  return low
}
