import { Float } from '../values/number.ts'
import { fieldOf, type ListShape, type MapShape, type ObjectShape, type ScalarShape, type Shape } from './shape.ts'
import { box, CelError, equals, isInt, isMap, ListView, MapView, mapGet, mapSize, noSuchOverload, type Value } from './value.ts'

/**
 * The CEL value of a JSON value under a shape. Throws `CelError` for data that contradicts it.
 * @see k8s.io/apiserver pkg/cel/common/valuesunstructured.go UnstructuredToVal
 */
export function readShape(shape: Shape, json: unknown): Value {
  if (json === null || json === undefined) {
    if (shape.nullable) return null
    throw new CelError('invalid data, got null for schema with nullable=false')
  }
  switch (shape.kind) {
    case 'scalar':
      return shape.read ? shape.read(json) : readScalar(shape, json)
    case 'list':
      return readList(shape, json)
    default:
      if (typeof json !== 'object' || Array.isArray(json) || json instanceof Float)
        throw new CelError('invalid data, expected a map for the provided schema with type=object')
      return new ShapedMap(shape, json as Record<string, unknown>)
  }
}

function readScalar(shape: ScalarShape, json: unknown): Value {
  switch (shape.type.kind) {
    case 'int':
      return isInt(json) ? json : wrong('int', json)
    case 'double':
      if (typeof json === 'number' || typeof json === 'bigint') return box(Number(json))
      return json instanceof Float ? json : wrong('float', json)
    case 'string':
      return typeof json === 'string' ? json : wrong('string', json)
    case 'bool':
      return typeof json === 'boolean' ? json : wrong('bool', json)
    default:
      return json
  }
}

function wrong(expected: string, json: unknown): never {
  throw new CelError(`invalid data, expected ${expected}, got ${goType(json)}`)
}

/** The Go type that a decoded JSON value has. */
function goType(json: unknown): string {
  if (Array.isArray(json)) return '[]interface {}'
  if (typeof json === 'string') return 'string'
  if (typeof json === 'boolean') return 'bool'
  if (isInt(json)) return 'int64'
  return typeof json === 'number' || json instanceof Float ? 'float64' : 'map[string]interface {}'
}

/** Elements that contradict the shape become the error itself, which surfaces where the element is used. */
function readList(shape: ListShape, json: unknown): Value[] {
  if (!Array.isArray(json)) throw new CelError('invalid data, expected an array for the provided schema with type=array')
  if (shape.listType === 'set' || shape.listType === 'map') return shapedList(shape, json)
  return json.map(item => readOrError(shape.element, item))
}

function readOrError(shape: Shape, json: unknown): Value {
  try {
    return readShape(shape, json)
  } catch (thrown) {
    if (thrown instanceof CelError) return thrown
    throw thrown
  }
}

/** An object or map of a schema: the JSON value stays as it is, and what is read from it is converted. */
export class ShapedMap extends MapView {
  readonly shape: ObjectShape | MapShape
  readonly json: Readonly<Record<string, unknown>>

  constructor(shape: ObjectShape | MapShape, json: Readonly<Record<string, unknown>>) {
    super()
    this.shape = shape
    this.json = json
  }

  override get size(): number {
    return Object.keys(this.json).length
  }

  override get(key: Value): Value | undefined {
    if (typeof key !== 'string') throw noSuchOverload()
    const { shape } = this
    if (shape.kind === 'map') return Object.hasOwn(this.json, key) ? readShape(shape.value, this.json[key]) : undefined
    const field = fieldOf(shape, key)
    if (!field || !Object.hasOwn(this.json, field.property)) return undefined
    const json = this.json[field.property]
    return json === null || json === undefined ? undefined : readShape(field.shape, json)
  }

  override *keys(): Iterable<Value> {
    if (this.shape.kind === 'map') yield* Object.keys(this.json)
    else for (const [name, field] of this.shape.fields) if (Object.hasOwn(this.json, field.property)) yield name
  }

  override *entries(): Iterable<readonly [key: Value, value: Value]> {
    for (const key of this.keys()) {
      const value = this.get(key)
      if (value !== undefined) yield [key, value]
    }
  }

  /** Declared fields are compared as values; fields that only the data has, as JSON, and only when both sides have them. */
  override equals(other: Value): boolean {
    if (!isMap(other) || mapSize(other) !== this.size) return false
    for (const key of this.keys()) {
      const mine = this.get(key)
      const theirs = mapGet(other, key)
      if ((mine === undefined) !== (theirs === undefined)) return false
      if (mine !== undefined && !equals(mine, theirs)) return false
    }
    return this.shape.kind === 'map' || !(other instanceof ShapedMap) || this.#undeclaredEqual(this.shape, other)
  }

  #undeclaredEqual(shape: ObjectShape, other: ShapedMap): boolean {
    const declared = declaredProperties(shape)
    for (const key of Object.keys(this.json)) {
      if (declared.has(key) || !Object.hasOwn(other.json, key)) continue
      if (!sameJson(this.json[key], other.json[key])) return false
    }
    return true
  }
}

const properties = new WeakMap<ObjectShape, ReadonlySet<string>>()

function declaredProperties(shape: ObjectShape): ReadonlySet<string> {
  const known = properties.get(shape) ?? new Set([...shape.fields.values()].map(field => field.property))
  properties.set(shape, known)
  return known
}

/** Deep equality of JSON, telling ints from floats. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a instanceof Float || b instanceof Float) return a instanceof Float && b instanceof Float && a.value === b.value
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every(key => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
}

/** A key under which two elements are the same element: scalars by type and value. */
function identity(json: unknown): string {
  if (json instanceof ShapedMap) return identity(json.json)
  if (json instanceof Float) return `float:${json.value}`
  if (typeof json === 'bigint') return `int:${json}`
  return json === undefined ? 'missing' : `${typeof json}:${JSON.stringify(json)}`
}

/** A list with `x-kubernetes-list-type: set` or `map`. */
class ShapedList extends ListView {
  // Not a constructor parameter: Array's own methods call constructors with a length.
  shape!: ListShape

  #key(item: Value): string {
    const keys = this.shape.mapKeys
    if (!keys) return identity(item)
    const json = item instanceof ShapedMap ? item.json : (item as Readonly<Record<string, unknown>> | null)
    if (typeof json !== 'object' || json === null) return identity(item)
    return keys.map(key => identity(Object.hasOwn(json, key) ? json[key] : undefined)).join('\n')
  }

  override equals(other: Value): boolean {
    if (!Array.isArray(other) || other.length !== this.length) return false
    const mine = new Map(this.map(item => [this.#key(item), item]))
    for (const item of other) {
      const key = this.#key(item)
      if (!mine.has(key)) return false
      if (this.shape.listType === 'map' && !equals(mine.get(key), item)) return false
    }
    return true
  }

  override concatenate(other: readonly Value[]): Value[] {
    const items: Value[] = [...this]
    const places = new Map(items.map((item, i) => [this.#key(item), i]))
    for (const item of other) {
      const key = this.#key(item)
      const place = places.get(key)
      if (place === undefined) {
        // A set remembers what it took from the right side, a map list only what it had.
        if (this.shape.listType === 'set') places.set(key, items.length)
        items.push(item)
      } else if (this.shape.listType === 'map') items[place] = item
    }
    return fill(this.shape, items)
  }
}

function shapedList(shape: ListShape, json: readonly unknown[]): ShapedList {
  return fill(
    shape,
    json.map(item => readOrError(shape.element, item)),
  )
}

function fill(shape: ListShape, items: readonly Value[]): ShapedList {
  const list = new ShapedList()
  list.shape = shape
  for (const item of items) list.push(item)
  return list
}
