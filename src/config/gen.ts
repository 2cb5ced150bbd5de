import { configSchema } from './schema.ts'

/** The configuration's JSON Schema for editors. */
export function generate(): Record<string, string> {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'gatewright.yaml', ...configSchema }
  return { 'docs/config.schema.json': `${JSON.stringify(schema, null, 2)}\n` }
}
