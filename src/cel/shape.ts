import type { CelType, ListType, MapType, ObjectType } from './types.ts'
import type { Value } from './value.ts'

/**
 * How a JSON value stands for a CEL value: a structural schema as CEL sees it. A variable declared with a shape is read in place, without conversion
 * where the JSON value is the CEL value, and converted where it is not (`date-time` strings, numbers that are doubles).
 * @see k8s.io/apiserver pkg/cel/common/values.go UnstructuredToVal
 */
export type Shape = ScalarShape | ListShape | MapShape | ObjectShape

interface Common {
  /** `null` is a value here. Without it, null in a list or map is the error `invalid data, got null for schema with nullable=false`; a null field is absent either way. */
  readonly nullable?: boolean
  /** Static bound for cost estimates: the size of a string (code points), bytes, list or map. */
  readonly maxSize?: bigint
  readonly minSize?: bigint
}

export interface ScalarShape extends Common {
  readonly kind: 'scalar'
  readonly type: CelType
  /**
   * The CEL value (dynamic form) of a JSON value that is not its own CEL value; throws `CelError` for invalid data. Without it the engine reads by
   * `type`: int, double, string, bool as they stand, with the `invalid data, expected …` errors of Kubernetes.
   */
  readonly read?: (json: unknown) => Value
}

export interface ListShape extends Common {
  readonly kind: 'list'
  readonly type: ListType
  readonly element: Shape
  /** Equality and `+`: `x-kubernetes-list-type`. */
  readonly listType?: 'atomic' | 'set' | 'map'
  /** For `map`: the key fields as Kubernetes looks them up (by their escaped names, a quirk that expressions can see). */
  readonly mapKeys?: readonly string[]
}

export interface MapShape extends Common {
  readonly kind: 'map'
  readonly type: MapType
  readonly value: Shape
}

export interface ObjectShape extends Common {
  readonly kind: 'object'
  readonly type: ObjectType
  /** By the name that expressions use (escaped); `property` is the JSON key. */
  readonly fields: ReadonlyMap<string, { readonly property: string; readonly shape: Shape }>
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

/** A word that may be written as a field name although the field is declared under its escaped name, `__namespace__`. */
export const isKeyword = (name: string): boolean => KEYWORDS.has(name)

/** The field that an expression means by a name. */
export function fieldOf(shape: ObjectShape, name: string): { readonly property: string; readonly shape: Shape } | undefined {
  return shape.fields.get(name) ?? (isKeyword(name) ? shape.fields.get(`__${name}__`) : undefined)
}
