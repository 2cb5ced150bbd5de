import { assign, copyOf } from './json.ts'
import type { SchemaNode } from './node.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Record<string, unknown>

/** What every resource has, whatever its schema says. */
export const TYPE_META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata'])

export interface ShapeOptions {
  /** Prune, and drop nulls. */
  readonly prune: boolean
  /** Fill in defaults. */
  readonly defaults: boolean
}

/**
 * Removes what a schema does not know, removes nulls that it does not allow, and fills in its defaults, as the API server does with every object.
 * Nothing is changed in place: what stays as it was is shared with the original, and defaults among all objects, frozen.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/pruning, defaulting
 */
export class ShapePass {
  /** Whether unknown fields were removed. */
  dropped = false
  readonly #prune: boolean
  readonly #defaults: boolean

  constructor({ prune, defaults }: ShapeOptions) {
    this.#prune = prune
    this.#defaults = defaults
  }

  /** The whole object: `apiVersion`, `kind` and `metadata` of the root are left alone. */
  root(node: SchemaNode, object: JsonObject): JsonObject {
    return this.#object(node, object, true, node.preserve)
  }

  /** A value at a node, or where there is no schema. `kept`: unknown fields stay. */
  value(node: SchemaNode | undefined, value: unknown, kept = false): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return this.#list(node, value, kept)
    if (kindOf(value) !== 'object') return value
    if (node) return this.#object(node, value as JsonObject, false, node.preserve)
    if (!this.#prune || kept || Object.keys(value).length === 0) return value
    this.dropped = true
    return {}
  }

  /** `kept`: unknown fields of the items stay, because those of the list do. */
  #list(node: SchemaNode | undefined, list: readonly unknown[], kept: boolean): readonly unknown[] {
    const keep = kept || node?.preserve === true
    const items = node?.items
    if (!items && keep) return list
    let copy: unknown[] | undefined
    for (let i = 0; i < list.length; i++) {
      const value = list[i]
      let shaped = value
      if (value === null) {
        if (this.#defaults && items && !items.nullable) shaped = completedDefault(items)
      } else if (items && keep && !items.preserve) shaped = this.#keptItem(items, value)
      else shaped = this.value(items, value, keep)
      if (shaped === value) continue
      copy ??= list.slice()
      copy[i] = shaped
    }
    return copy ?? list
  }

  /** An item of a list that keeps unknown fields keeps its own. */
  #keptItem(node: SchemaNode, value: unknown): unknown {
    if (Array.isArray(value)) return this.#list(node, value, true)
    return kindOf(value) === 'object' ? this.#object(node, value as JsonObject, false, true) : value
  }

  #object(node: SchemaNode, object: JsonObject, root: boolean, keep: boolean): JsonObject {
    let copy: JsonObject | undefined
    for (const key in object) {
      if (root && TYPE_META.has(key)) continue
      const value = object[key]
      const property = node.property(key)
      const child = property ?? node.additional
      if (child === undefined && !node.open) {
        if (!this.#prune || keep || (node.embedded && TYPE_META.has(key))) continue
        this.dropped = true
        copy ??= copyOf(object)
        delete copy[key]
      } else if (value === null) {
        if (child === undefined || child.nullable) continue
        if (child.hasDefault) {
          if (!this.#defaults) continue
          copy ??= copyOf(object)
          assign(copy, key, completedDefault(child))
        } else if (this.#prune) {
          copy ??= copyOf(object)
          delete copy[key]
        }
      } else if (typeof value === 'object' && (this.#prune || child?.completes)) {
        // The type and metadata of an embedded resource are not pruned, but are defaulted.
        const unpruned = node.embedded && this.#prune && TYPE_META.has(key)
        const pass = unpruned ? new ShapePass({ prune: false, defaults: this.#defaults }) : this
        const shaped = pass.value(child, value)
        if (shaped === value) continue
        copy ??= copyOf(object)
        assign(copy, key, shaped)
      }
    }
    if (this.#defaults) {
      for (const name of node.defaulted) {
        if (object[name] !== undefined && Object.hasOwn(object, name)) continue
        copy ??= copyOf(object)
        assign(copy, name, completedDefault(node.property(name)!))
      }
    }
    return copy ?? object
  }
}

/** One pass over a whole object. */
export function shapeRoot(node: SchemaNode, object: JsonObject, options: ShapeOptions): JsonObject {
  return new ShapePass(options).root(node, object)
}

const completed = new WeakMap<SchemaNode, unknown>()

/** The default of a node with its own unknown fields gone and the defaults inside it filled in; null where there is none. */
export function completedDefault(node: SchemaNode): unknown {
  if (!node.hasDefault) return null
  if (!completed.has(node)) {
    const pruned = new ShapePass({ prune: true, defaults: false }).value(node, node.default, node.preserve)
    completed.set(node, frozenCopy(new ShapePass({ prune: false, defaults: true }).value(node, pruned, true)))
  }
  return completed.get(node)
}

function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy))
  if (kindOf(value) !== 'object') return value
  const copy: JsonObject = {}
  for (const [key, child] of Object.entries(value as JsonObject)) assign(copy, key, frozenCopy(child))
  return Object.freeze(copy)
}
