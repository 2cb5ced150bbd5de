import type { ObjectRef } from '../diagnostics/finding.ts'
import { lookupIn } from '../inventory/lookup.ts'
import type { IndexDefinition, Lookup, Snapshot } from '../inventory/snapshot.ts'
import type { Table } from '../inventory/table.ts'
import type { KubeObject } from '../kinds/object.ts'

/**
 * A fact about one object that is kept from snapshot to snapshot. While it is computed, everything that it asks the snapshot, and every other
 * fact that it asks for, is noted with the answer; in a later snapshot of the lineage the value stands as long as all answers are the same.
 * Facts that are large and change little start from an earlier value for the same object: `distance` tells from which, and how far it is.
 */
export interface Fact<Scope, V> {
  readonly name: string
  compute(scope: Scope, key: KubeObject, previous: V | undefined): V
  /** How much has changed since an earlier value; infinite where nothing of it can be used. */
  distance?(scope: Scope, key: KubeObject, previous: V): number
  /** Whether a value is so near to the one that it started from that others may as well start from there: it is not kept for them. */
  isStep?(value: V): boolean
}

interface Noted {
  /** Asks the same question again, of another snapshot. */
  again(derivations: Derivations<unknown>): unknown
  readonly answer: unknown
}

interface Entry {
  readonly noted: readonly Noted[]
  readonly value: unknown
}

type Store = Map<object, WeakMap<KubeObject, Entry[]>>

const stores = new WeakMap<object, Map<string, Store>>()

/** The facts of one snapshot. `space` keeps facts apart that depend on more than the snapshot. */
export class Derivations<Scope> {
  readonly snapshot: Snapshot
  readonly #store: Store
  readonly #now = new Map<object, Map<KubeObject, unknown>>()
  readonly #frames: Noted[][] = []
  #scope!: Scope

  constructor(snapshot: Snapshot, space: string) {
    let spaces = stores.get(snapshot.lineage)
    if (spaces === undefined) {
      spaces = new Map()
      stores.set(snapshot.lineage, spaces)
    }
    let store = spaces.get(space)
    if (store === undefined) {
      store = new Map()
      spaces.set(space, store)
    }
    this.#store = store
    this.snapshot = snapshot
  }

  /** What `compute` is given; set once by whoever owns the derivations. */
  bind(scope: Scope): void {
    this.#scope = scope
  }

  /** Answers a question about the snapshot and notes it for the fact at hand. */
  ask<T>(question: (derivations: Derivations<unknown>) => T): T {
    const answer = question(this as Derivations<unknown>)
    this.#frames.at(-1)?.push({ again: question, answer })
    return answer
  }

  derive<V>(fact: Fact<Scope, V>, key: KubeObject): V {
    let values = this.#now.get(fact)
    if (values === undefined) {
      values = new Map()
      this.#now.set(fact, values)
    }
    const value = values.has(key) ? (values.get(key) as V) : this.#take(fact, key)
    values.set(key, value)
    this.#frames.at(-1)?.push({ again: derivations => derivations.derive(fact as Fact<unknown, V>, key), answer: value })
    return value
  }

  #take<V>(fact: Fact<Scope, V>, key: KubeObject): V {
    let facts = this.#store.get(fact)
    if (facts === undefined) {
      facts = new WeakMap()
      this.#store.set(fact, facts)
    }
    const entries = facts.get(key) ?? []
    const standing = entries.find(entry => this.#stands(entry))
    if (standing !== undefined) return standing.value as V
    const nearest = this.#nearest(fact, key, entries)
    const entry = this.#compute(fact, key, nearest?.value as V | undefined)
    // Two versions stay, the cluster as it would be and as it is: the next review starts from the latter again.
    if (nearest === undefined) facts.set(key, [entry])
    else if (!fact.isStep?.(entry.value as V)) facts.set(key, [entry, nearest])
    return entry.value as V
  }

  /** The version from which the fact is found with the fewest steps, of equals the newest. */
  #nearest<V>(fact: Fact<Scope, V>, key: KubeObject, entries: readonly Entry[]): Entry | undefined {
    if (fact.distance === undefined || entries.length < 2) return entries[0]
    this.#frames.push([])
    const distances = entries.map(entry => fact.distance!(this.#scope, key, entry.value as V))
    this.#frames.pop()
    return entries[distances.indexOf(Math.min(...distances))]
  }

  #stands(entry: Entry): boolean {
    this.#frames.push([])
    const stands = entry.noted.every(noted => noted.again(this as Derivations<unknown>) === noted.answer)
    this.#frames.pop()
    return stands
  }

  #compute<V>(fact: Fact<Scope, V>, key: KubeObject, previous: V | undefined): Entry {
    const noted: Noted[] = []
    this.#frames.push(noted)
    try {
      return { value: fact.compute(this.#scope, key, previous), noted }
    } finally {
      this.#frames.pop()
    }
  }
}

/** A snapshot whose answers are noted for the facts that are derived from them. */
export class NotedSnapshot implements Snapshot {
  readonly #derivations: Derivations<never>

  constructor(derivations: Derivations<never>) {
    this.#derivations = derivations
  }

  get lineage(): object {
    return this.#derivations.snapshot.lineage
  }

  get kept(): Map<string, unknown> {
    return this.#derivations.snapshot.kept
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.#derivations.ask(({ snapshot }) => snapshot.get(ref))
  }

  lookup(ref: ObjectRef): Lookup {
    return lookupIn(this, ref)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    return this.#derivations.ask(({ snapshot }) => snapshot.list(group, kind, namespace))
  }

  indexed(index: IndexDefinition, key: string): readonly KubeObject[] {
    return this.#derivations.ask(({ snapshot }) => snapshot.indexed(index, key))
  }

  filed(index: IndexDefinition, key: string): Table<KubeObject> {
    return this.#derivations.ask(({ snapshot }) => snapshot.filed(index, key))
  }

  kinds(): readonly { readonly group: string; readonly kind: string }[] {
    return this.#derivations.snapshot.kinds()
  }

  /** What is complete stays so within a lineage. */
  complete(group: string, kind: string, namespace?: string): boolean {
    return this.#derivations.snapshot.complete(group, kind, namespace)
  }

  namespaceLabels(name: string): Readonly<Record<string, string>> | undefined {
    return this.#derivations.ask(({ snapshot }) => snapshot.namespaceLabels(name))
  }

  with(object: KubeObject): Snapshot {
    return this.#derivations.snapshot.with(object)
  }

  without(ref: ObjectRef): Snapshot {
    return this.#derivations.snapshot.without(ref)
  }
}
