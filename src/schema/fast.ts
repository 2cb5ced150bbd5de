import { Float } from '../values/number.ts'
import { accepts, type Check } from './accept.ts'
import { listProblems, repeats } from './lists.ts'
import type { SchemaNode } from './node.ts'
import { completedDefault, ShapePass, TYPE_META } from './shape.ts'

type JsonObject = Record<string, unknown>

/** Shapes a value, or answers undefined where something is out of the ordinary: not valid, unknown fields, nulls. The careful way then says what. */
export type Fast = (value: unknown) => unknown

const made = new WeakMap<SchemaNode, Fast>()

/**
 * Prunes, fills in defaults and validates in one walk, for objects that are in order: most of them. One generated function per node of the
 * schema, made when a value first reaches it. Where code must not be generated, nothing is ever in order, and all goes the careful way.
 */
export function fast(node: SchemaNode): Fast {
  let known = made.get(node)
  if (!known) {
    known = make(node)
    made.set(node, known)
  }
  return known
}

/**
 * The same for a whole resource. Its type and metadata are only validated. An object with a `status` that is a resource of its own is out of the
 * ordinary: it will be dropped, and yet its unknown fields warn.
 */
export function fastRoot(node: SchemaNode, ownStatus: boolean): Fast {
  if (!generates || node.traits.embedded || isOdd(node)) return () => undefined
  return objectFunction(node, { root: true, without: ownStatus ? 'status' : undefined })
}

/** Whether functions can be made from text, which a policy of the process may forbid. */
const generates = (() => {
  try {
    return new Function('return true')() as boolean
  } catch {
    return false
  }
})()

function make(node: SchemaNode): Fast {
  if (isOdd(node) || !generates) return careful(node)
  if (isLeaf(node)) {
    const check = accepts(node)
    return value => (check(value) ? value : undefined)
  }
  const [type] = node.types
  if (type === 'array') return listFunction(node)
  if (type !== 'object') return careful(node)
  return node.open ? mapFunction(node) : objectFunction(node, { root: false, without: undefined })
}

/** Nothing inside that could be pruned or defaulted. */
function isLeaf(node: SchemaNode): boolean {
  const [type] = node.types
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean'
}

/** What generated code leaves to the careful way: checks of the whole value, unknown fields that stay, names that every object inherits. */
function isOdd(node: SchemaNode): boolean {
  const whole = node.anyOf.length + node.allOf.length + node.oneOf.length > 0 || node.not !== undefined
  if (isLeaf(node)) return false
  if (whole || node.enum.length > 0 || node.preserve || node.embedded || node.types.length !== 1 || node.format !== '') return true
  return node.propertyNames().some(name => name in Object.prototype) || (node.propertyNames().length > 0 && node.open)
}

function careful(node: SchemaNode): Fast {
  const check = accepts(node)
  return value => {
    const pass = new ShapePass({ prune: true, defaults: true })
    const shaped = pass.value(node, value)
    return !pass.dropped && check(shaped) && listProblems(node, shaped).length === 0 ? shaped : undefined
  }
}

/** Made when the first value comes. */
function lazily(node: SchemaNode): Fast {
  let inner: Fast | undefined
  return value => {
    inner ??= fast(node)
    return inner(value)
  }
}

function listFunction(node: SchemaNode): Fast {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, nullable } = node
  const unique = node.listType === 'set' || node.listType === 'map'
  const item = items ? lazily(items) : undefined
  const nulls = items?.nullable === true
  return value => {
    if (!Array.isArray(value)) return value === null && nullable ? null : undefined
    if (value.length < minItems || value.length > maxItems || item === undefined) return undefined
    let copy: unknown[] | undefined
    for (let i = 0; i < value.length; i++) {
      const before = value[i]
      if (before === null && !nulls) return undefined
      const after = item(before)
      if (after === undefined) return undefined
      if (after === before) continue
      copy ??= value.slice()
      copy[i] = after
    }
    const shaped = copy ?? value
    return unique && shaped.length > 1 && repeats(node, shaped) ? undefined : shaped
  }
}

/** Objects of any keys: `additionalProperties` with a schema. */
function mapFunction(node: SchemaNode): Fast {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, additional, required } = node
  if (!additional || required.length > 0) return careful(node)
  const inner = lazily(additional)
  return value => {
    if (!isObject(value)) return value === null && node.nullable ? null : undefined
    let copy: JsonObject | undefined
    let count = 0
    for (const key in value) {
      count++
      const before = value[key]
      if (key === '__proto__' || (before === null && !additional.nullable)) return undefined
      const after = inner(before)
      if (after === undefined) return undefined
      if (after === before) continue
      copy ??= { ...value }
      copy[key] = after
    }
    return count < minProperties || count > maxProperties ? undefined : (copy ?? value)
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

interface ObjectOptions {
  readonly root: boolean
  /** A property whose presence is out of the ordinary, and which gets no default. */
  readonly without: string | undefined
}

/**
 * For each property text like `const v0 = o.name; let w0 = v0; if (v0 !== undefined) { n++; w0 = K[0](v0); if (w0 === undefined) return } else w0 = K[1]`,
 * then `for (const k in o) n--; if (n !== 0) return` (a key that was not counted is unknown), then a copy with what changed, if anything did.
 */
function objectFunction(node: SchemaNode, { root, without }: ObjectOptions): Fast {
  const { minProperties, maxProperties } = node
  if (minProperties !== undefined || maxProperties !== undefined) return root ? () => undefined : careful(node)
  const values: unknown[] = []
  const constant = (value: unknown): string => `K[${values.push(value) - 1}]`
  const names = node.propertyNames()
  if (node.required.some(name => !names.includes(name) && !(root && TYPE_META.has(name)))) return () => undefined
  const lines: string[] = []
  const changes: string[] = []
  for (const [i, name] of names.entries()) {
    lines.push(`const v${i}=o[${JSON.stringify(name)}];let w${i}=v${i};`)
    if (name === without) {
      lines.push(`if(v${i}!==undefined)return;`)
      continue
    }
    const child = node.property(name)!
    const asIs = root && TYPE_META.has(name)
    const leaf = asIs || isLeaf(child)
    const nulls = child.nullable ? '' : `if(v${i}===null)return;`
    const checked = leaf
      ? `if(!${constant(lazyCheck(child))}(v${i}))return;`
      : `w${i}=${constant(lazily(child))}(v${i});if(w${i}===undefined)return;`
    lines.push(`if(v${i}!==undefined){n++;${nulls}${checked}}`)
    const fallback = !asIs && child.hasDefault ? validDefault(child) : undefined
    if (fallback !== undefined) lines.push(`else w${i}=${constant(fallback)};`)
    else if (node.required.includes(name) || (!asIs && child.hasDefault)) lines.push('else return;')
    if (!leaf || fallback !== undefined) changes.push(`if(w${i}!==v${i}){c??={...o};c[${JSON.stringify(name)}]=w${i};}`)
  }
  const unlisted = root ? [...TYPE_META].filter(name => !names.includes(name)) : []
  for (const name of unlisted) lines.push(`if(o.${name}!==undefined)n++;`)
  const notObject = node.nullable ? 'return o===null?null:undefined' : 'return'
  const body = `${lines.join('')}for(const k in o)n--;if(n!==0)return;let c;${changes.join('')}return c??o;`
  return new Function('K', 'isObject', `return o=>{if(!isObject(o))${notObject};let n=0;${body}}`)(values, isObject) as Fast
}

/** The check of a leaf, composed when the first value comes. */
function lazyCheck(node: SchemaNode): Check {
  let inner: Check | undefined
  return value => {
    inner ??= accepts(node)
    return inner(value)
  }
}

/** What an object without the property gets; undefined where the schema would not let its own default through. */
function validDefault(node: SchemaNode): unknown {
  const value = completedDefault(node)
  return accepts(node)(value) && listProblems(node, value).length === 0 ? value : undefined
}
