import type { ScalePaths } from './crd.ts'
import { type FieldError, invalid } from './field-error.ts'
import { formatNumber } from './go.ts'
import { kindOf } from './primitives.ts'

type JsonObject = Readonly<Record<string, unknown>>

const goTypes = {
  boolean: 'bool',
  string: 'string',
  int: 'int64',
  float: 'float64',
  array: '[]interface {}',
  object: 'map[string]interface {}',
  null: '<nil>',
}

/** Replica counts at the paths of the scale subresource; fields are named as configured, with the leading dot. */
export function scaleProblems(scale: ScalePaths, object: JsonObject, status: boolean): FieldError[] {
  const errors: FieldError[] = []
  for (const path of status ? [scale.status] : [scale.spec, scale.status]) {
    const value = valueAt(object, path)
    if (value === undefined) continue
    if (kindOf(value) !== 'int') errors.push(invalid(path, 0, accessorError(path, value, 'int64')))
    else if ((value as number) < 0) errors.push(invalid(path, value, 'should be a non-negative integer'))
    else if ((value as number) > 2147483647) errors.push(invalid(path, value, 'should be less than or equal to 2147483647'))
  }
  if (scale.labelSelector !== undefined) {
    const value = valueAt(object, scale.labelSelector)
    if (value !== undefined && typeof value !== 'string')
      errors.push(invalid(scale.labelSelector, '', accessorError(scale.labelSelector, value, 'string')))
  }
  return errors
}

function valueAt(object: JsonObject, path: string): unknown {
  let value: unknown = object
  for (const name of path.replace(/^\./, '').split('.')) {
    if (kindOf(value) !== 'object' || !Object.hasOwn(value as JsonObject, name)) return undefined
    value = (value as JsonObject)[name]
  }
  return value
}

function accessorError(path: string, value: unknown, expected: string): string {
  const kind = kindOf(value)
  const shown = kind === 'int' || kind === 'float' ? formatNumber(value as number) : kind === 'null' ? '<nil>' : String(value)
  return `${path} accessor error: ${shown} is of the type ${goTypes[kind]}, expected ${expected}`
}
