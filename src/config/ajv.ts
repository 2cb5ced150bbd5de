import { Ajv, type ErrorObject } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'

/** What a validator made by ajv says about a value. */
export type { ErrorObject }

/**
 * The source of a module that validates by a JSON Schema of draft 7, written by `npm run gen`: compiling at start would cost more than the
 * linter needs for everything else. The only importer of ajv.
 */
export function validatorSource(schema: object, { allErrors = true } = {}): string {
  const ajv = new Ajv({ allErrors, strict: false, verbose: true, code: { source: true, esm: true, lines: true } })
  const generate = (standaloneCode as unknown as { default: typeof standaloneCode }).default ?? standaloneCode
  const source = (generate as unknown as (ajv: Ajv, validate: unknown) => string)(ajv, ajv.compile(schema))
  // The one helper that the code asks for: the length of a text in code points.
  const plain = source.replace(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, '(text => [...text].length)')
  if (plain.includes('require(')) throw new Error('the validator of the configuration needs a helper of ajv that is not written here')
  return plain.replace(/^export const validate = .*?;/m, '')
}
