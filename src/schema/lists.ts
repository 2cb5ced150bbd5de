import { encodeJson } from './encode.ts'
import { duplicate, type FieldError, invalid } from './field-error.ts'
import type { SchemaNode } from './node.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Repeated items of `x-kubernetes-list-type: set`, and repeated keys of `map`.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/listtype
 */
export function listProblems(node: SchemaNode | undefined, value: unknown, path = '', errors: FieldError[] = []): FieldError[] {
  if (!node || typeof value !== 'object' || value === null || !node.traits.lists) return errors
  if (Array.isArray(value)) {
    if (node.listType === 'set') setProblems(value, path, errors)
    else if (node.listType === 'map') mapProblems(node.listMapKeys, value, path, errors)
    if (node.items?.traits.lists) {
      for (let i = 0; i < value.length; i++) listProblems(node.items, value[i], `${path}[${i}]`, errors)
    }
    return errors
  }
  if (kindOf(value) !== 'object') return errors
  const object = value as JsonObject
  for (const key in object) {
    const child = object[key]
    if (typeof child !== 'object' || child === null) continue
    const property = node.property(key)
    if (property) {
      if (property.traits.lists) listProblems(property, child, path === '' ? key : `${path}.${key}`, errors)
    } else if (node.additional?.traits.lists) listProblems(node.additional, child, `${path}[${key}]`, errors)
  }
  return errors
}

/** Whether a list that must not repeat itself does, or holds what cannot be told apart. Short lists, as most are, are compared item by item. */
export function repeats(node: SchemaNode, list: readonly unknown[]): boolean {
  const [key] = node.listMapKeys
  if (node.listType === 'map' && node.listMapKeys.length === 1 && list.length < 20) {
    for (let i = 0; i < list.length; i++) {
      const value = stringKey(list[i], key!)
      if (value === undefined) return slowlyRepeats(node, list)
      for (let j = 0; j < i; j++) if ((list[j] as JsonObject)[key!] === value) return true
    }
    return false
  }
  return slowlyRepeats(node, list)
}

function stringKey(item: unknown, key: string): string | undefined {
  if (kindOf(item) !== 'object' || !Object.hasOwn(item as JsonObject, key)) return undefined
  const value = (item as JsonObject)[key]
  return typeof value === 'string' ? value : undefined
}

function slowlyRepeats(node: SchemaNode, list: readonly unknown[]): boolean {
  const errors: FieldError[] = []
  if (node.listType === 'set') setProblems(list, '', errors)
  else if (node.listType === 'map') mapProblems(node.listMapKeys, list, '', errors)
  return errors.length > 0
}

function setProblems(list: readonly unknown[], path: string, errors: FieldError[]): void {
  if (list.length < 2) return
  const found = repeated(list.map(identity))
  for (const i of found) errors.push(duplicate(`${path}[${i}]`, list[i]))
}

function mapProblems(keys: readonly string[], list: readonly unknown[], path: string, errors: FieldError[]): void {
  for (let i = 0; i < list.length; i++) {
    const kind = kindOf(list[i])
    if (kind === 'object' || kind === 'null') continue
    errors.push(invalid(`${path}[${i}]`, list[i], 'must be an object for an array of list-type map'))
    return
  }
  if (list.length < 2) return
  const found = repeated(list.map(item => keyOf(keys, item as JsonObject | null)))
  for (const i of found) errors.push(duplicate(`${path}[${i}]`, keyFields(keys, list[i] as JsonObject | null)))
}

/** Where a value comes for the second time; the third and later times do not count. */
function repeated(identities: readonly string[]): number[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  const found: number[] = []
  identities.forEach((text, i) => {
    if (!seen.has(text)) seen.add(text)
    else if (!twice.has(text)) {
      twice.add(text)
      found.push(i)
    }
  })
  return found
}

/** Scalars are the same when value and type are, lists and objects when their JSON is. */
function identity(value: unknown): string {
  const kind = kindOf(value)
  if (kind === 'string') return `"${value as string}`
  return kind === 'float' ? `f${encodeJson(value)}` : encodeJson(value)
}

function keyOf(keys: readonly string[], item: JsonObject | null): string {
  if (keys.length === 1) return item && Object.hasOwn(item, keys[0]!) ? identity(item[keys[0]!]) : ''
  return encodeJson(keyFields(keys, item))
}

/** The key fields that an item has; an item may lack some, or all. */
function keyFields(keys: readonly string[], item: JsonObject | null): JsonObject {
  if (!item) return {}
  return Object.fromEntries(keys.filter(key => Object.hasOwn(item, key)).map(key => [key, item[key]]))
}
