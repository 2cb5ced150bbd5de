import { compareStrings } from './go.ts'
import { assign } from './json.ts'
import type { SchemaNode } from './node.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Record<string, unknown>

const TYPE_META = new Set(['apiVersion', 'kind', 'metadata'])

/**
 * Removes what a schema does not know, removes nulls that it does not allow, and fills in its defaults, as the API server does with every object.
 * Nothing is changed in place: what stays as it was is shared with the original, and a default with its schema, frozen.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/pruning, defaulting
 */
export interface ShapeOptions {
  /** Prune, and drop nulls. */
  readonly prune: boolean
  /** Fill in defaults. */
  readonly defaults: boolean
}

/** The whole object: `apiVersion`, `kind` and `metadata` of the root are left alone. */
export function shapeRoot(node: SchemaNode, object: JsonObject, options: ShapeOptions): JsonObject {
  return shapeObject(node, object, options, true)
}

function shape(node: SchemaNode | undefined, value: unknown, options: ShapeOptions, kept: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return shapeList(node, value, options, kept)
  if (kindOf(value) !== 'object') return value
  if (node) return shapeObject(node, value as JsonObject, options, false)
  return !options.prune || kept || Object.keys(value).length === 0 ? value : {}
}

/** `kept`: unknown fields of the items stay, because those of the list do. */
function shapeList(node: SchemaNode | undefined, list: readonly unknown[], options: ShapeOptions, kept: boolean): readonly unknown[] {
  const keep = kept || node?.preserve === true
  const items = node?.items
  if (!items && keep) return list
  let copy: unknown[] | undefined
  for (let i = 0; i < list.length; i++) {
    const value = list[i]
    let shaped = value
    if (value === null) {
      if (options.defaults && items && !items.nullable) shaped = completedDefault(items)
    } else if (items && keep && !items.preserve) shaped = shapeKept(items, value, options)
    else shaped = shape(items, value, options, keep)
    if (shaped === value) continue
    copy ??= list.slice()
    copy[i] = shaped
  }
  return copy ?? list
}

/** An item of a list that keeps unknown fields keeps its own. */
function shapeKept(node: SchemaNode, value: unknown, options: ShapeOptions): unknown {
  if (Array.isArray(value)) return shapeList(node, value, options, true)
  return kindOf(value) === 'object' ? shapeObject(node, value as JsonObject, options, false, true) : value
}

function shapeObject(node: SchemaNode, object: JsonObject, options: ShapeOptions, root: boolean, keep = node.preserve): JsonObject {
  let copy: JsonObject | undefined
  for (const key in object) {
    const value = object[key]
    if (root && TYPE_META.has(key)) continue
    const property = node.property(key)
    const child = property ?? node.additional
    if (child || (property === undefined && node.open)) {
      const typeMeta = node.embedded && options.prune && TYPE_META.has(key)
      let shaped = value
      if (value === null) {
        if (child && !child.nullable) {
          if (child.hasDefault) shaped = options.defaults ? completedDefault(child) : value
          else if (options.prune) {
            copy ??= { ...object }
            delete copy[key]
            continue
          }
        }
      } else shaped = shape(child, value, typeMeta ? { prune: false, defaults: options.defaults } : options, false)
      if (shaped === value) continue
      copy ??= { ...object }
      assign(copy, key, shaped)
    } else if (options.prune && !keep && !(node.embedded && TYPE_META.has(key))) {
      copy ??= { ...object }
      delete copy[key]
    }
  }
  if (options.defaults) {
    for (const name of node.defaulted) {
      if (object[name] !== undefined && Object.hasOwn(object, name)) continue
      copy ??= { ...object }
      assign(copy, name, completedDefault(node.property(name)!))
    }
  }
  return copy ?? object
}

const completed = new WeakMap<SchemaNode, unknown>()

/** The default of a node with its own unknown fields gone and the defaults inside it filled in; null where there is none. */
function completedDefault(node: SchemaNode): unknown {
  if (!node.hasDefault) return null
  if (!completed.has(node)) {
    const pruned = shape(node, node.default, { prune: true, defaults: false }, node.preserve)
    completed.set(node, freeze(shape(node, pruned, { prune: false, defaults: true }, true)))
  }
  return completed.get(node)
}

function freeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const child of Object.values(value)) freeze(child)
  }
  return value
}

/** Paths of the fields that pruning removes, as the API server warns of them: in byte order, keys joined by dots whatever they hold. */
export function unknownFields(node: SchemaNode, object: JsonObject): string[] {
  const paths: string[] = []
  walkObject(node, object, '', paths, true, node.preserve)
  return paths.sort(compareStrings)
}

/** Whether a value at a node, the root of nothing, has fields that the node does not know. */
export function hasUnknownFields(node: SchemaNode, value: unknown): boolean {
  const paths: string[] = []
  walk(node, value, '', paths, node.preserve)
  return paths.length > 0
}

function walk(node: SchemaNode | undefined, value: unknown, path: string, paths: string[], kept: boolean): void {
  if (Array.isArray(value)) {
    if (!node && kept) return
    const keep = kept || node?.preserve === true
    value.forEach((item, i) => {
      walk(node?.items, item, `${path}[${i}]`, paths, keep)
    })
  } else if (kindOf(value) === 'object') walkObject(node, value as JsonObject, path, paths, false, kept || node?.preserve === true)
}

function walkObject(node: SchemaNode | undefined, object: JsonObject, path: string, paths: string[], root: boolean, keep: boolean): void {
  for (const key of Object.keys(object)) {
    if ((root || node?.embedded) && TYPE_META.has(key)) continue
    const at = path === '' ? key : `${path}.${key}`
    const property = node?.property(key)
    if (property) walk(property, object[key], at, paths, false)
    else if (node?.open) walk(node.additional, object[key], at, paths, false)
    else if (!keep) paths.push(at)
  }
}
