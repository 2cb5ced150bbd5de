import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Completeness, nothingComplete } from './completeness.ts'
import { keptOn } from './kept-on.ts'
import { lookupIn } from './lookup.ts'
import { PersistentMap } from './persistent-map.ts'
import { refOf } from './ref.ts'
import type { IndexDefinition, Lookup, Snapshot } from './snapshot.ts'
import { compare, Table } from './table.ts'

export interface SnapshotOptions {
  /** Of which kinds `objects` holds every one; nothing by default. */
  readonly complete?: Completeness
}

/**
 * A snapshot of `objects`. Their order does not matter, except that of two objects with one identity the later counts.
 * Time and memory are linear in the number of objects.
 */
export function createSnapshot(objects: Iterable<KubeObject>, options: SnapshotOptions = {}): Snapshot {
  const lists = new Map<string, Map<string, KubeObject[]>>()
  for (const object of objects) {
    const { group, kind } = refOf(object)
    let kinds = lists.get(group)
    if (kinds === undefined) {
      kinds = new Map()
      lists.set(group, kinds)
    }
    const list = kinds.get(kind)
    if (list === undefined) kinds.set(kind, [object])
    else list.push(object)
  }
  const tables = new Map<string, PersistentMap<Objects>>()
  for (const [group, kinds] of lists)
    tables.set(group, PersistentMap.of(new Map([...kinds].map(([kind, list]) => [kind, Table.of(list, refOf)]))))
  return new StoredSnapshot(PersistentMap.of(tables), [], options.complete ?? nothingComplete, new Lineage())
}

type Objects = Table<KubeObject>

const noObjects: Objects = Table.of([], refOf)

/** By group, then kind. */
type Tables = PersistentMap<PersistentMap<Objects>>

const noKinds: PersistentMap<Objects> = PersistentMap.of(new Map())

/** What a snapshot and all that descend from it have in common: the indexes that any of them was asked for. */
class Lineage {
  readonly asked: IndexDefinition[] = []
}

/** In the order in which the lineage was asked for them. */
type Indexes = (Collected | PersistentMap<Objects> | undefined)[]

/** An index that no change has met: lists, of which those become tables that somebody asks for. */
class Collected {
  readonly #filed: Map<string, KubeObject[] | Objects>

  constructor(lists: Map<string, KubeObject[] | Objects>) {
    this.#filed = lists
  }

  get(key: string): Objects | undefined {
    const found = this.#filed.get(key)
    if (!Array.isArray(found)) return found
    const table = Table.of(found, refOf)
    this.#filed.set(key, table)
    return table
  }

  /** A list of one is in order as it stands. */
  list(key: string): readonly KubeObject[] | undefined {
    const found = this.#filed.get(key)
    return Array.isArray(found) && found.length === 1 ? found : this.get(key)?.list()
  }

  toMap(): PersistentMap<Objects> {
    const tables = new Map<string, Objects>()
    for (const key of this.#filed.keys()) tables.set(key, this.get(key)!)
    return PersistentMap.of(tables)
  }
}

class StoredSnapshot implements Snapshot {
  readonly lineage: Lineage
  readonly kept = new Map<string, unknown>()
  readonly #tables: Tables
  readonly #indexes: Indexes
  readonly #complete: Completeness

  constructor(tables: Tables, indexes: Indexes, complete: Completeness, lineage: Lineage) {
    this.#tables = tables
    this.#indexes = indexes
    this.#complete = complete
    this.lineage = lineage
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.#tables.get(ref.group)?.get(ref.kind)?.get(ref)
  }

  lookup(ref: ObjectRef): Lookup {
    return lookupIn(this, ref)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    return (this.#tables.get(group)?.get(kind) ?? noObjects).list(namespace)
  }

  indexed(index: IndexDefinition, key: string): readonly KubeObject[] {
    const filed = this.#index(this.#placeOf(index))
    return (filed instanceof Collected ? filed.list(key) : filed.get(key)?.list()) ?? noObjects.list()
  }

  filed(index: IndexDefinition, key: string): Objects {
    return this.#index(this.#placeOf(index)).get(key) ?? noObjects
  }

  #placeOf(index: IndexDefinition): number {
    const { asked } = this.lineage
    const place = asked.indexOf(index)
    return place < 0 ? asked.push(index) - 1 : place
  }

  #index(place: number): Collected | PersistentMap<Objects> {
    const index = this.#indexes[place] ?? this.#build(this.lineage.asked[place]!)
    this.#indexes[place] = index
    return index
  }

  kinds(): readonly { readonly group: string; readonly kind: string }[] {
    const list: { readonly group: string; readonly kind: string }[] = []
    this.#tables.each((kinds, group) => kinds.each((_, kind) => list.push({ group, kind })))
    return list.sort((a, b) => compare(a.group, b.group) || compare(a.kind, b.kind))
  }

  complete(group: string, kind: string, namespace?: string): boolean {
    return this.#complete(group, kind, namespace)
  }

  namespaceLabels(name: string): Readonly<Record<string, string>> | undefined {
    const namespace = this.get({ group: '', kind: 'Namespace', namespace: '', name })
    return namespace === undefined ? undefined : labelsOf(namespace, name)
  }

  with(object: KubeObject): Snapshot {
    const ref = refOf(object)
    return this.#change(ref, table => table.with(object), object)
  }

  without(ref: ObjectRef): Snapshot {
    return this.get(ref) === undefined ? this : this.#change(ref, table => table.without(ref), undefined)
  }

  #change(ref: ObjectRef, change: (table: Objects) => Objects, object: KubeObject | undefined): Snapshot {
    const old = this.get(ref)
    const kinds = this.#tables.get(ref.group) ?? noKinds
    const table = change(kinds.get(ref.kind) ?? noObjects)
    const tables = this.#tables.with(ref.group, kinds.with(ref.kind, table.empty ? undefined : table))
    // Built here once, an index is carried over to every descendant; built there, it would be built for each of them.
    const indexes = this.lineage.asked.map((index, place) => {
      const filed = this.#index(place)
      const map = filed instanceof Collected ? filed.toMap() : filed
      this.#indexes[place] = map
      return holds(index, ref) ? refile(map, index, ref, old, object) : map
    })
    return new StoredSnapshot(tables, indexes, this.#complete, this.lineage)
  }

  #build(index: IndexDefinition): Collected {
    const lists = new Map<string, KubeObject[]>()
    for (const { group, kind } of index.kinds) {
      for (const object of this.list(group, kind)) {
        for (const key of index.keys(object)) {
          const list = lists.get(key)
          if (list === undefined) lists.set(key, [object])
          else if (list.at(-1) !== object) list.push(object)
        }
      }
    }
    return new Collected(lists)
  }
}

/** The same object for the same Namespace, so that what was derived from it can tell that nothing changed. */
const namespaceLabels = keptOn<Readonly<Record<string, string>>>()

function labelsOf(namespace: KubeObject, name: string): Readonly<Record<string, string>> {
  let labels = namespaceLabels.get(namespace)
  if (labels === undefined) {
    labels = Object.freeze({ ...namespace.metadata?.labels, 'kubernetes.io/metadata.name': name })
    namespaceLabels.set(namespace, labels)
  }
  return labels
}

function holds(index: IndexDefinition, ref: ObjectRef): boolean {
  return index.kinds.some(({ group, kind }) => group === ref.group && kind === ref.kind)
}

function refile(
  map: PersistentMap<Objects>,
  index: IndexDefinition,
  ref: ObjectRef,
  old: KubeObject | undefined,
  object: KubeObject | undefined,
): PersistentMap<Objects> {
  const before = old === undefined ? [] : index.keys(old)
  const after = new Set(object === undefined ? [] : index.keys(object))
  let next = map
  for (const key of before) {
    if (after.has(key)) continue
    const table = (next.get(key) ?? noObjects).without(ref)
    next = next.with(key, table.empty ? undefined : table)
  }
  for (const key of after) next = next.with(key, (next.get(key) ?? noObjects).with(object!))
  return next
}
