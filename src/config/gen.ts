import { validatorSource } from './ajv.ts'
import { policyTestSchema } from './policy-test-schema.ts'
import { configSchema } from './schema.ts'

/** The configuration's JSON Schema for editors, its validator and that of policy tests as code. */
export function generate(): Record<string, string> {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'gatewright.yaml', ...configSchema }
  const validator = (schema: object) => `// Written by \`npm run gen\`. Do not edit.\n// @ts-nocheck\n${validatorSource(schema)}`
  return {
    'docs/config.schema.json': `${json(schema, '')}\n`,
    'src/config/validate.gen.ts': validator(configSchema),
    'src/config/policy-test.gen.ts': validator(policyTestSchema),
  }
}

/** JSON as the formatter of this project writes it: lists of texts on one line where they fit. */
export function json(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const line = `[${value.map(item => JSON.stringify(item)).join(', ')}]`
    if (value.every(item => typeof item !== 'object') && line.length + indent.length < 120) return line
    return `[\n${value.map(item => `${deeper}${json(item, deeper)}`).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${json(item, deeper)}`)
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`
}
