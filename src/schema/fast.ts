import { Float } from '../values/number.ts'
import { accepts, always, type Check, stringCheckOf } from './accept.ts'
import { copyOf } from './json.ts'
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
 * One pass over the keys that are there, so that properties that are not cost nothing:
 * `for (const k in o) { const v = o[k]; switch (k) { case "name": if (!k0(v)) return; m |= 1; break; default: return } }`,
 * then what must be there, then defaults for what is not. A copy is made for the first thing that changes.
 */
function objectFunction(node: SchemaNode, { root, without }: ObjectOptions): Fast {
  const { minProperties, maxProperties } = node
  if (minProperties !== undefined || maxProperties !== undefined) return root ? () => undefined : careful(node)
  const values: unknown[] = []
  const constant = (value: unknown): string => `k${values.push(value) - 1}`
  const listed = node.propertyNames()
  const names = root ? [...new Set([...listed, ...TYPE_META])] : listed
  if (node.required.some(name => name === without || !names.includes(name))) return root ? () => undefined : careful(node)
  const cases: string[] = []
  const after: string[] = []
  // See `copyOf`.
  const copy = node.defaulted.length > 0 ? 'copyOf(o)' : '{...o}'
  let seen = 0
  for (const name of names) {
    const child = node.property(name)
    const asIs = root && TYPE_META.has(name)
    const quoted = JSON.stringify(name)
    if (name === without) {
      cases.push(`case ${quoted}:return;`)
      continue
    }
    const fallback = !asIs && child?.hasDefault ? validDefault(child) : undefined
    const needed = node.required.includes(name) || (!asIs && child?.hasDefault)
    let mark = ''
    if (needed) {
      const [word, bit] = [`m${Math.floor(seen / 30)}`, 1 << (seen % 30)]
      seen++
      mark = `${word}|=${bit};`
      after.push(`if((${word}&${bit})===0)${fallback === undefined ? 'return' : `(c??=${copy})[${quoted}]=${constant(fallback)}`};`)
    }
    cases.push(`case ${quoted}:${mark}${child ? propertyCode(child, quoted, asIs, copy, constant) : ''}break;`)
  }
  const words = Array.from({ length: Math.ceil(seen / 30) }, (_, i) => `,m${i}=0`).join('')
  const notObject = node.nullable ? 'return o===null?null:undefined' : 'return'
  const body = `for(const k in o){const v=o[k];let w;if(v===undefined)return;switch(k){${cases.join('')}default:return}}${after.join('')}return c??o`
  const constants = values.map((_, i) => `const k${i}=K[${i}];`).join('')
  const make = new Function('K', 'isObject', 'copyOf', `${constants}return o=>{if(!isObject(o))${notObject};let c${words};${body}}`)
  return make(values, isObject, copyOf) as Fast
}

/** Returns where the value `v` of a property is out of the ordinary, and notes what it becomes. */
function propertyCode(node: SchemaNode, name: string, asIs: boolean, copy: string, constant: (value: unknown) => string): string {
  const check = stringCheckOf(node)
  if (check) return check === always ? 'if(typeof v!=="string")return;' : `if(typeof v!=="string"||!${constant(check)}(v))return;`
  const nulls = node.nullable ? '' : 'if(v===null)return;'
  if (asIs || isLeaf(node)) return `${nulls}if(!${constant(lazyCheck(node))}(v))return;`
  return `${nulls}w=${constant(lazily(node))}(v);if(w===undefined)return;if(w!==v)(c??=${copy})[${name}]=w;`
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
