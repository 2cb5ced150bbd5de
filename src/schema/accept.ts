import { stringFormat } from '../values/formats.ts'
import { Malformed } from '../values/malformed.ts'
import { Float } from '../values/number.ts'
import { compileRE2, type RE2 } from '../values/re2.ts'
import { codePoints } from '../values/text.ts'
import type { SchemaNode } from './node.ts'
import { kindOf, matchesEnum, numberProblems, typeProblem } from './primitives.ts'

export type Check = (value: unknown) => boolean

const compiled = new WeakMap<SchemaNode, Check>()

/**
 * Whether a value is valid under a node, and nothing else: one function per node, composed when first asked for, which allocates nothing.
 * `explain` says what is wrong where the answer is no; the two agree on every value.
 */
export function accepts(node: SchemaNode): Check {
  const known = compiled.get(node)
  if (known) return known
  const check = compile(node)
  compiled.set(node, check)
  return check
}

export const always: Check = () => true
const never: Check = () => false

function compile(node: SchemaNode): Check {
  const nothing = typeProblem(node, null, 'null') === undefined && node.enum.length === 0
  const boolean = typeProblem(node, true, 'boolean') ? never : always
  const string = typeProblem(node, '', 'string') ? never : stringCheck(node)
  const number = numberCheck(node)
  const list = typeProblem(node, [], 'array') ? never : listCheck(node)
  const object = typeProblem(node, {}, 'object') ? never : objectCheck(node)
  const whole = wholeCheck(node)

  const check: Check = value => {
    switch (typeof value) {
      case 'string':
        return string(value)
      case 'boolean':
        return boolean(value)
      case 'object':
        if (value === null) return nothing
        if (Array.isArray(value)) return list(value)
        return value instanceof Float ? number(value) : object(value)
      case 'undefined':
        return nothing
      default:
        return number(value)
    }
  }
  return whole ? value => check(value) && (value === null || whole(value)) : check
}

/** Checks that concern values of every type: enumerations and the junctors. */
function wholeCheck(node: SchemaNode): Check | undefined {
  const checks: Check[] = []
  if (node.enum.length > 0) {
    const strings = new Set(node.enum.filter(item => typeof item === 'string'))
    checks.push(value => (typeof value === 'string' ? strings.has(value) : matchesEnum(node.enum, value)))
  }
  const [allOf, anyOf, oneOf] = [node.allOf, node.anyOf, node.oneOf].map(members => members.map(lazily)) as [Check[], Check[], Check[]]
  if (allOf.length > 0) checks.push(value => allOf.every(member => member(value)))
  if (anyOf.length > 0) checks.push(value => anyOf.some(member => member(value)))
  if (oneOf.length > 0) {
    checks.push(value => {
      let passed = 0
      for (const member of oneOf) if (member(value)) passed++
      return passed === 1
    })
  }
  if (node.not) {
    const not = lazily(node.not)
    checks.push(value => !not(value))
  }
  if (checks.length < 2) return checks[0]
  return value => checks.every(check => check(value))
}

/** Compiled when the first value comes. */
function lazily(node: SchemaNode): Check {
  let check: Check = value => {
    check = accepts(node)
    return check(value)
  }
  return value => check(value)
}

/** The check of strings at a node that takes nothing but strings; `always` where it takes them all. Undefined for other nodes. */
export function stringCheckOf(node: SchemaNode): Check | undefined {
  const { types, nullable, allOf, anyOf, oneOf, not } = node
  const plain = types.length === 1 && types[0] === 'string' && !nullable && allOf.length + anyOf.length + oneOf.length === 0 && !not
  if (!plain) return undefined
  const check = stringCheck(node)
  const whole = wholeCheck(node)
  if (!whole || check === always) return whole ?? check
  return value => check(value) && whole(value)
}

function stringCheck(node: SchemaNode): Check {
  const { maxLength = Infinity, minLength = 0 } = node
  const format = node.format === '' ? undefined : stringFormat(node.format, node.dialect.minor)
  const pattern = node.schema.pattern ? lazyPattern(node.schema.pattern) : undefined
  const measured = maxLength !== Infinity || minLength > 0
  if (!measured && !pattern && !format) return always
  return value => {
    const text = value as string
    if (measured) {
      // A code point is one unit or two, so that counting them is rarely needed.
      const units = text.length
      if (units > maxLength && (units > 2 * maxLength || codePoints(text) > maxLength)) return false
      if (units < minLength || (units < 2 * minLength && codePoints(text) < minLength)) return false
    }
    return (pattern === undefined || pattern(text)) && (format === undefined || format(text))
  }
}

/** Patterns cost most of what a schema costs to compile, and most are never met. One that RE2 does not take matches nothing. */
function lazyPattern(source: string): (text: string) => boolean {
  let pattern: RE2 | Malformed | undefined
  return text => {
    pattern ??= compileRE2(source)
    return !(pattern instanceof Malformed) && pattern.test(text)
  }
}

function numberCheck(node: SchemaNode): Check {
  const types = node.types
  const integers = typeProblem(node, 0, 'int') === undefined
  const { maximum, minimum } = node
  // The common case by far: a safe integer between two whole bounds, and no doubt about any of them.
  const simple =
    integers &&
    (types[0] === 'integer' || types.length === 0) &&
    node.multipleOf === undefined &&
    isPlainBound(maximum, node) &&
    isPlainBound(minimum, node)
  const low = Math.max(
    minimum === undefined ? -Infinity : minimum + (node.schema.exclusiveMinimum ? 1 : 0),
    node.format === 'int32' ? -(2 ** 31) : -Infinity,
  )
  const high = Math.min(
    maximum === undefined ? Infinity : maximum - (node.schema.exclusiveMaximum ? 1 : 0),
    node.format === 'int32' ? 2 ** 31 - 1 : Infinity,
  )
  return value => {
    if (simple && Number.isSafeInteger(value)) return (value as number) >= low && (value as number) <= high
    return !typeProblem(node, value, kindOf(value)) && numberProblems(node, value as number, '', '', '').length === 0
  }
}

function isPlainBound(bound: number | undefined, node: SchemaNode): boolean {
  if (bound === undefined) return true
  return Number.isSafeInteger(bound) && (node.format !== 'int32' || (bound >= -(2 ** 31) && bound <= 2 ** 31 - 1))
}

function listCheck(node: SchemaNode): Check {
  const { minItems = 0, maxItems = Infinity } = node
  const item = node.items && lazily(node.items)
  return value => {
    const list = value as readonly unknown[]
    if (list.length < minItems || list.length > maxItems) return false
    if (item) for (let i = 0; i < list.length; i++) if (!item(list[i])) return false
    return true
  }
}

function objectCheck(node: SchemaNode): Check {
  const { minProperties = 0, maxProperties = Infinity, required, closed } = node
  const counted = minProperties > 0 || maxProperties !== Infinity
  const additional = node.additional && lazily(node.additional)
  const properties = new Map<string, Check>(node.propertyNames().map(name => [name, propertyCheck(node, name)]))
  return value => {
    const object = value as Readonly<Record<string, unknown>>
    for (let i = 0; i < required.length; i++) if (object[required[i]!] === undefined || !Object.hasOwn(object, required[i]!)) return false
    let count = 0
    for (const key in object) {
      count++
      const property = properties.get(key)
      if (property) {
        if (!property(object[key])) return false
      } else if (closed || (additional && !additional(object[key]))) return false
    }
    return !counted || (count >= minProperties && count <= maxProperties)
  }
}

function propertyCheck(node: SchemaNode, name: string): Check {
  let check: Check = value => {
    check = accepts(node.property(name)!)
    return check(value)
  }
  return value => check(value)
}
