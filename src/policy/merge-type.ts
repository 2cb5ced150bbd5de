import type { StructuralSchema } from '../schema/structural.ts'
import { objectMeta } from './object-meta.ts'

/**
 * How server-side apply merges a value: scalars are replaced, granular maps merged key by key, lists by their keys, atomic values refused or replaced whole.
 * @see sigs.k8s.io/structured-merge-diff schema
 */
export type MergeType =
  | { readonly kind: 'scalar'; readonly type: 'string' | 'numeric' | 'boolean' | 'any' }
  | {
      readonly kind: 'list'
      readonly relation: 'atomic' | 'set' | 'map'
      readonly keys: readonly string[]
      /** Defaults of key fields, by name: an item that leaves one out is found under it. */
      readonly keyDefaults: Readonly<Record<string, unknown>>
      element(): MergeType
    }
  | {
      readonly kind: 'map'
      readonly atomic: boolean
      /** The type of a member; `undefined` for a field that is not declared. */
      field(name: string): MergeType | undefined
      /** The type of a field that the schema names. */
      declared(name: string): MergeType | undefined
    }
  /** No schema: maps merge deeply, lists and scalars are replaced, and nothing counts as atomic. */
  | { readonly kind: 'open' }

export const OPEN: MergeType = { kind: 'open' }
const scalar = (type: 'string' | 'numeric' | 'boolean' | 'any'): MergeType => ({ kind: 'scalar', type })
const values = new WeakMap<StructuralSchema, MergeType>()
const roots = new WeakMap<StructuralSchema, MergeType>()
const preserved = new WeakMap<StructuralSchema, MergeType>()

/**
 * The merge type of a schema's value. The root of an object has `apiVersion`, `kind` and `metadata` whether its schema declares them or not.
 * @param preserving whether a schema above preserves unknown fields, which here holds for all below it
 */
export function mergeType(schema: StructuralSchema, root = false, preserving = false): MergeType {
  const cache = root ? roots : preserving ? preserved : values
  const known = cache.get(schema)
  if (known) return known
  const below = preserving || schema['x-kubernetes-preserve-unknown-fields'] === true
  const type = derive(schema, root || schema['x-kubernetes-embedded-resource'] === true, below)
  cache.set(schema, type)
  return type
}

function derive(schema: StructuralSchema, resource: boolean, preserving: boolean): MergeType {
  if (schema['x-kubernetes-int-or-string']) return OPEN
  switch (schema.type) {
    case 'string':
      // A text of any other format may as well be a number.
      return scalar(schema.format === undefined || schema.format === '' || schema.format === 'byte' ? 'string' : 'any')
    case 'integer':
    case 'number':
      return scalar('numeric')
    case 'boolean':
      return scalar('boolean')
    case 'array':
      return list(schema, preserving)
    case 'object':
      return map(schema, resource, preserving)
    default:
      return OPEN
  }
}

function list(schema: StructuralSchema, preserving: boolean): MergeType {
  const { items = {} } = schema
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const keyDefaults: Record<string, unknown> = {}
  for (const key of keys) {
    const value = items.properties?.[key]?.default
    if (value !== undefined) keyDefaults[key] = value
  }
  let element: MergeType | undefined
  return {
    kind: 'list',
    relation: schema['x-kubernetes-list-type'] ?? 'atomic',
    keys,
    keyDefaults,
    element() {
      element ??= mergeType(items, false, preserving)
      return element
    },
  }
}

function map(schema: StructuralSchema, resource: boolean, preserving: boolean): MergeType {
  const { properties = {}, additionalProperties } = schema
  const isFreeForm = Object.keys(properties).length === 0 && additionalProperties === undefined
  const open = preserving || isFreeForm || additionalProperties === true
  const known = new Map<string, MergeType>()
  const find = (name: string): MergeType | undefined => {
    if (resource && (name === 'apiVersion' || name === 'kind')) return scalar('string')
    if (resource && name === 'metadata') return mergeType(objectMeta)
    return Object.hasOwn(properties, name) ? mergeType(properties[name]!, false, preserving) : undefined
  }
  const declared = (name: string): MergeType | undefined => {
    let found = known.get(name)
    if (found !== undefined) return found
    found = find(name)
    if (found !== undefined) known.set(name, found)
    return found
  }
  return {
    kind: 'map',
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    declared,
    field(name) {
      const found = declared(name)
      if (found !== undefined) return found
      if (typeof additionalProperties === 'object') return mergeType(additionalProperties, false, preserving)
      return open ? OPEN : undefined
    },
  }
}
