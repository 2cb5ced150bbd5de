import { Float } from '../values/number.ts'
import { type FieldError, invalid } from './field-error.ts'
import { formatNumber } from './go.ts'
import type { JsonType, SchemaNode } from './node.ts'

export type Kind = 'null' | 'boolean' | 'string' | 'int' | 'float' | 'array' | 'object'

/** What a decoded JSON value is to the API server. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    case 'bigint':
      return 'int'
    case 'boolean':
      return 'boolean'
  }
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  return value instanceof Float ? 'float' : 'object'
}

const jsonTypes: Readonly<Record<Exclude<Kind, 'null'>, JsonType>> = {
  boolean: 'boolean',
  string: 'string',
  int: 'integer',
  float: 'number',
  array: 'array',
  object: 'object',
}

/**
 * Why a value is not of the node's type: what was expected, and what it is, in the validator's terms; undefined when it is.
 * @see k8s.io/kube-openapi pkg/validation/validate/type.go
 */
export function typeProblem(node: SchemaNode, value: unknown, kind: Kind): readonly [expected: string, actual: string] | undefined {
  const types = node.types
  if (kind === 'null') return types.length === 0 || node.nullable ? undefined : [types.join(','), 'null']
  if (types.length === 0 && node.format === '') return undefined
  const type = jsonTypes[kind]
  const format = kind === 'int' ? 'int64' : kind === 'float' ? 'float64' : ''
  const matches =
    types.includes(type) ||
    (kind === 'int' && types.includes('number')) ||
    (kind === 'float' && types.includes('integer') && isJsonInteger(Number(floatOf(value))))
  const listed = kind === 'string' || kind === 'array'
  if (node.format !== '') {
    if (!listed && !matches && format !== node.format) return [node.format, format]
    // With a format the type of strings and lists is left to the format's own check, which lists never reach.
    if (listed && !types.includes('number') && !types.includes('integer')) return undefined
  }
  return matches ? undefined : [types.join(','), type]
}

function floatOf(value: unknown): number {
  return value instanceof Float ? value.value : Number(value)
}

/** Integral, or within a relative error of 1e-9 of it (positive values only): what the validator takes for an integer. */
export function isJsonInteger(value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return false
  const whole = Math.trunc(value)
  if (value === whole) return true
  if (value < 0 || whole === 0) return false
  return Math.abs(value - whole) / (value + whole) < 1e-9
}

/** Whether a number is within its own type and format, from Kubernetes 1.36 on. */
function fitsRange(node: SchemaNode, value: number | bigint | Float): boolean {
  if (!node.dialect.checksRanges || node.types.length !== 1) return true
  if (node.types[0] === 'integer') {
    const float = value instanceof Float ? value.value : value
    if (typeof float === 'number' && !Number.isInteger(float)) return false
    const whole = typeof float === 'number' ? shortestInteger(float) : float
    if (node.format === 'int32') return whole >= -2147483648n && whole <= 2147483647n
    return whole >= -9223372036854775808n && whole <= 9223372036854775807n
  }
  if (node.types[0] === 'number' && node.format === 'float') return Number.isFinite(Math.fround(Number(floatOf(value))))
  return true
}

/** A float64 by its shortest digits, which is how the server prints it before it reads it as an integer: 2^63 is 9223372036854776000. */
function shortestInteger(value: number): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value)
  const [digits, power] = value.toExponential().split('e') as [string, string]
  const [whole, fraction = ''] = digits.split('.') as [string, string?]
  return BigInt(whole + fraction) * 10n ** BigInt(Number(power) - fraction.length)
}

function rangeError(node: SchemaNode, prefix: string, path: string, nowhere: string): FieldError {
  const known = node.types[0] === 'integer' ? ['int32', 'int64'] : ['float', 'double']
  const format = known.includes(node.format) ? `with format ${node.format}` : '(default format)'
  return invalid(nowhere, '', `${prefix} value must be of type ${node.types[0]} ${format} in ${path}`)
}

type Comparison = (value: number, bound: number) => boolean

/**
 * All that is wrong with a number: range, multiple, maximum, minimum, none of which stops the next.
 * An int64 is compared with the bound cut off to an int64, as the server does.
 * @see k8s.io/kube-openapi pkg/validation/validate numberValidator
 */
export function numberProblems(
  node: SchemaNode,
  value: number | bigint | Float,
  path: string,
  field: string,
  nowhere: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (!fitsRange(node, value)) errors.push(rangeError(node, 'Checked', path, nowhere))
  const integer = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))

  /** Whether a bound is of the value's own type; where it is not, both count as float64. */
  const native = (bound: number, prefix: string): boolean => {
    const fits = fitsRange(node, Number.isInteger(bound) ? new Float(bound) : bound)
    if (!fits) errors.push(rangeError(node, prefix, path, nowhere))
    return fits
  }
  const limit = (bound: number, prefix: string, words: string, broken: Comparison): void => {
    const fits = native(bound, prefix)
    const exact = fits && integer
    const [left, right] = exact ? [value, toInt64(bound)] : [Number(floatOf(value)), bound]
    if (!broken(left as number, right as number)) return
    const shown = fits ? value : float(Number(floatOf(value)))
    errors.push(invalid(field, shown, `${path} in body should be ${words} ${formatNumber(exact ? (right as bigint) : float(bound))}`))
  }

  if (node.multipleOf !== undefined) {
    const problem = multipleProblem(node.multipleOf, value, native(node.multipleOf, 'MultipleOf') && integer, path, field)
    if (problem) errors.push(problem)
  }
  if (node.maximum !== undefined) {
    if (node.schema.exclusiveMaximum) limit(node.maximum, 'Maximum boundary', 'less than', (a, b) => a >= b)
    else limit(node.maximum, 'Maximum boundary', 'less than or equal to', (a, b) => a > b)
  }
  if (node.minimum !== undefined) {
    if (node.schema.exclusiveMinimum) limit(node.minimum, 'Minimum boundary', 'greater than', (a, b) => a <= b)
    else limit(node.minimum, 'Minimum boundary', 'greater than or equal to', (a, b) => a < b)
  }
  return errors
}

function multipleProblem(
  factor: number,
  value: number | bigint | Float,
  exact: boolean,
  path: string,
  field: string,
): FieldError | undefined {
  const whole = exact ? toInt64(factor) : 0n
  const shown = exact ? whole : float(factor)
  if (exact ? whole <= 0n : factor <= 0) {
    return invalid(field, shown, `factor MultipleOf declared for ${path} must be positive: ${formatNumber(shown)}`)
  }
  if (exact) {
    if (BigInt(value as number) % whole === 0n) return undefined
  } else {
    const number = Number(floatOf(value))
    if (isJsonInteger(factor < 1 ? (1 / factor) * number : number / factor)) return undefined
  }
  return invalid(field, exact ? value : float(Number(floatOf(value))), `${path} in body should be a multiple of ${formatNumber(shown)}`)
}

/** Go's conversion of a float64 on amd64: cut off, and the smallest int64 where it does not fit. */
function toInt64(value: number): bigint {
  if (!Number.isFinite(value) || value >= 2 ** 63 || value < -(2 ** 63)) return -(2n ** 63n)
  return BigInt(Math.trunc(value))
}

function float(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value
}

/**
 * Whether one of the values is meant, after Go's conversion to the type of each: 1 and 1.0 are equal, 1.5 becomes 1 next to an integer, and an
 * integer becomes a character next to a string. Null never matches.
 */
export function matchesEnum(values: readonly unknown[], value: unknown): boolean {
  const kind = kindOf(value)
  if (kind === 'null') return false
  for (const candidate of values) {
    if (candidate === value) return true
    const target = kindOf(candidate)
    if (target === 'null') continue
    if (kind === 'int' || kind === 'float') {
      const number = value as number | bigint | Float
      if (target === 'int' && (kind === 'int' ? BigInt(number as number) : toInt64(floatOf(number))) === BigInt(candidate as number))
        return true
      if (target === 'float' && floatOf(number) === floatOf(candidate)) return true
      if (target === 'string' && kind === 'int' && character(number as number | bigint) === candidate) return true
    } else if (kind === target && deepEqual(value, candidate)) return true
  }
  return false
}

function character(code: number | bigint): string {
  const point = Number(code)
  return point >= 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000) ? String.fromCodePoint(point) : '\ufffd'
}

/** Go's reflect.DeepEqual of decoded JSON: 1 and 1.0 differ. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return false
  switch (kind) {
    case 'float':
      return floatOf(a) === floatOf(b)
    case 'array': {
      const [left, right] = [a as readonly unknown[], b as readonly unknown[]]
      return left.length === right.length && left.every((item, i) => deepEqual(item, right[i]))
    }
    case 'object': {
      const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
      const keys = Object.keys(left)
      return keys.length === Object.keys(right).length && keys.every(key => Object.hasOwn(right, key) && deepEqual(left[key], right[key]))
    }
  }
  return false
}
