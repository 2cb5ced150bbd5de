import type { KubeObject } from '../kinds/object.ts'
import { encodeJson } from '../schema/index.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { decodeBase64 } from '../values/base64.ts'
import { Malformed } from '../values/malformed.ts'
import { Float } from '../values/number.ts'
import { splitApiVersion } from './api-version.ts'
import { coreSchemas } from './core-schemas.ts'
import { objectMeta } from './object-meta.ts'

/**
 * Why the API server cannot decode a built-in object after a mutation, in Go's words; `undefined` when it can. Of kinds whose fields are not all
 * known here nothing is said.
 */
export function decodeProblem(object: KubeObject, original: KubeObject): string | undefined {
  const { group, version } = splitApiVersion(original.apiVersion)
  const schema = coreSchemas[`${group}/${original.kind}`]
  const unread = typeProblem(object, schema !== undefined)
  if (unread !== undefined) return unread
  if (!schema) {
    const given = object.apiVersion ?? ''
    if (splitApiVersion(given).group === group) return undefined
    const kind = `${given.includes('/') ? given : `/${given}`}, Kind=${object.kind}`
    return `failed to convert object: ${kind} is unstructured and is not suitable for converting to "${original.apiVersion}"`
  }
  if (object.kind && object.kind !== original.kind) {
    return `failed to convert object: converting (${version}.${object.kind}) to (${group === '' ? 'core' : group.split('.')[0]}.${original.kind}): unknown conversion`
  }
  if (schema['x-kubernetes-preserve-unknown-fields']) return undefined
  const { apiVersion: _, kind: __, ...fields } = object
  const properties = { ...schema.properties, metadata: objectMeta }
  const unreadable = fieldProblem(original.kind, fields, properties)
  if (unreadable !== undefined) return unreadable
  const unknown = unknownFields(fields, { ...schema, properties }, '')
  return unknown.length === 0 ? undefined : `strict decoding error: ${unknown.map(path => `unknown field "${path}"`).join(', ')}`
}

/** An object as Go holds it after a mutation: what it is does not depend on what was written. */
export function typed(object: KubeObject, original: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = object
  if (apiVersion && kind && metadata) return object
  const isKnown = coreSchemas[`${splitApiVersion(original.apiVersion).group}/${original.kind}`] !== undefined
  const more = isKnown && !metadata ? { metadata: {} } : {}
  return { ...object, apiVersion: apiVersion || original.apiVersion, kind: kind || original.kind, ...more } as KubeObject
}

/** The first field of another type than Go's. In what a patch has touched fields stand in the order of their names. */
function fieldProblem(kind: string, fields: object, properties: Properties): string | undefined {
  for (const [name, value] of sortedEntries(fields)) {
    const struct = name === 'metadata' ? 'ObjectMeta' : `${kind}${name[0]?.toUpperCase()}${name.slice(1)}`
    const problem = problemOf(`${kind}.${name}`, value, properties, name, `v1.${struct}`)
    if (problem !== undefined) return problem
    if (name !== 'metadata') continue
    for (const [inner, held] of sortedEntries(value ?? {})) {
      const inside = problemOf(`ObjectMeta.metadata.${inner}`, held, objectMeta.properties!, inner, '')
      if (inside !== undefined) return inside
    }
  }
  return undefined
}

type Properties = NonNullable<StructuralSchema['properties']>

function problemOf(field: string, value: unknown, properties: Properties, name: string, struct: string): string | undefined {
  const wrong = Object.hasOwn(properties, name) ? mismatch(value, properties[name]!, struct) : undefined
  if (wrong instanceof Malformed) return wrong.message
  return wrong && `json: cannot unmarshal ${wrong.got} into Go struct field ${field} of type ${wrong.wanted}`
}

/** Why bytes of a built-in object, which stand in it as base64, cannot be read. */
export function bytesProblem(object: KubeObject): string | undefined {
  const { properties = {} } = coreSchemas[`${splitApiVersion(object.apiVersion).group}/${object.kind}`] ?? {}
  for (const [name, { additionalProperties }] of Object.entries(properties)) {
    if (typeof additionalProperties !== 'object' || additionalProperties.format !== 'byte') continue
    for (const [, value] of sortedEntries((object[name] ?? {}) as object)) {
      const bytes = typeof value === 'string' ? decodeBase64(value) : undefined
      if (bytes instanceof Malformed) return bytes.message
    }
  }
  return undefined
}

/** Fields that a kind does not have, in the order of their names. Of what is open here nothing is known. */
function unknownFields(value: unknown, { properties, items, ...schema }: StructuralSchema, path: string): string[] {
  if (typeof value !== 'object' || value === null || schema['x-kubernetes-preserve-unknown-fields']) return []
  if (Array.isArray(value)) return items ? value.flatMap((item, index) => unknownFields(item, items, `${path}[${index}]`)) : []
  if (!properties) return []
  return sortedEntries(value).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`
    return Object.hasOwn(properties, name) ? unknownFields(field, properties[name]!, at) : [at]
  })
}

const sortedEntries = (value: object): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))

/** Go reads apiVersion and kind before all else. Where it knows the type it does not need them. */
function typeProblem(object: unknown, isTyped: boolean): string | undefined {
  const unparsed = (what: string) => `couldn't get version/kind; json parse error: json: cannot unmarshal ${what}`
  if (Array.isArray(object)) {
    const fields = ['APIVersion', 'Kind'].map(name => `${name} string "json:\\"${name[0]!.toLowerCase()}${name.slice(1)},omitempty\\""`)
    return unparsed(`array into Go value of type struct { ${fields.join('; ').replace('aPIVersion', 'apiVersion')} }`)
  }
  const fields = (object ?? {}) as Record<string, unknown>
  for (const name of ['apiVersion', 'kind']) {
    const value = fields[name] ?? ''
    if (typeof value !== 'string') return unparsed(`${jsonType(value)} into Go struct field .${name} of type string`)
  }
  return fields['kind'] || isTyped ? undefined : `Object 'Kind' is missing in '${encodeJson(object)}'`
}

/** @param struct the type in Go of an object with fields of its own */
function mismatch(value: unknown, schema: StructuralSchema, struct: string): { got: string; wanted: string } | Malformed | undefined {
  if (value === null || value === undefined) return undefined
  const got = jsonType(value)
  if (schema.type === 'object') {
    const { additionalProperties: members } = schema
    if (typeof members !== 'object') return got === 'object' ? undefined : { got, wanted: struct }
    if (got !== 'object') return { got, wanted: `map[string]${goScalar(members)}` }
    for (const [, member] of sortedEntries(value)) {
      const wrong = mismatch(member, members, '')
      if (wrong) return wrong
    }
    return undefined
  }
  const fits = schema.type === 'boolean' ? got === 'bool' : schema.type === 'string' ? got === 'string' : true
  if (!fits) return { got, wanted: goScalar(schema) }
  const bytes = schema.format === 'byte' ? decodeBase64(value as string) : undefined
  return bytes instanceof Malformed ? bytes : undefined
}

const goScalar = ({ type, format }: StructuralSchema): string => (type === 'boolean' ? 'bool' : format === 'byte' ? '[]uint8' : 'string')

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return typeof value === 'object' && !(value instanceof Float) ? 'object' : 'number'
}
