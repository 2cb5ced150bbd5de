import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Completeness, nothingComplete } from './completeness.ts'
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
  const tables = new Map<string, Map<string, Objects>>()
  for (const [group, kinds] of lists) tables.set(group, new Map([...kinds].map(([kind, list]) => [kind, Table.of(list, refOf)])))
  return new StoredSnapshot(tables, new Map(), options.complete ?? nothingComplete, new Lineage())
}

type Objects = Table<KubeObject>

const noObjects: Objects = Table.of([], refOf)

/** By group, then kind. */
type Tables = ReadonlyMap<string, ReadonlyMap<string, Objects>>

type Indexes = Map<IndexDefinition, PersistentMap<Objects>>

/** What a snapshot and all that descend from it have in common: the indexes that any of them was asked for. */
class Lineage {
  readonly asked = new Set<IndexDefinition>()
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
    const object = this.get(ref)
    if (object !== undefined) return { state: 'found', object }
    return this.complete(ref.group, ref.kind, ref.namespace === '' ? undefined : ref.namespace) ? absent : unknown
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    return (this.#tables.get(group)?.get(kind) ?? noObjects).list(namespace)
  }

  indexed(index: IndexDefinition, key: string): readonly KubeObject[] {
    return this.filed(index, key).list()
  }

  filed(index: IndexDefinition, key: string): Objects {
    let map = this.#indexes.get(index)
    if (map === undefined) {
      this.lineage.asked.add(index)
      map = this.#build(index)
      this.#indexes.set(index, map)
    }
    return map.get(key) ?? noObjects
  }

  kinds(): readonly { readonly group: string; readonly kind: string }[] {
    return [...this.#tables]
      .flatMap(([group, kinds]) => [...kinds.keys()].map(kind => ({ group, kind })))
      .sort((a, b) => compare(a.group, b.group) || compare(a.kind, b.kind))
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
    // Built here once, it is carried over to every descendant; built there, it would be built for each of them.
    for (const index of this.lineage.asked) if (!this.#indexes.has(index)) this.#indexes.set(index, this.#build(index))
    const old = this.get(ref)
    const kinds = new Map(this.#tables.get(ref.group))
    const table = change(kinds.get(ref.kind) ?? noObjects)
    if (table.empty) kinds.delete(ref.kind)
    else kinds.set(ref.kind, table)
    const tables = new Map(this.#tables).set(ref.group, kinds)
    const indexes: Indexes = new Map()
    for (const [index, map] of this.#indexes) indexes.set(index, holds(index, ref) ? refile(map, index, ref, old, object) : map)
    return new StoredSnapshot(tables, indexes, this.#complete, this.lineage)
  }

  #build(index: IndexDefinition): PersistentMap<Objects> {
    const lists = new Map<string, KubeObject[]>()
    for (const { group, kind } of index.kinds) {
      for (const object of this.list(group, kind)) {
        for (const key of new Set(index.keys(object))) {
          const list = lists.get(key)
          if (list === undefined) lists.set(key, [object])
          else list.push(object)
        }
      }
    }
    const base = new Map<string, Objects>()
    for (const [key, list] of lists) base.set(key, Table.of(list, refOf))
    return PersistentMap.of(base)
  }
}

const absent: Lookup = Object.freeze({ state: 'absent' })
const unknown: Lookup = Object.freeze({ state: 'unknown' })

/** The same object for the same Namespace, so that what was derived from it can tell that nothing changed. */
const namespaceLabels = new WeakMap<KubeObject, Readonly<Record<string, string>>>()

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
  const before = new Set(old === undefined ? [] : index.keys(old))
  const after = new Set(object === undefined ? [] : index.keys(object))
  const edits: [string, Objects | undefined][] = []
  for (const key of new Set([...before, ...after])) {
    const table = map.get(key) ?? noObjects
    const changed = object !== undefined && after.has(key) ? table.with(object) : table.without(ref)
    edits.push([key, changed.empty ? undefined : changed])
  }
  return edits.length === 0 ? map : map.with(edits)
}
