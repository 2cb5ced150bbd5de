import { quote } from '../values/quote.ts'
import { formatNumber } from './go.ts'
import type { SchemaNode } from './node.ts'
import { deepEqual, kindOf } from './primitives.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * A value together with the old value that it replaces, and the schema that says how their children correspond:
 * fields by name, items of map lists by their keys, items of other lists not at all.
 * @see k8s.io/apiserver pkg/cel/common CorrelatedObject
 */
export class Correlated {
  readonly value: unknown
  readonly old: unknown
  readonly node: SchemaNode
  readonly #children = new Map<string | number, Correlated>()
  #equal: boolean | undefined
  #oldItems: KeyedItems | undefined

  constructor(value: unknown, old: unknown, node: SchemaNode) {
    this.value = value
    this.old = old
    this.node = node
  }

  key(name: string): Correlated | undefined {
    const known = this.#children.get(name)
    if (known) return known
    if (kindOf(this.value) !== 'object' || kindOf(this.old) !== 'object') return undefined
    const value = this.value as JsonObject
    const old = this.old as JsonObject
    if (!Object.hasOwn(value, name) || !Object.hasOwn(old, name)) return undefined
    const node = this.node.property(name) ?? this.node.additional
    return node && this.#remember(name, new Correlated(value[name], old[name], node))
  }

  index(i: number): Correlated | undefined {
    const known = this.#children.get(i)
    if (known) return known
    if (!Array.isArray(this.value) || !Array.isArray(this.old) || this.node.listType !== 'map') return undefined
    this.#oldItems ??= new KeyedItems(this.node.types[0] === 'array' ? this.node.listMapKeys : [], this.old)
    const old = this.#oldItems.get(this.value[i])
    return old === undefined || !this.node.items ? undefined : this.#remember(i, new Correlated(this.value[i], old, this.node.items))
  }

  /** Whether nothing changed here. Items of map lists may have changed places. */
  equal(): boolean {
    this.#equal ??= this.#compare()
    return this.#equal
  }

  #compare(): boolean {
    const kind = kindOf(this.value)
    const oldKind = kindOf(this.old)
    if (kind === 'null' || oldKind === 'null') return kind === oldKind
    if (kind === 'array' && oldKind === 'array') return this.#equalLists(this.value as unknown[], this.old as unknown[])
    if (kind === 'object' && oldKind === 'object') {
      const keys = Object.keys(this.value as JsonObject)
      return keys.length === Object.keys(this.old as JsonObject).length && keys.every(key => this.key(key)?.equal() ?? false)
    }
    return deepEqual(this.value, this.old)
  }

  #equalLists(value: readonly unknown[], old: readonly unknown[]): boolean {
    if (value.length !== old.length) return false
    for (let i = 0; i < value.length; i++) {
      const child = this.index(i)
      if (!child) return this.#oldItems ? false : deepEqual(value, old)
      if (!child.equal()) return false
    }
    return true
  }

  #remember(key: string | number, child: Correlated): Correlated {
    this.#children.set(key, child)
    return child
  }
}

/** The items of an old map list by their keys; the first of several with the same keys counts. */
export class KeyedItems {
  readonly #keys: readonly string[]
  readonly #items = new Map<string, unknown>()

  constructor(keys: readonly string[], items: readonly unknown[]) {
    this.#keys = keys
    for (const item of items) {
      const key = this.#keyOf(item)
      if (key !== undefined && !this.#items.has(key)) this.#items.set(key, item)
    }
  }

  get(item: unknown): unknown {
    const key = this.#keyOf(item)
    return key === undefined ? undefined : this.#items.get(key)
  }

  /** All key fields must be there and be scalars. */
  #keyOf(item: unknown): string | undefined {
    if (this.#keys.length === 0 || kindOf(item) !== 'object') return undefined
    let text = ''
    for (const name of this.#keys) {
      if (!Object.hasOwn(item as JsonObject, name)) return undefined
      const value = (item as JsonObject)[name]
      const kind = kindOf(value)
      if (kind === 'string') text += `\0${quote(value as string)}`
      else if (kind === 'boolean') text += `\0${value}`
      else if (kind === 'int') text += `\0${value}`
      else if (kind === 'float') text += `\0${this.#keys.length === 1 ? 'f' : ''}${formatNumber(value as number)}`
      else return undefined
    }
    return text
  }
}
