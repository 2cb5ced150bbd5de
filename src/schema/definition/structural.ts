import { Malformed } from '../../values/malformed.ts'
import { compileRE2 } from '../../values/re2.ts'
import { compareStrings } from '../../values/text.ts'
import { errorBody, forbidden, invalid, required } from '../field-error.ts'
import { deepEqual, kindOf } from '../primitives.ts'
import type { StructuralSchema } from '../structural.ts'
import { type CrdProblem, type Place, Problems } from './place.ts'

type Level = 'root' | 'item' | 'field'

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }]

const levels: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}

/**
 * Why a schema is not structural: every place that it names has a type, and logical junctors say nothing new about the shape of objects.
 * In the order of the messages.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema ValidateStructural
 */
export function structuralProblems(schema: StructuralSchema, place: Place): CrdProblem[] {
  const problems = new Problems()
  checkNode(schema, 'root', place, problems)
  checkJunctorsComplete(schema, schema, place, place, problems)
  const text = (problem: CrdProblem): string => `${problem.field}: ${errorBody(problem)}`
  return problems.found.sort((a, b) => compareStrings(text(a), text(b)))
}

function checkNode(schema: StructuralSchema, level: Level, place: Place, problems: Problems): void {
  const { type, items, properties = {}, additionalProperties } = schema
  const embedded = schema['x-kubernetes-embedded-resource'] === true
  const preserve = schema['x-kubernetes-preserve-unknown-fields'] === true
  const intOrString = schema['x-kubernetes-int-or-string'] === true
  if (type === 'array' && !items) problems.add(place.child('items'), field => required(field, 'must be specified'))
  if (items) checkNode(items, 'item', place.child('items'), problems)
  for (const name of Object.keys(properties)) checkNode(properties[name] ?? {}, 'field', place.child('properties').key(name), problems)
  if (additionalProperties !== undefined && additionalProperties !== null) {
    const at = place.child('additionalProperties')
    if (level === 'root') problems.add(at, field => forbidden(field, 'must not be used at the root'))
    if (typeof additionalProperties === 'object') checkNode(additionalProperties, 'field', at, problems)
    if (embedded) problems.add(at, field => forbidden(field, 'must not be used if x-kubernetes-embedded-resource is set'))
  }
  if (intOrString && preserve) {
    const words = 'must be false if x-kubernetes-int-or-string is true'
    problems.add(place.child('x-kubernetes-preserve-unknown-fields'), field => invalid(field, true, words))
  }
  if (intOrString && embedded) {
    const words = 'must be false if x-kubernetes-int-or-string is true'
    problems.add(place.child('x-kubernetes-embedded-resource'), field => invalid(field, true, words))
  }
  const anyOf = schema.anyOf?.length === 2 && deepEqual(schema.anyOf, INT_OR_STRING)
  const allOf = schema.allOf?.[0]?.anyOf?.length === 2 && deepEqual(schema.allOf[0].anyOf, INT_OR_STRING)
  checkValues(schema, anyOf, allOf === true, place, problems)
  checkType(schema, level, { embedded, exempt: preserve || intOrString }, place, problems)
  if (level === 'root' || embedded) checkTypeMeta(properties, place, problems)
  const metadata = Object.hasOwn(properties, 'metadata') ? properties['metadata'] : undefined
  if (metadata) checkMetadata(metadata, level, level === 'root' || embedded, place.child('properties').key('metadata'), problems)
  if (embedded && !preserve && Object.keys(properties).length === 0) {
    const words = 'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields'
    problems.add(place.child('properties'), field => required(field, words))
  }
}

function checkType(
  schema: StructuralSchema,
  level: Level,
  is: { embedded: boolean; exempt: boolean },
  place: Place,
  problems: Problems,
): void {
  const at = place.child('type')
  const type: string = schema.type ?? ''
  if (is.embedded && type !== 'object') {
    const words = 'must be object if x-kubernetes-embedded-resource is true'
    problems.add(at, field => (type === '' ? required(field, words) : invalid(field, type, words)))
  } else if (type === '' && !is.exempt) problems.add(at, field => required(field, levels[level]))
  if (level === 'root' && type !== '' && type !== 'object') problems.add(at, field => invalid(field, type, 'must be object at the root'))
}

function checkTypeMeta(properties: Readonly<Record<string, StructuralSchema>>, place: Place, problems: Problems): void {
  for (const name of ['kind', 'apiVersion']) {
    if (!Object.hasOwn(properties, name)) continue
    const type: string = properties[name]?.type ?? ''
    if (type !== 'string') problems.add(place.child('properties').key(name).child('type'), field => invalid(field, type, 'must be string'))
  }
}

function checkMetadata(metadata: StructuralSchema, level: Level, inResource: boolean, place: Place, problems: Problems): void {
  const type: string = metadata.type ?? ''
  if (inResource && type !== 'object') problems.add(place.child('type'), field => invalid(field, type, 'must be object'))
  if (level !== 'root') return
  const { type: _, default: __, properties = {}, ...rest } = metadata
  const names = Object.keys(properties)
  const others = Object.entries(rest).filter(
    ([name, value]) => !isZero(value) || (EMPTY_COUNTS.has(name) && value !== undefined && value !== null),
  )
  if (others.length === 0 && names.every(name => name === 'name' || name === 'generateName')) return
  const words = 'must not specify anything other than name and generateName, but metadata is implicitly specified'
  problems.add(place, field => forbidden(field, words))
}

/** Keywords that count as said even where they say nothing. */
const EMPTY_COUNTS = new Set(['required', 'x-kubernetes-list-map-keys', 'additionalProperties'])

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

/** Value validation: the junctors, and the pattern. */
function checkValues(schema: StructuralSchema, skipAnyOf: boolean, skipFirstAllOf: boolean, place: Place, problems: Problems): void {
  for (const [i, member] of (skipAnyOf ? [] : (schema.anyOf ?? [])).entries())
    checkNested(member, false, place.child('anyOf').index(i), problems)
  for (const [i, member] of (schema.allOf ?? []).entries())
    checkNested(member, skipFirstAllOf && i === 0, place.child('allOf').index(i), problems)
  for (const [i, member] of (schema.oneOf ?? []).entries()) checkNested(member, false, place.child('oneOf').index(i), problems)
  if (schema.not) checkNested(schema.not, false, place.child('not'), problems)
  if (!schema.pattern) return
  const pattern = compileRE2(schema.pattern)
  if (pattern instanceof Malformed) {
    const words = `must be a valid regular expression, but isn't: ${pattern.message}`
    problems.add(place.child('pattern'), field => invalid(field, schema.pattern, words))
  }
}

const forbiddenInside: readonly (readonly [string, string])[] = [
  ['type', 'must be empty to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
]

function checkNested(schema: StructuralSchema, skipAnyOf: boolean, place: Place, problems: Problems): void {
  checkValues(schema, skipAnyOf, false, place, problems)
  if (schema.items) checkNested(schema.items, false, place.child('items'), problems)
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    checkNested(property, false, place.child('properties').key(name), problems)
  }
  if (kindOf(schema.additionalProperties) === 'object' || schema.additionalProperties === true) {
    problems.add(place.child('additionalProperties'), field => forbidden(field, 'must be undefined to be structural'))
  }
  for (const [name, words] of forbiddenInside) {
    const value = (schema as Record<string, unknown>)[name]
    if (name === 'default' ? value !== undefined && value !== null : !isZero(value))
      problems.add(place.child(name), field => forbidden(field, words))
  }
  if (schema.properties && Object.hasOwn(schema.properties, 'metadata')) {
    problems.add(place.child('properties').key('metadata'), field => forbidden(field, 'must not be specified in a nested context'))
  }
}

/** What the junctors of the root talk about must exist outside them. The server looks no deeper than that. */
function checkJunctorsComplete(values: StructuralSchema, schema: StructuralSchema, place: Place, from: Place, problems: Problems): void {
  if (values.not) checkComplete(values.not, schema, place, from.child('not'), problems)
  for (const [i, member] of (values.allOf ?? []).entries()) checkComplete(member, schema, place, from.child('allOf').index(i), problems)
  for (const [i, member] of (values.anyOf ?? []).entries()) checkComplete(member, schema, place, from.child('anyOf').index(i), problems)
  for (const [i, member] of (values.oneOf ?? []).entries()) checkComplete(member, schema, place, from.child('oneOf').index(i), problems)
}

function checkComplete(
  values: StructuralSchema,
  schema: StructuralSchema | undefined,
  place: Place,
  from: Place,
  problems: Problems,
): void {
  if (!schema) {
    problems.add(place, field => required(field, `because it is defined in ${from.field}`))
    return
  }
  checkJunctorsComplete(values, schema, place, from, problems)
  if (values.items) checkComplete(values.items, schema.items, place.child('items'), from.child('items'), problems)
  for (const [name, property] of Object.entries(values.properties ?? {})) {
    const declared = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    checkComplete(property, declared, place.child('properties').key(name), from.child('properties').key(name), problems)
  }
}
