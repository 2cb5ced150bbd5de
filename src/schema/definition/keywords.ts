import { forbidden, invalid, notSupported, required } from '../field-error.ts'
import { kindOf } from '../primitives.ts'
import type { StructuralSchema } from '../structural.ts'
import type { Place, Problems } from './place.ts'

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const META = new Set(['metadata', 'kind', 'apiVersion'])

/** Keywords of OpenAPI that CustomResourceDefinitions may not use. */
const unsupported = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const

interface Where {
  readonly root: boolean
  /** Inside the metadata of the resource, or of an embedded one. */
  readonly inMeta: boolean
  /** Why defaults are not allowed here. */
  readonly noDefaults: string | undefined
}

/**
 * Keywords that may not stand where they stand, or not together.
 * @see k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema
 */
export function keywordProblems(
  schema: StructuralSchema,
  place: Place,
  problems: Problems,
  where: Where = { root: true, inMeta: false, noDefaults: undefined },
): void {
  checkKeywords(schema, place, problems, where)
  const inside = { ...where, root: false }
  const { additionalProperties, properties } = schema
  if (kindOf(additionalProperties) === 'object' || typeof additionalProperties === 'boolean') {
    const at = place.child('additionalProperties')
    if (properties && Object.keys(properties).length > 0 && additionalProperties !== true) {
      problems.add(at, field => forbidden(field, 'additionalProperties and properties are mutual exclusive'))
    }
    if (typeof additionalProperties === 'object') {
      const noDefaults = where.inMeta ? 'inside additionalProperties applying to object metadata' : where.noDefaults
      keywordProblems(additionalProperties, at, problems, { ...inside, noDefaults })
    }
  }
  for (const [name, property] of Object.entries(properties ?? {})) {
    const meta = (where.root || schema['x-kubernetes-embedded-resource'] === true) && META.has(name)
    const noDefaults = meta && where.root ? `in top-level ${name}` : where.noDefaults
    keywordProblems(property ?? {}, place.child('properties').key(name), problems, {
      root: false,
      inMeta: where.inMeta || meta,
      noDefaults,
    })
  }
  if (schema.not) keywordProblems(schema.not, place.child('not'), problems, inside)
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [i, member] of (schema[name] ?? []).entries()) keywordProblems(member, place.child(name).index(i), problems, inside)
  }
  if (schema.items && !Array.isArray(schema.items)) keywordProblems(schema.items, place.child('items'), problems, inside)
  checkExtensions(schema, place, problems)
}

function checkKeywords(schema: StructuralSchema, place: Place, problems: Problems, where: Where): void {
  const raw = schema as Readonly<Record<string, unknown>>
  const type: string = schema.type ?? ''
  if (type !== '' && !TYPES.includes(type)) problems.add(place.child('type'), field => notSupported(field, type, TYPES))
  if (hasDefault(schema) && where.noDefaults !== undefined) {
    problems.add(place.child('default'), field => forbidden(field, `must not be set ${where.noDefaults}`))
  }
  for (const name of unsupported) {
    const value = raw[name]
    if (value === undefined || value === null || (kindOf(value) === 'object' && name !== 'dependencies' && Object.keys(value).length === 0))
      continue
    problems.add(place.child(name), field => forbidden(field, `${name} is not supported`))
  }
  if (type === 'null')
    problems.add(place.child('type'), field => forbidden(field, 'type cannot be set to null, use nullable as an alternative'))
  if (Array.isArray(schema.items))
    problems.add(place.child('items'), field => forbidden(field, 'items must be a schema object and not an array'))
  if (where.inMeta && schema['x-kubernetes-embedded-resource'] === true) {
    problems.add(place.child('x-kubernetes-embedded-resource'), field => forbidden(field, 'must not be used inside of resource meta'))
  }
  if (schema.uniqueItems === true) {
    const words = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'
    problems.add(place.child('uniqueItems'), field => forbidden(field, words))
  }
}

function checkExtensions(schema: StructuralSchema, place: Place, problems: Problems): void {
  const type: string = schema.type ?? ''
  const mapType: string | undefined = schema['x-kubernetes-map-type']
  const mustBe = (expected: string, extension: string): void => {
    if (type === expected) return
    const words = `must be ${expected} if ${extension} is specified`
    problems.add(place.child('type'), field => (type === '' ? required(field, words) : invalid(field, type, words)))
  }
  if ((schema as Record<string, unknown>)['x-kubernetes-preserve-unknown-fields'] === false) {
    problems.add(place.child('x-kubernetes-preserve-unknown-fields'), field => invalid(field, false, 'must be true or undefined'))
  }
  if (mapType !== undefined) {
    mustBe('object', 'x-kubernetes-map-type')
    if (mapType !== 'atomic' && mapType !== 'granular') {
      problems.add(place.child('x-kubernetes-map-type'), field => notSupported(field, mapType, ['atomic', 'granular']))
    }
  }
  const listType: string | undefined = schema['x-kubernetes-list-type']
  if (listType !== undefined) {
    if (type !== 'array') mustBe('array', 'x-kubernetes-list-type')
    else if (listType === 'set' && schema.items) checkSetItems(schema.items, place.child('items'), problems)
    if (!['atomic', 'set', 'map'].includes(listType)) {
      problems.add(place.child('x-kubernetes-list-type'), field => notSupported(field, listType, ['atomic', 'set', 'map']))
    }
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  if (keys.length > 0 && listType !== 'map') {
    const words = 'must be map if x-kubernetes-list-map-keys is non-empty'
    const at = place.child('x-kubernetes-list-type')
    problems.add(at, field => (listType === undefined ? required(field, words) : invalid(field, listType, words)))
  }
  if (listType === 'map') checkMapList(schema, keys, place, problems)
  if ((listType === 'map' || listType === 'set') && schema.items)
    checkListItems(schema.items, listType, keys, place.child('items'), problems)
}

function checkSetItems(items: StructuralSchema, place: Place, problems: Problems): void {
  const words = 'must be atomic as item of a list with x-kubernetes-list-type=set'
  const listType = items['x-kubernetes-list-type'] ?? null
  if (items.type === 'array' && listType !== null && listType !== 'atomic') {
    problems.add(place.child('x-kubernetes-list-type'), field => invalid(field, listType, words))
  }
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    problems.add(place.child('x-kubernetes-map-type'), field => invalid(field, listType, words))
  }
}

function checkMapList(schema: StructuralSchema, keys: readonly string[], place: Place, problems: Problems): void {
  const keysPlace = place.child('x-kubernetes-list-map-keys')
  if (keys.length === 0) problems.add(keysPlace, field => required(field, 'must not be empty if x-kubernetes-list-type is map'))
  const items = schema.items
  if (!items) {
    problems.add(place.child('items'), field => required(field, 'must have a schema if x-kubernetes-list-type is map'))
    return
  }
  if (items.type !== 'object') {
    const words = "must be object if parent array's x-kubernetes-list-type is map"
    problems.add(place.child('items').child('type'), field => invalid(field, items.type ?? '', words))
    return
  }
  keys.forEach((key, i) => {
    const property = items.properties && Object.hasOwn(items.properties, key) ? items.properties[key] : undefined
    if (!property) problems.add(keysPlace, field => invalid(field, keys, 'entries must all be names of item properties'))
    else if (property.type === 'array' || property.type === 'object') {
      const words = "must be a scalar type if parent array's x-kubernetes-list-type is map"
      problems.add(place.child('items').child('properties').key(key).child('type'), field => invalid(field, items.type, words))
    }
    if (keys.indexOf(key) < i) problems.add(keysPlace, field => invalid(field, keys, 'must not contain duplicate entries'))
  })
}

/** Keys must be there in every item, or items could not be told apart. */
function checkListItems(items: StructuralSchema, listType: string, keys: readonly string[], place: Place, problems: Problems): void {
  if (items.nullable === true) {
    problems.add(place.child('nullable'), field => forbidden(field, `cannot be nullable when x-kubernetes-list-type is ${listType}`))
  }
  if (listType !== 'map') return
  for (const key of keys) {
    const property = items.properties && Object.hasOwn(items.properties, key) ? items.properties[key] : undefined
    if (!property) continue
    const at = place.child('properties').key(key)
    if (!items.required?.includes(key) && !hasDefault(property)) {
      const words = 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property'
      problems.add(at.child('default'), field => required(field, words))
    }
    if (property.nullable === true) {
      const words = 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable'
      problems.add(at.child('nullable'), field => forbidden(field, words))
    }
  }
}

function hasDefault(schema: StructuralSchema): boolean {
  return schema.default !== undefined && schema.default !== null
}
