/**
 * The catalogue as `npm run gen` writes it: schemas as a graph in which equal parts stand once, and marks that say where each part exists.
 * Small to load, and enough to derive the CRD of every bundle and channel.
 */
import type { ReferenceField } from './define-kind.ts'
import type { SiteMask } from './presence.ts'

/** Sites, and the versions of the kind there when it is not all of them. */
export type Mark = SiteMask | readonly (SiteMask | readonly [SiteMask, ...string[]])[]

/** Index into `nodes`. */
export type NodeIndex = number

/** The node, its description, whether it is required (1, 0, or where), and where it exists (everywhere when left out). */
export type PropertyData = readonly [node: NodeIndex, description: string, required: 0 | 1 | { readonly in: Mark }, when?: Mark]

export interface NodeData {
  /** Keywords as they stand in the schema, nested schemas apart. */
  readonly keywords?: Readonly<Record<string, unknown>>
  readonly properties?: Readonly<Record<string, PropertyData>>
  readonly items?: NodeIndex
  /** The schema under `additionalProperties`. */
  readonly values?: NodeIndex
  /** Indices into `rules`, with the places of those that are not found everywhere. */
  readonly rules?: readonly (number | readonly [number, Mark])[]
  /** Values of `enum` that are not found everywhere. */
  readonly dated?: Readonly<Record<string, Mark>>
  /** What stood there in other bundles; `null` removes a keyword. `items` is the index of a node. */
  readonly was?: readonly (readonly [Mark, Readonly<Record<string, unknown>>])[]
  /** 1 where a mark below this node depends on the version of the kind. */
  readonly versioned?: 1
}

export interface VersionData {
  readonly name: string
  readonly listed?: SiteMask
  readonly served?: SiteMask
  readonly stored?: SiteMask
  readonly deprecated?: SiteMask
}

export interface KindData {
  readonly group: string
  readonly kind: string
  readonly plural: string
  readonly shortNames?: readonly string[]
  readonly scope: 'Namespaced' | 'Cluster'
  readonly description: string
  readonly versions: readonly VersionData[]
  readonly schema?: NodeIndex
  readonly status?: false
  readonly labels?: readonly (readonly [SiteMask, Readonly<Record<string, string>>])[]
  readonly references?: readonly ReferenceField[]
}

export interface CatalogueData {
  readonly rules: readonly (readonly [rule: string, message: string])[]
  readonly nodes: readonly NodeData[]
  readonly kinds: readonly KindData[]
}
