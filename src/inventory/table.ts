import type { ObjectRef } from '../diagnostics/finding.ts'

/** The items of one namespace, by name, and what names each: a search compares names without a look at the items. */
interface Bucket<T> {
  readonly namespace: string
  readonly items: readonly T[]
  readonly refs: readonly ObjectRef[]
}

const nothing: readonly never[] = []

/**
 * Objects, or what was made of one each, ordered by namespace, name, kind, group. Immutable: a change copies the list of namespaces and the one
 * namespace that changed, nothing else, so that arrays which did not change keep their identity.
 */
export class Table<T> {
  readonly #refOf: (item: T) => ObjectRef
  readonly #buckets: readonly Bucket<T>[]
  #all: readonly T[] | undefined

  private constructor(refOf: (item: T) => ObjectRef, buckets: readonly Bucket<T>[]) {
    this.#refOf = refOf
    this.#buckets = buckets
  }

  /** Of two items with one identity the later one counts. */
  static of<T>(items: readonly T[], refOf: (item: T) => ObjectRef): Table<T> {
    return new Table(
      refOf,
      byNamespace(items, refOf)
        .map(list => bucketOf(list, refOf))
        .sort(compareNamespaces),
    )
  }

  get empty(): boolean {
    return this.#buckets.length === 0
  }

  get(ref: ObjectRef): T | undefined {
    const bucket = this.#buckets[this.#find(ref.namespace)]
    if (bucket?.namespace !== ref.namespace) return undefined
    const place = placeOf(bucket.refs, ref)
    return isAt(bucket.refs, place, ref) ? bucket.items[place] : undefined
  }

  list(namespace?: string): readonly T[] {
    if (namespace !== undefined) {
      const bucket = this.#buckets[this.#find(namespace)]
      return bucket?.namespace === namespace ? bucket.items : nothing
    }
    if (this.#buckets.length === 1) return this.#buckets[0]!.items
    if (this.#all === undefined) {
      const all: T[] = []
      for (const bucket of this.#buckets) for (const item of bucket.items) all.push(item)
      this.#all = all
    }
    return this.#all
  }

  with(item: T): Table<T> {
    const ref = this.#refOf(item)
    const { namespace } = ref
    const at = this.#find(namespace)
    const bucket = this.#buckets[at]
    if (bucket?.namespace !== namespace)
      return new Table(this.#refOf, this.#buckets.toSpliced(at, 0, { namespace, items: [item], refs: [ref] }))
    const place = placeOf(bucket.refs, ref)
    const present = isAt(bucket.refs, place, ref) ? 1 : 0
    const [items, refs] = [bucket.items.toSpliced(place, present, item), bucket.refs.toSpliced(place, present, ref)]
    return new Table(this.#refOf, this.#buckets.with(at, { namespace, items, refs }))
  }

  without(ref: ObjectRef): Table<T> {
    if (this.get(ref) === undefined) return this
    const at = this.#find(ref.namespace)
    const { namespace, items, refs } = this.#buckets[at]!
    if (items.length === 1) return new Table(this.#refOf, this.#buckets.toSpliced(at, 1))
    const place = placeOf(refs, ref)
    return new Table(this.#refOf, this.#buckets.with(at, { namespace, items: items.toSpliced(place, 1), refs: refs.toSpliced(place, 1) }))
  }

  /** What went and what came until a later state of the table, by identity. Namespaces that share their array are not looked at. */
  difference(later: Table<T>): { readonly gone: readonly T[]; readonly come: readonly T[] } {
    const gone: T[] = []
    const come: T[] = []
    merged(this.#buckets, later.#buckets, compareNamespaces, (before, after) => {
      if (before?.items === after?.items) return
      const order = (a: T, b: T) => compareRefs(this.#refOf(a), this.#refOf(b))
      merged(before?.items ?? nothing, after?.items ?? nothing, order, (old, now) => {
        if (old === now) return
        if (old !== undefined) gone.push(old)
        if (now !== undefined) come.push(now)
      })
    })
    return { gone, come }
  }

  /** The first bucket whose namespace does not come before. */
  #find(namespace: string): number {
    const buckets = this.#buckets
    let low = 0
    let high = buckets.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (buckets[middle]!.namespace < namespace) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The first place whose name does not come before `ref`. */
function placeOf(refs: readonly ObjectRef[], ref: ObjectRef): number {
  let low = 0
  let high = refs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareRefs(refs[middle]!, ref) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function isAt(refs: readonly ObjectRef[], place: number, ref: ObjectRef): boolean {
  return place < refs.length && compareRefs(refs[place]!, ref) === 0
}

/** The items of each namespace. Most lists are of one: then it is the list as it stands. */
function byNamespace<T>(items: readonly T[], refOf: (item: T) => ObjectRef): readonly (readonly T[])[] {
  const [first] = items
  if (first === undefined) return nothing
  const { namespace } = refOf(first)
  if (items.every(item => refOf(item).namespace === namespace)) return [items]
  const lists = new Map<string, T[]>()
  for (const item of items) {
    const list = lists.get(refOf(item).namespace)
    if (list === undefined) lists.set(refOf(item).namespace, [item])
    else list.push(item)
  }
  return [...lists.values()]
}

function bucketOf<T>(list: readonly T[], refOf: (item: T) => ObjectRef): Bucket<T> {
  const order = (a: T, b: T) => compareRefs(refOf(a), refOf(b))
  const items = list.length === 1 ? list : lastOfEach(list.toSorted(order), order)
  return { namespace: refOf(items[0]!).namespace, items, refs: items.map(refOf) }
}

/** Plain order of code units: Kubernetes names are ASCII. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Within one namespace. */
function compareRefs(a: ObjectRef, b: ObjectRef): number {
  return compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.group, b.group)
}

function compareNamespaces(a: Bucket<unknown>, b: Bucket<unknown>): number {
  return compare(a.namespace, b.namespace)
}

/** Sorting is stable, so that the last of equals is the one that came last. */
function lastOfEach<T>(sorted: readonly T[], order: (a: T, b: T) => number): readonly T[] {
  return sorted.filter((item, i) => i + 1 === sorted.length || order(item, sorted[i + 1]!) !== 0)
}

/** Walks two lists in the same order side by side: what is in both comes as a pair. */
function merged<T>(
  before: readonly T[],
  after: readonly T[],
  order: (a: T, b: T) => number,
  take: (old: T | undefined, now: T | undefined) => void,
): void {
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const old = before[i]
    const now = after[j]
    const sign = old === now ? 0 : old === undefined ? 1 : now === undefined ? -1 : order(old, now)
    take(sign <= 0 ? old : undefined, sign >= 0 ? now : undefined)
    if (sign <= 0) i++
    if (sign >= 0) j++
  }
}
