import type { KubeObject } from '../kinds/object.ts'
import { encodeJson } from '../schema/index.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { Float } from '../values/number.ts'
import { splitApiVersion } from './api-version.ts'
import { coreSchemas } from './core-schemas.ts'

/**
 * Why the API server cannot decode a built-in object after a mutation, in Go's words; `undefined` when it can. Of kinds whose fields are not all
 * known here nothing is said.
 */
export function decodeProblem(object: KubeObject, original: KubeObject): string | undefined {
  const unread = typeProblem(object)
  if (unread !== undefined) return unread
  const { group, version } = splitApiVersion(original.apiVersion)
  const schema = coreSchemas[`${group}/${original.kind}`]
  if (!schema) {
    const given = object.apiVersion ?? ''
    if (splitApiVersion(given).group === group) return undefined
    const kind = `${given.includes('/') ? given : `/${given}`}, Kind=${object.kind}`
    return `failed to convert object: ${kind} is unstructured and is not suitable for converting to "${original.apiVersion}"`
  }
  if (object.kind !== original.kind) {
    return `failed to convert object: converting (${version}.${object.kind}) to (${group === '' ? 'core' : group.split('.')[0]}.${original.kind}): unknown conversion`
  }
  if (schema['x-kubernetes-preserve-unknown-fields']) return undefined
  for (const [name, value] of Object.entries(object)) {
    if (name === 'apiVersion' || name === 'kind' || name === 'metadata' || name === 'status') continue
    const field = schema.properties?.[name]
    if (!field) return `strict decoding error: unknown field "${name}"`
    const wrong = mismatch(value, field)
    if (wrong) return `json: cannot unmarshal ${wrong.got} into Go struct field ${object.kind}.${name} of type ${wrong.wanted}`
  }
  return undefined
}

/** Go reads apiVersion and kind before all else. */
function typeProblem(object: unknown): string | undefined {
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
  return fields['kind'] ? undefined : `Object 'Kind' is missing in '${encodeJson(object)}'`
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
