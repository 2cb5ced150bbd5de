import { validatorSource } from '../config/ajv.ts'
import { envelopeSchema } from './envelope-schema.ts'

/** The check of an envelope as code: compiling it at every start would take longer than to read a thousand routes. */
export function generate(): Record<string, string> {
  return {
    'src/server/envelope.gen.ts': `// Written by \`npm run gen\`. Do not edit.\n// @ts-nocheck\n${validatorSource(envelopeSchema, { allErrors: false })}`,
  }
}
