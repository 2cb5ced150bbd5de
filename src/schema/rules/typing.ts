import type { ListShape, MapShape, ObjectShape, ScalarShape, Shape } from '../../cel/shape.ts'
import {
  BoolType,
  BytesType,
  type CelType,
  DoubleType,
  DurationType,
  DynType,
  IntType,
  list,
  map,
  type ObjectType,
  StringType,
  TimestampType,
} from '../../cel/types.ts'
import { CelError, type Value } from '../../cel/value.ts'
import { decodeBase64 } from '../../values/base64.ts'
import { Malformed } from '../../values/malformed.ts'
import { byteLength } from '../../values/names.ts'
import { parseOpenAPIDate, parseOpenAPIDateTime, parseOpenAPIDuration } from '../../values/openapi-time.ts'
import type { StructuralSchema } from '../structural.ts'
import { escapeName, isReserved } from './names.ts'

/**
 * What CEL sees of a structural schema: the type of each node, how its JSON is read, and the bounds that cost estimates go by.
 * @see k8s.io/apiserver pkg/cel/common/schemas.go, valuesunstructured.go; pkg/cel/limits.go
 */

/** Bytes of the largest request, from which bounds follow where the schema gives none. */
export const MAX_REQUEST = 3 * 1024 * 1024

const STRING: StructuralSchema = { type: 'string' }
const METADATA: StructuralSchema = { type: 'object', properties: { name: STRING, generateName: STRING } }

/** The root of a resource, or of an embedded one, shows its type and name, whatever its schema says. */
export function withTypeAndMeta(schema: StructuralSchema): StructuralSchema {
  const { kind, apiVersion, metadata } = schema.properties ?? {}
  const { name, generateName } = metadata?.properties ?? {}
  const typed = kind?.type === 'string' && apiVersion?.type === 'string' && metadata?.type === 'object'
  if (typed && name?.type === 'string' && generateName?.type === 'string') return schema
  return { ...schema, properties: { ...schema.properties, kind: STRING, apiVersion: STRING, metadata: METADATA } }
}

function isEmbedded(schema: StructuralSchema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true
}

function additionalOf(schema: StructuralSchema): StructuralSchema | undefined {
  const { additionalProperties } = schema
  return typeof additionalProperties === 'object' && additionalProperties !== null ? additionalProperties : undefined
}

/** Whether expressions see values of this schema at all. */
export function isVisible(schema: StructuralSchema): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) return true
  switch (schema.type) {
    case 'array':
      return schema.items !== undefined && isVisible(schema.items)
    case 'object': {
      const additional = additionalOf(schema)
      return additional === undefined || isVisible(additional)
    }
    default:
      return schema.type !== undefined || isEmbedded(schema)
  }
}

/**
 * The shape of a visible schema. `name` is that of its object types: the API server makes one up for each rule's `self`, and names
 * what lies below it by the way there, so that two objects at different places are of different types.
 */
export function shapeOf(schema: StructuralSchema, isRoot: boolean, name: string): Shape {
  if (schema['x-kubernetes-int-or-string'] === true) return scalar(schema, DynType, maxElements(schema), readIntOrString)
  const whole = isRoot ? withTypeAndMeta(schema) : schema
  const nullable = whole.nullable === true
  switch (whole.type) {
    case 'array':
      return new ListNode(whole, name)
    case 'object': {
      const additional = additionalOf(whole)
      return additional && !hasProperties(whole) ? new MapNode(whole, additional, name) : new ObjectNode(whole, name)
    }
    case 'string':
      return stringShape(whole)
    case 'number':
      return { kind: 'scalar', type: DoubleType, nullable, maxSize: 0n }
    case 'integer':
      return { kind: 'scalar', type: IntType, nullable, maxSize: 0n }
    case 'boolean':
      return { kind: 'scalar', type: BoolType, nullable, maxSize: 0n }
    default:
      return new ObjectNode(whole, name)
  }
}

function hasProperties(schema: StructuralSchema): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length > 0
}

function scalar(schema: StructuralSchema, type: CelType, maxSize: bigint, read?: (json: unknown) => Value): ScalarShape {
  const shape = { kind: 'scalar' as const, type, nullable: schema.nullable === true, maxSize }
  return read ? { ...shape, read } : shape
}

function stringShape(schema: StructuralSchema): ScalarShape {
  const format = schema.format ?? ''
  const reader = Object.hasOwn(STRINGS, format) ? STRINGS[format] : undefined
  return reader ? scalar(schema, reader.type, maxElements(schema), readText(reader)) : scalar(schema, StringType, maxElements(schema))
}

interface TextReader {
  readonly type: CelType
  /** How the message of an unreadable text begins. */
  readonly failure: string
  readonly parse: (text: string) => Value | Malformed
}

/** String formats that have a CEL type of their own. `datetime`, which the schema validator takes too, has none. */
const STRINGS: Readonly<Record<string, TextReader>> = {
  byte: { type: BytesType, failure: 'Invalid byte formatted string', parse: text => decodeBase64(text, { urlSafe: true }) },
  duration: { type: DurationType, failure: 'Invalid duration', parse: parseOpenAPIDuration },
  date: { type: TimestampType, failure: 'Invalid date formatted string', parse: parseOpenAPIDate },
  'date-time': { type: TimestampType, failure: 'Invalid date-time formatted string', parse: parseOpenAPIDateTime },
}

function readText({ failure, parse }: TextReader): (json: unknown) => Value {
  return json => {
    if (typeof json !== 'string') throw new CelError(`invalid data, expected string, got ${goType(json)}`)
    const value = parse(json)
    if (value instanceof Malformed) throw new CelError(`${failure} ${json}: ${value.message}`)
    return value
  }
}

function goType(json: unknown): string {
  if (Array.isArray(json)) return '[]interface {}'
  if (typeof json === 'boolean') return 'bool'
  if (typeof json === 'bigint' || (typeof json === 'number' && Number.isSafeInteger(json))) return 'int64'
  return typeof json === 'number' || (typeof json === 'object' && json !== null && 'toJSON' in json) ? 'float64' : 'map[string]interface {}'
}

function readIntOrString(json: unknown): Value {
  if (typeof json === 'string' || typeof json === 'bigint' || (typeof json === 'number' && Number.isSafeInteger(json))) return json
  throw new CelError('invalid data, expected XIntOrString value to be either a string or integer')
}

/** A list; its bound is known only when somebody asks. */
class ListNode implements ListShape {
  readonly kind = 'list'
  readonly #schema: StructuralSchema
  readonly #name: string
  #element: Shape | undefined

  constructor(schema: StructuralSchema, name: string) {
    this.#schema = schema
    this.#name = name
  }

  get nullable(): boolean {
    return this.#schema.nullable === true
  }

  get element(): Shape {
    const items = this.#schema.items!
    this.#element ??= shapeOf(items, isEmbedded(items), `${this.#name}.@idx`)
    return this.#element
  }

  get type(): ListShape['type'] {
    return list(this.element.type)
  }

  get maxSize(): bigint {
    return maxElements(this.#schema)
  }

  get listType(): 'atomic' | 'set' | 'map' {
    return this.#schema['x-kubernetes-list-type'] ?? 'atomic'
  }

  /** Looked up in the data by their escaped names: `namespace` and `a-b` are never found. */
  get mapKeys(): readonly string[] {
    return (this.#schema['x-kubernetes-list-map-keys'] ?? []).map(key => escapeName(key) ?? key)
  }
}

class MapNode implements MapShape {
  readonly kind = 'map'
  readonly #schema: StructuralSchema
  readonly #values: StructuralSchema
  readonly #name: string
  #value: Shape | undefined

  constructor(schema: StructuralSchema, values: StructuralSchema, name: string) {
    this.#schema = schema
    this.#values = values
    this.#name = name
  }

  get nullable(): boolean {
    return this.#schema.nullable === true
  }

  get value(): Shape {
    this.#value ??= shapeOf(this.#values, isEmbedded(this.#values), `${this.#name}.@elem`)
    return this.#value
  }

  get type(): MapShape['type'] {
    return map(StringType, this.value.type)
  }

  get maxSize(): bigint {
    return maxElements(this.#schema)
  }
}

class ObjectNode implements ObjectShape {
  readonly kind = 'object'
  readonly maxSize = 0n
  readonly type: ObjectType
  readonly #schema: StructuralSchema
  readonly #name: string
  #fields: ReadonlyMap<string, Field> | undefined

  constructor(schema: StructuralSchema, name: string) {
    this.#schema = schema
    this.#name = name
    const field = (key: string) => this.fields.get(key)?.shape.type
    this.type = { kind: 'object', name, field, fieldNames: () => [...this.fields.keys()] }
  }

  get nullable(): boolean {
    return this.#schema.nullable === true
  }

  get fields(): ReadonlyMap<string, Field> {
    this.#fields ??= fieldsOf(this.#schema, this.#name)
    return this.#fields
  }
}

/** A field whose shape is made when an expression first selects it: most of a large schema never is. */
class Field {
  readonly property: string
  readonly #schema: StructuralSchema
  readonly #name: string
  #shape: Shape | undefined

  constructor(property: string, schema: StructuralSchema, name: string) {
    this.property = property
    this.#schema = schema
    this.#name = name
  }

  get shape(): Shape {
    this.#shape ??= shapeOf(this.#schema, isEmbedded(this.#schema), this.#name)
    return this.#shape
  }
}

/** Fields by their escaped names. One named like a reserved word is also found by the word itself, where the syntax lets it stand. */
class FieldMap extends Map<string, Field> {
  override get(name: string): Field | undefined {
    return super.get(name) ?? (isReserved(name) ? super.get(`__${name}__`) : undefined)
  }
}

function fieldsOf(schema: StructuralSchema, name: string): ReadonlyMap<string, Field> {
  const fields = new FieldMap()
  for (const [property, child] of Object.entries(schema.properties ?? {})) {
    const escaped = escapeName(property)
    if (escaped !== undefined && isVisible(child)) fields.set(escaped, new Field(property, child, `${name}.${escaped}`))
  }
  return fields
}

/** The bound by which Kubernetes reckons the size of a value: four bytes for a character, as many items as a request can hold. */
function maxElements(schema: StructuralSchema): bigint {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return BigInt(schema.maxLength === undefined ? MAX_REQUEST - 2 : natural(schema.maxLength) * 4)
  }
  switch (schema.type) {
    case 'array':
      return BigInt(schema.maxItems === undefined ? Math.floor((MAX_REQUEST - 2) / (minSize(schema.items!) + 1)) : natural(schema.maxItems))
    case 'object':
      return BigInt(
        schema.maxProperties === undefined
          ? Math.floor((MAX_REQUEST - 2) / (minSize(additionalOf(schema)!) + 6))
          : natural(schema.maxProperties),
      )
    default:
      return BigInt(maxString(schema))
  }
}

function maxString(schema: StructuralSchema): number {
  switch (schema.format) {
    case 'byte':
      return schema.maxLength === undefined ? MAX_REQUEST - 2 : natural(schema.maxLength)
    case 'duration':
      return 32
    case 'date':
      return 12
    case 'date-time':
      return 32
  }
  if (schema.maxLength !== undefined) return natural(schema.maxLength) * 4
  if (schema.enum && schema.enum.length > 0) return Math.max(...schema.enum.map(item => (typeof item === 'string' ? byteLength(item) : 0)))
  return MAX_REQUEST - 2
}

function natural(value: number): number {
  return Math.max(Number(value), 0)
}

/** Bytes of the shortest JSON text that a visible schema allows. */
export function minSize(schema: StructuralSchema, isRoot = isEmbedded(schema)): number {
  if (schema['x-kubernetes-int-or-string'] === true) return 1
  const whole = isRoot ? withTypeAndMeta(schema) : schema
  switch (whole.type) {
    case 'array':
      return 2
    case 'boolean':
      return 4
    case 'number':
    case 'integer':
      return 1
    case 'string':
      return { duration: 3, date: 12, 'date-time': 21 }[whole.format ?? ''] ?? 2
    default:
      return additionalOf(whole) ? 2 : minObjectSize(whole)
  }
}

/** Braces, and the properties that must be there and that no default fills in. */
function minObjectSize(schema: StructuralSchema): number {
  let size = 2
  const required = new Set(schema.required ?? [])
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (required.has(name) && child.default === undefined && isVisible(child)) size += byteLength(name) + minSize(child) + 4
  }
  return size
}
