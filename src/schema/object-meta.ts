import { Malformed } from '../values/malformed.ts'
import { Float } from '../values/number.ts'
import { parseMetaTime } from '../values/openapi-time.ts'
import { compareStrings } from '../values/text.ts'
import { formatTimestamp } from '../values/timestamp.ts'
import { formatNumber } from './go.ts'
import { assign } from './json.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Record<string, unknown>

/** Metadata as the server has it once decoded: known fields only, empty ones left out, times in UTC. */
export interface DecodedMeta {
  readonly metadata: JsonObject
  /** Paths below the metadata of fields that ObjectMeta does not have. */
  readonly unknown: readonly string[]
}

/** Metadata of a wrong type, in the words of Go's decoder. */
export class MetaError {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** A Go type, as far as metadata needs them: how to decode it, and its name in messages. */
type GoType =
  | { readonly kind: 'string' | 'int64' | 'bool' | 'time' | 'any'; readonly name: string; readonly pointer?: true }
  | { readonly kind: 'map' | 'list'; readonly name: string; readonly element: GoType }
  | {
      readonly kind: 'struct'
      readonly name: string
      readonly struct: string
      readonly fields: Readonly<Record<string, GoType>>
      readonly always: readonly string[]
    }

const string: GoType = { kind: 'string', name: 'string' }
const bool: GoType = { kind: 'bool', name: 'bool', pointer: true }
const uid: GoType = { kind: 'string', name: 'types.UID' }
const time: GoType = { kind: 'time', name: 'string' }
const strings: GoType = { kind: 'map', name: 'map[string]string', element: string }

const ownerReference: GoType = {
  kind: 'struct',
  name: 'v1.OwnerReference',
  struct: 'OwnerReference',
  fields: { apiVersion: string, kind: string, name: string, uid, controller: bool, blockOwnerDeletion: bool },
  always: ['apiVersion', 'kind', 'name', 'uid'],
}

const managedFieldsEntry: GoType = {
  kind: 'struct',
  name: 'v1.ManagedFieldsEntry',
  struct: 'ManagedFieldsEntry',
  fields: {
    manager: string,
    operation: { kind: 'string', name: 'v1.ManagedFieldsOperationType' },
    apiVersion: string,
    time,
    fieldsType: string,
    fieldsV1: { kind: 'any', name: 'v1.FieldsV1' },
    subresource: string,
  },
  always: [],
}

const objectMeta: GoType = {
  kind: 'struct',
  name: 'v1.ObjectMeta',
  struct: 'ObjectMeta',
  fields: {
    name: string,
    generateName: string,
    namespace: string,
    selfLink: string,
    uid,
    resourceVersion: string,
    generation: { kind: 'int64', name: 'int64' },
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { kind: 'int64', name: 'int64', pointer: true },
    labels: strings,
    annotations: strings,
    ownerReferences: { kind: 'list', name: '[]v1.OwnerReference', element: ownerReference },
    finalizers: { kind: 'list', name: '[]string', element: string },
    managedFields: { kind: 'list', name: '[]v1.ManagedFieldsEntry', element: managedFieldsEntry },
  },
  always: [],
}

/**
 * Decodes `metadata` into ObjectMeta and back, as the server does with that of every custom resource and embedded resource.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/objectmeta GetObjectMeta
 */
export function decodeObjectMeta(value: unknown): DecodedMeta | MetaError {
  if (isCanonical(value)) return { metadata: value, unknown: [] }
  const decoder = new Decoder()
  try {
    const metadata = decoder.decode(objectMeta, value, '')
    if (decoder.problem !== undefined) return new MetaError(decoder.problem)
    return { metadata: (metadata ?? {}) as JsonObject, unknown: decoder.unknown }
  } catch (error) {
    if (error instanceof Fatal) return new MetaError(error.message)
    throw error
  }
}

/** The usual metadata, which decoding does not change. */
function isCanonical(value: unknown): value is JsonObject {
  if (kindOf(value) !== 'object') return false
  for (const key in value as JsonObject) {
    const field = (value as JsonObject)[key]
    if (key === 'name' || key === 'namespace' || key === 'uid' || key === 'resourceVersion' || key === 'generateName') {
      if (typeof field !== 'string' || field === '') return false
    } else if (key === 'labels' || key === 'annotations') {
      if (kindOf(field) !== 'object') return false
      let empty = true
      for (const name in field as JsonObject) {
        if (typeof (field as JsonObject)[name] !== 'string') return false
        empty = false
      }
      if (empty) return false
    } else return false
  }
  return true
}

/** An error that stops decoding at once, and wins over those that were found before. */
class Fatal extends Error {}

class Decoder {
  /** The first error of type; decoding goes on after it. */
  problem: string | undefined
  readonly unknown: string[] = []
  #struct = ''
  readonly #fields: string[] = []

  decode(type: GoType, value: unknown, path: string): unknown {
    const kind = kindOf(value)
    if (type.kind === 'any') return kind === 'null' ? undefined : value
    if (type.kind === 'time') return this.#time(value)
    if (kind === 'null') return undefined
    switch (type.kind) {
      case 'string':
        return kind === 'string' ? value : this.#wrong(value, type.name)
      case 'bool':
        return kind === 'boolean' ? value : this.#wrong(value, type.name)
      case 'int64':
        if (kind === 'int') return value
        return kind === 'float' ? this.#mismatch(`number ${floatText(value)}`, type.name) : this.#wrong(value, type.name)
      case 'list':
        if (kind !== 'array') return this.#wrong(value, type.name)
        return (value as unknown[]).map((item, i) => this.decode(type.element, item, `${path}[${i}]`) ?? zero(type.element))
      case 'map':
        if (kind !== 'object') return this.#wrong(value, type.name)
        return this.#map(type.element, value as JsonObject, path)
      case 'struct':
        if (kind !== 'object') return this.#wrong(value, type.name)
        return this.#structOf(type, value as JsonObject, path)
    }
  }

  #map(element: GoType, object: JsonObject, path: string): JsonObject {
    const out: JsonObject = {}
    for (const key of Object.keys(object).sort(compareStrings))
      assign(out, key, this.decode(element, object[key], `${path}.${key}`) ?? zero(element))
    return out
  }

  #structOf(type: GoType & { kind: 'struct' }, object: JsonObject, path: string): JsonObject {
    const outer = this.#struct
    const out: JsonObject = {}
    for (const name of type.always) out[name] = ''
    for (const key of Object.keys(object).sort(compareStrings)) {
      const at = path === '' ? key : `${path}.${key}`
      if (!Object.hasOwn(type.fields, key)) {
        if (this.unknown.length < 100) this.unknown.push(at)
        continue
      }
      this.#struct = type.struct
      this.#fields.push(key)
      const field = type.fields[key]!
      const value = this.decode(field, object[key], at)
      if (value !== undefined && (type.always.includes(key) || !isEmpty(field, value))) out[key] = value
      this.#fields.pop()
    }
    this.#struct = outer
    return out
  }

  #time(value: unknown): string | undefined {
    if (value === null) return undefined
    if (typeof value !== 'string') throw new Fatal(this.#words(valueName(value), 'string'))
    const parsed = parseMetaTime(value)
    if (parsed instanceof Malformed) throw new Fatal(parsed.message)
    return formatTimestamp(parsed, 0).replace(/\.\d+/, '')
  }

  #wrong(value: unknown, type: string): undefined {
    return this.#mismatch(valueName(value), type)
  }

  #mismatch(what: string, type: string): undefined {
    this.problem ??= this.#words(what, type)
  }

  #words(what: string, type: string): string {
    if (this.#struct === '') return `json: cannot unmarshal ${what} into Go value of type ${type}`
    return `json: cannot unmarshal ${what} into Go struct field ${this.#struct}.${this.#fields.join('.')} of type ${type}`
  }
}

/** What `omitempty` leaves out. */
function isEmpty(type: GoType, value: unknown): boolean {
  if (type.kind === 'list') return (value as unknown[]).length === 0
  if (type.kind === 'map') return Object.keys(value as JsonObject).length === 0
  return !('pointer' in type) && (value === '' || value === 0)
}

function zero(type: GoType): unknown {
  if (type.kind === 'string') return ''
  return type.kind === 'struct' ? Object.fromEntries(type.always.map(name => [name, ''])) : null
}

function valueName(value: unknown): string {
  const kind = kindOf(value)
  return kind === 'int' || kind === 'float' ? 'number' : kind === 'boolean' ? 'bool' : kind
}

function floatText(value: unknown): string {
  return value instanceof Float ? String(value.value) : formatNumber(value as number)
}
