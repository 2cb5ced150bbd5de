import { label1035Problems } from '../values/names.ts'
import { compareStrings } from '../values/text.ts'
import { type FieldError, invalid, required } from './field-error.ts'
import { assign } from './json.ts'
import { type Metadata, metaProblems } from './meta-checks.ts'
import type { SchemaNode } from './node.ts'
import { decodeObjectMeta, MetaError } from './object-meta.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Record<string, unknown>

/**
 * Decodes the type and the metadata of embedded resources as the server does, unknown fields of metadata gone.
 * An ill-typed one is an error, which refuses the whole object.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/objectmeta Coerce
 */
export class Coercion {
  error: FieldError | undefined
  readonly unknown: string[] = []

  /** The same value where nothing changes. */
  coerce(node: SchemaNode | undefined, value: unknown, path = ''): unknown {
    if (!node?.traits.embedded) return value
    const kind = kindOf(value)
    if (kind === 'array') {
      let copy: unknown[] | undefined
      const list = value as readonly unknown[]
      list.forEach((item, i) => {
        const coerced = this.coerce(node.items, item, `${path}[${i}]`)
        if (coerced === item) return
        copy ??= list.slice()
        copy[i] = coerced
      })
      return copy ?? value
    }
    return kind === 'object' ? this.#object(node, value as JsonObject, path) : value
  }

  #object(node: SchemaNode, object: JsonObject, path: string): JsonObject {
    let copy: JsonObject | undefined
    const set = (key: string, value: unknown): void => {
      copy ??= { ...object }
      assign(copy, key, value)
    }
    for (const key of Object.keys(object)) {
      let value = object[key]
      const property = node.property(key)
      const at = property || node.embedded ? child(path, key) : `${path}[${key}]`
      if (node.embedded && (key === 'apiVersion' || key === 'kind') && typeof value !== 'string') {
        this.error ??= invalid(child(path, key), value, 'must be a string')
      }
      if (node.embedded && key === 'metadata') {
        const decoded = decodeObjectMeta(value)
        if (decoded instanceof MetaError) this.error ??= invalid(child(path, key), value, decoded.message)
        else {
          this.unknown.push(...decoded.unknown.map(field => `${child(path, key)}.${field}`))
          if (decoded.metadata !== value) set(key, decoded.metadata)
          value = decoded.metadata
        }
      }
      const coerced = this.coerce(property ?? node.additional, value, at)
      if (coerced !== value) set(key, coerced)
    }
    return copy ?? object
  }

  unknownFields(): string[] {
    return this.unknown.sort(compareStrings)
  }
}

/** What is wrong with embedded resources: their type, and their metadata like that of any object. */
export function embeddedProblems(node: SchemaNode | undefined, value: unknown, path = ''): FieldError[] {
  if (!node?.traits.embedded) return []
  const kind = kindOf(value)
  if (kind === 'array') return (value as unknown[]).flatMap((item, i) => embeddedProblems(node.items, item, `${path}[${i}]`))
  if (kind !== 'object') return []
  const object = value as JsonObject
  const errors = node.embedded ? resourceProblems(node, object, path) : []
  for (const key of Object.keys(object)) {
    const property = node.property(key)
    errors.push(...embeddedProblems(property ?? node.additional, object[key], property ? child(path, key) : `${path}[${key}]`))
  }
  return errors
}

function resourceProblems(node: SchemaNode, object: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { apiVersion, kind } = object
  const [versionPath, kindPath] = [child(path, 'apiVersion'), child(path, 'kind')]
  if (!Object.hasOwn(object, 'apiVersion')) errors.push(required(versionPath))
  else if (typeof apiVersion !== 'string') errors.push(invalid(versionPath, apiVersion, 'must be a string'))
  else if (apiVersion === '') errors.push(invalid(versionPath, apiVersion, 'must not be empty'))
  else if (apiVersion.split('/').length > 2) errors.push(invalid(versionPath, apiVersion, `unexpected GroupVersion string: ${apiVersion}`))

  if (!Object.hasOwn(object, 'kind')) errors.push(required(kindPath))
  else if (typeof kind !== 'string') errors.push(invalid(kindPath, kind, 'must be a string'))
  else if (kind === '') errors.push(invalid(kindPath, kind, 'must not be empty'))
  else {
    const problems = label1035Problems(kind.toLowerCase())
    if (problems.length > 0) errors.push(invalid(kindPath, kind, `may have mixed case, but should otherwise match: ${problems.join(',')}`))
  }

  if (Object.hasOwn(object, 'metadata')) {
    const field = child(path, 'metadata')
    const decoded = decodeObjectMeta(object['metadata'])
    if (decoded instanceof MetaError) errors.push(invalid(field, object['metadata'], decoded.message))
    else {
      const metadata = decoded.metadata as Metadata
      const namespaced = (metadata.namespace ?? '') !== ''
      errors.push(
        ...metaProblems(
          { ...metadata, name: metadata.name || 'fakename' },
          { namespaced, names: 'path-segment', field, dialect: node.dialect },
        ),
      )
    }
  }
  return errors
}

function child(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
