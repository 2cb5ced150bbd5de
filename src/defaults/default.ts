import type { FieldEdit } from '../diagnostics/finding.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Topology } from '../topology/topology.ts'
import type { DefaultsSection } from './settings.ts'

/** What a default sees besides the object. */
export interface DefaultContext {
  /** Everything known, the object itself among it. */
  readonly snapshot: Snapshot
  /** Made when it is first asked for: most defaults never ask. */
  readonly topology: () => Topology
  readonly settings: DefaultsSection
}

/** One field filled in, or several that belong together. */
export interface Filling {
  readonly edits: readonly FieldEdit[]
  /** What was done and why, as a sentence without a full stop: `spec.hostnames is cart.shop.example.com, by the domain of namespace shop`. */
  readonly note: string
}

/**
 * A default fills in what an author left out. It never overwrites what is there (but for spelling that the API server would refuse), so
 * that applying it twice is applying it once, and it may run before or after any other webhook.
 */
export interface DefaultDefinition {
  /** Permanent; the name in configuration, annotations and metrics: `hostnames`. */
  readonly name: keyof DefaultsSection & string
  /** Kinds as rules name them. */
  readonly kinds: readonly string[]
  /** Kinds that it looks at besides. */
  readonly reads: readonly string[]
  readonly since: string
  /** Whether admission applies it when the configuration says nothing. */
  readonly admission: boolean
  /** Whether `gatewright fix` applies it when the configuration says nothing. */
  readonly fix: boolean
  readonly docs: {
    readonly summary: string
    readonly why: string
    /** What a GitOps tool sees: a field that is in the cluster and not in Git. */
    readonly drift: string
  }
  fill(object: KubeObject, context: DefaultContext): Filling | undefined
}

/** Declares a default. One file, one default, one default export. */
export function defineDefault(definition: DefaultDefinition): DefaultDefinition {
  return Object.freeze(definition)
}

/** The fields of an object's spec, and an empty object where it has none. */
export function specOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return typeof object.spec === 'object' && object.spec !== null ? (object.spec as Record<string, unknown>) : {}
}

/** The value as a list of objects: empty where it is none, and `{}` for items that are none, so that indices stay true. */
export function listOf(value: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) return []
  return value.map(item => (typeof item === 'object' && item !== null ? item : {}))
}
