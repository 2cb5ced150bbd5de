import { validatorSource } from './ajv.ts'
import { configSchema } from './schema.ts'

/** The configuration's JSON Schema for editors, and its validator as code. */
export function generate(): Record<string, string> {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'gatewright.yaml', ...configSchema }
  return {
    'docs/config.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
    'src/config/validate.gen.ts': `// Written by \`npm run gen\`. Do not edit.\n// @ts-nocheck\n${validatorSource(configSchema)}`,
  }
}
