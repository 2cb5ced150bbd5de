import type { TSchema } from 'typebox'
import type { When } from './presence.ts'

/** One version of a kind, and where it is found. */
export interface KindVersion {
  readonly name: string
  /** Bundles that list the version. Left out for kinds that do not come with Gateway API. */
  readonly listed?: When
  /** Bundles that list the version and serve it; where they are listed, when left out. */
  readonly served?: When
  /** Bundles in which objects are stored in this version. */
  readonly stored?: When
  /** Bundles that answer a request in this version with a warning. */
  readonly deprecated?: When
}

/** Why one object names another. */
export type Purpose =
  | 'parent'
  | 'backend'
  | 'mirror'
  | 'auth'
  | 'collector'
  | 'certificate'
  | 'client-certificate'
  | 'credentials'
  | 'ca'
  | 'parameters'
  | 'extension'
  | 'target'
  | 'class'
  | 'issuer'
  | 'route'

/** A reference that objects of a kind may make: where it stands and what fills in the fields that it leaves out. */
export interface ReferenceField {
  /** `spec.rules[].backendRefs[]`: `[]` goes over a list, `{}` over the values of a map. The place of an object, or of a string that is a name. */
  readonly at: string
  readonly purpose: Purpose
  /** The group when the reference names none. */
  readonly group?: string
  /** The kind when the reference names none. */
  readonly kind?: string
  /**
   * `own`: always the referrer's namespace; `field`: the `namespace` field, or the referrer's own;
   * `cluster`: the referent is cluster-scoped; `field-or-cluster`: no namespace field means a cluster-scoped referent.
   */
  readonly namespace: 'own' | 'field' | 'cluster' | 'field-or-cluster'
  /** Whether a reference into another namespace needs a ReferenceGrant there. */
  readonly needsGrant?: boolean
  /** Names of the fields where the kind does not use `name`, `namespace`, `group` and `kind`. */
  readonly fields?: {
    readonly name?: string
    readonly namespace?: string
    readonly group?: string
    readonly kind?: string
    readonly apiVersion?: string
  }
}

/** A kind of object: what it is called, which versions there are, what it looks like and what it refers to. */
export interface KindDefinition {
  readonly group: string
  readonly kind: string
  readonly plural: string
  readonly shortNames?: readonly string[]
  readonly scope: 'Namespaced' | 'Cluster'
  readonly versions: readonly KindVersion[]
  /** The objects of every version, in the newest shape, with the history of each part. Left out for kinds that are only referred to. */
  readonly schema?: TSchema
  /** False where the CRD declares no `status` subresource. */
  readonly status?: boolean
  readonly labels?: readonly { readonly when: When; readonly set: Readonly<Record<string, string>> }[]
  readonly references?: readonly ReferenceField[]
  /** What the kind is for, in one sentence. */
  readonly description: string
}

/** Declares a kind. One file, one kind. */
export function defineKind<const K extends KindDefinition>(kind: K): K {
  return Object.freeze(kind)
}
