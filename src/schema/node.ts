import { Float } from '../values/number.ts'
import type { Dialect } from './dialect.ts'
import type { StructuralSchema } from './structural.ts'
import { type Traits, traitsOf } from './traits.ts'

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'

/**
 * One place of a structural schema, read once and in the form that the passes over an object want it.
 * Children are made when an object first reaches them: most of a large CRD is never used.
 */
export class SchemaNode {
  readonly schema: StructuralSchema
  readonly dialect: Dialect
  /** Empty where the schema names none; `[integer, string]` for int-or-string. */
  readonly types: readonly JsonType[]
  /** The format, where the API server checks it: unknown ones, and those of other types, count for nothing. */
  readonly format: string
  readonly nullable: boolean
  readonly preserve: boolean
  readonly embedded: boolean
  readonly listType: string | undefined
  readonly listMapKeys: readonly string[]
  readonly enum: readonly unknown[]
  readonly required: readonly string[]
  readonly maximum: number | undefined
  readonly minimum: number | undefined
  readonly multipleOf: number | undefined
  readonly maxLength: number | undefined
  readonly minLength: number | undefined
  readonly maxItems: number | undefined
  readonly minItems: number | undefined
  readonly maxProperties: number | undefined
  readonly minProperties: number | undefined
  /** Properties that have a default. */
  readonly defaulted: readonly string[]
  /** Whether `additionalProperties` is there at all. */
  readonly open: boolean
  /** `additionalProperties: false`. */
  readonly closed: boolean
  /** The schema of additional properties; none for `true` and `false`. */
  readonly additional: SchemaNode | undefined
  readonly items: SchemaNode | undefined
  readonly allOf: readonly SchemaNode[]
  readonly anyOf: readonly SchemaNode[]
  readonly oneOf: readonly SchemaNode[]
  readonly not: SchemaNode | undefined
  readonly traits: Traits
  readonly #properties: Readonly<Record<string, StructuralSchema>> | undefined
  readonly #nodes = new Map<string, SchemaNode | undefined>()
  #completes: boolean | undefined

  constructor(schema: StructuralSchema, dialect: Dialect) {
    this.schema = schema
    this.dialect = dialect
    this.traits = traitsOf(schema)
    this.types =
      dialect.intOrString && schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : schema.type ? [schema.type] : []
    this.format = schema.format && dialect.checksFormat(this.types, schema.format) ? schema.format : ''
    this.nullable = schema.nullable === true
    this.preserve = schema['x-kubernetes-preserve-unknown-fields'] === true
    this.embedded = schema['x-kubernetes-embedded-resource'] === true
    this.listType = schema['x-kubernetes-list-type']
    this.listMapKeys = schema['x-kubernetes-list-map-keys'] ?? []
    this.enum = schema.enum ?? []
    this.required = schema.required ?? []
    this.maximum = plain(schema.maximum)
    this.minimum = plain(schema.minimum)
    this.multipleOf = plain(schema.multipleOf)
    this.maxLength = plain(schema.maxLength)
    this.minLength = plain(schema.minLength)
    this.maxItems = plain(schema.maxItems)
    this.minItems = plain(schema.minItems)
    this.maxProperties = plain(schema.maxProperties)
    this.minProperties = plain(schema.minProperties)
    const properties = schema.properties
    this.#properties = properties
    this.defaulted = properties ? Object.keys(properties).filter(name => hasDefault(properties[name])) : []
    const additional = schema.additionalProperties
    this.open = additional !== undefined && additional !== null
    this.closed = additional === false
    this.additional = this.#child(typeof additional === 'boolean' ? undefined : additional)
    this.items = this.#child(schema.items)
    this.allOf = this.#children(schema.allOf)
    this.anyOf = this.#children(schema.anyOf)
    this.oneOf = this.#children(schema.oneOf)
    this.not = this.#child(schema.not)
  }

  /** The schema of a property that `properties` names. */
  property(name: string): SchemaNode | undefined {
    let node = this.#nodes.get(name)
    if (node === undefined && this.#properties !== undefined && Object.hasOwn(this.#properties, name)) {
      node = new SchemaNode(this.#properties[name] ?? {}, this.dialect)
      this.#nodes.set(name, node)
    }
    return node
  }

  propertyNames(): readonly string[] {
    return this.#properties ? Object.keys(this.#properties) : []
  }

  /** The default, where there is one that counts: a null is none. */
  get default(): unknown {
    return this.schema.default
  }

  get hasDefault(): boolean {
    return hasDefault(this.schema)
  }

  /** Whether something inside has a default. */
  get completes(): boolean {
    this.#completes ??= completes(this.schema)
    return this.#completes
  }

  #child(schema: StructuralSchema | null | undefined): SchemaNode | undefined {
    return schema ? new SchemaNode(schema, this.dialect) : undefined
  }

  #children(schemas: readonly StructuralSchema[] | undefined): readonly SchemaNode[] {
    return schemas?.map(schema => new SchemaNode(schema, this.dialect)) ?? []
  }
}

function hasDefault(schema: StructuralSchema | undefined): boolean {
  return schema?.default !== undefined && schema.default !== null
}

function completes({ properties, items, additionalProperties }: StructuralSchema): boolean {
  const inside = [...Object.values(properties ?? {}), items, additionalProperties]
  return inside.some(schema => typeof schema === 'object' && schema !== null && (hasDefault(schema) || completes(schema)))
}

/** Bounds are float64 in Kubernetes, however they are written. */
function plain(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.value
  return typeof value === 'bigint' ? Number(value) : undefined
}

const nodes = new WeakMap<Dialect, WeakMap<StructuralSchema, SchemaNode>>()

/** The root of a schema, the same for all who ask. */
export function nodeOf(schema: StructuralSchema, dialect: Dialect): SchemaNode {
  const known = nodes.get(dialect) ?? new WeakMap<StructuralSchema, SchemaNode>()
  nodes.set(dialect, known)
  const node = known.get(schema) ?? new SchemaNode(schema, dialect)
  known.set(schema, node)
  return node
}
