import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Table } from './table.ts'

/** Kleene's three values: what is not known to be complete cannot be called absent. */
export type Tri = 'yes' | 'no' | 'unknown'

/** The answer to "is there such an object?". */
export type Lookup = { readonly state: 'found'; readonly object: KubeObject } | { readonly state: 'absent' } | { readonly state: 'unknown' }

/** Finds objects by what they say: routes by parent, policies by target. Kept up to date with every change once it was asked for. */
export interface IndexDefinition {
  readonly name: string
  readonly kinds: readonly { readonly group: string; readonly kind: string }[]
  /** Under which keys an object is found. Total and pure. */
  keys(object: KubeObject): readonly string[]
}

/**
 * An immutable view of a set of objects: a cluster, a folder of files, or one laid over the other.
 * `with` and `without` share all they can with the original, so that "the cluster as it would be" costs next to nothing.
 * Lists are ordered by namespace, then name, whatever the order of arrival; a list that a change did not touch stays the same array.
 */
export interface Snapshot {
  get(ref: ObjectRef): KubeObject | undefined
  /** `absent` only where the kind is known to be complete in that namespace. */
  lookup(ref: ObjectRef): Lookup
  list(group: string, kind: string, namespace?: string): readonly KubeObject[]
  /** The objects that `index` files under `key`, ordered as in lists. */
  indexed(index: IndexDefinition, key: string): readonly KubeObject[]
  /** The same as a table, which tells quickly what a later one has that it has not. */
  filed(index: IndexDefinition, key: string): Table<KubeObject>
  /** Every kind of which there is an object, ordered by group, then kind. */
  kinds(): readonly { readonly group: string; readonly kind: string }[]
  /** Whether every object of the kind (in the namespace) is known: a synced watch, or declared by the user. */
  complete(group: string, kind: string, namespace?: string): boolean
  /** Labels of a namespace with `kubernetes.io/metadata.name` always among them; undefined when the namespace is not known. */
  namespaceLabels(name: string): Readonly<Record<string, string>> | undefined
  with(object: KubeObject): Snapshot
  without(ref: ObjectRef): Snapshot
  /** The same for a snapshot and all that descend from it by `with` and `without`: what was derived for one may serve the next. */
  readonly lineage: object
  /**
   * What later floors keep for this very snapshot. A WeakMap would keep it too, but the collector of young objects takes the values of one for living:
   * the overlay of each admission request would be copied twice before it is dropped.
   */
  readonly kept: Map<string, unknown>
}
