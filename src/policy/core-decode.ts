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
  const { apiVersion: _, kind: __, metadata, ...rest } = object
  if (metadata !== undefined && metadata !== null && jsonType(metadata) !== 'object')
    return `json: cannot unmarshal ${jsonType(metadata)} into Go struct field ${original.kind}.metadata of type v1.ObjectMeta`
  const wrong = fieldProblem('ObjectMeta.metadata.', metadata ?? {}, objectMeta) ?? fieldProblem(`${original.kind}.`, rest, schema)
  if (wrong !== undefined) return wrong
  const illegal = bytesProblem(typed(object, original))
  if (illegal !== undefined) return illegal
  const whole = { ...schema, properties: { ...schema.properties, metadata: objectMeta } }
  const unknown = unknownFields({ ...rest, metadata }, whole, '')
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

/** The first field of another type than Go's. */
function fieldProblem(struct: string, fields: object, { properties = {} }: StructuralSchema): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const wrong = Object.hasOwn(properties, name) ? mismatch(value, properties[name]!) : undefined
    if (wrong) return `json: cannot unmarshal ${wrong.got} into Go struct field ${struct}${name} of type ${wrong.wanted}`
  }
  return undefined
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

function mismatch(value: unknown, schema: StructuralSchema): { got: string; wanted: string } | undefined {
  if (value === null) return undefined
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    if (jsonType(value) !== 'object') return { got: jsonType(value), wanted: 'map[string]string' }
    for (const member of Object.values(value as object)) {
      const wrong = mismatch(member, schema.additionalProperties)
      if (wrong) return wrong
    }
    return undefined
  }
  const wanted = { string: 'string', boolean: 'bool' }[schema.type as string]
  const fits = schema.type === 'boolean' ? typeof value === 'boolean' : schema.type === 'string' ? typeof value === 'string' : true
  return fits || !wanted ? undefined : { got: jsonType(value), wanted }
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return typeof value === 'object' && !(value instanceof Float) ? 'object' : 'number'
}
