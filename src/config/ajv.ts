import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Path } from '../diagnostics/path.ts'

/** What a JSON Schema has against a value. */
export interface SchemaError {
  /** The value, or the property that should not be there. */
  readonly at: Path
  readonly keyword: string
  readonly message: string
  /** Names that would have been allowed in its place. */
  readonly allowed: readonly string[]
}

/** Compiles a JSON Schema of draft 7. The only importer of ajv on this side of the house. */
export function compileSchema(schema: object): (value: unknown) => readonly SchemaError[] {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true })
  const validate: ValidateFunction = ajv.compile(schema)
  return value => (validate(value) ? [] : (validate.errors ?? []).map(toError))
}

function toError({ instancePath, keyword, params, message = '', parentSchema }: ErrorObject): SchemaError {
  const at = instancePath
    .split('/')
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
  const extra = params as { additionalProperty?: string; allowedValues?: unknown[]; allowedValue?: unknown }
  if (keyword === 'additionalProperties' && extra.additionalProperty !== undefined) {
    return {
      at: [...at, extra.additionalProperty],
      keyword,
      message: 'is not a setting',
      allowed: Object.keys((parentSchema?.['properties'] as object) ?? {}),
    }
  }
  const values = extra.allowedValues ?? (extra.allowedValue === undefined ? [] : [extra.allowedValue])
  return { at, keyword, message, allowed: values.map(String) }
}
