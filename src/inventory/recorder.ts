import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { IndexDefinition, Lookup, Snapshot } from './snapshot.ts'
import type { Table } from './table.ts'

/** A snapshot that remembers which kinds were asked for, and the set it fills: `HTTPRoute` in any Gateway API group reads as `group/kind`. */
export interface Recording {
  readonly snapshot: Snapshot
  /** `group/Kind`, the core group as `/Kind`. */
  readonly kinds: ReadonlySet<string>
}

/**
 * Proves what a rule reads. The recording starts a lineage of its own: nothing that was derived before is reused, so that every read shows.
 */
export function record(snapshot: Snapshot): Recording {
  const kinds = new Set<string>()
  return { snapshot: new RecordingSnapshot(snapshot, kinds), kinds }
}

class RecordingSnapshot implements Snapshot {
  readonly lineage: object = {}
  readonly kept = new Map<string, unknown>()
  readonly #snapshot: Snapshot
  readonly #kinds: Set<string>

  constructor(snapshot: Snapshot, kinds: Set<string>) {
    this.#snapshot = snapshot
    this.#kinds = kinds
  }

  get(ref: ObjectRef): KubeObject | undefined {
    this.#note(ref.group, ref.kind)
    return this.#snapshot.get(ref)
  }

  lookup(ref: ObjectRef): Lookup {
    this.#note(ref.group, ref.kind)
    return this.#snapshot.lookup(ref)
  }

  list(group: string, kind: string, namespace?: string): readonly KubeObject[] {
    this.#note(group, kind)
    return this.#snapshot.list(group, kind, namespace)
  }

  indexed(index: IndexDefinition, key: string): readonly KubeObject[] {
    for (const { group, kind } of index.kinds) this.#note(group, kind)
    return this.#snapshot.indexed(index, key)
  }

  filed(index: IndexDefinition, key: string): Table<KubeObject> {
    for (const { group, kind } of index.kinds) this.#note(group, kind)
    return this.#snapshot.filed(index, key)
  }

  kinds(): readonly { readonly group: string; readonly kind: string }[] {
    return this.#snapshot.kinds()
  }

  complete(group: string, kind: string, namespace?: string): boolean {
    return this.#snapshot.complete(group, kind, namespace)
  }

  namespaceLabels(name: string): Readonly<Record<string, string>> | undefined {
    this.#note('', 'Namespace')
    return this.#snapshot.namespaceLabels(name)
  }

  with(object: KubeObject): Snapshot {
    return new RecordingSnapshot(this.#snapshot.with(object), this.#kinds)
  }

  without(ref: ObjectRef): Snapshot {
    return new RecordingSnapshot(this.#snapshot.without(ref), this.#kinds)
  }

  #note(group: string, kind: string): void {
    this.#kinds.add(`${group}/${kind}`)
  }
}
