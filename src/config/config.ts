import { readAny } from '../source/read.ts'
import { closest } from '../values/closest.ts'
import { ruleNames, unknownRules } from './rule-names.ts'
import type { Config } from './schema.ts'
import { explained, type SchemaError, schemaErrors, where } from './schema-error.ts'
import generated from './validate.gen.ts'

/** A configuration that cannot be used. The message has a line for each thing that is wrong, with its place. */
export class ConfigError extends Error {}

/**
 * Reads gatewright.yaml. An empty text is the configuration that nobody wrote.
 * @param file the name that errors carry
 * @throws ConfigError
 */
export function parseConfig(text: string, file: string): Config {
  const { source, documents, problems } = readAny(file, text)
  if (problems.length > 0) {
    throw new ConfigError(problems.map(({ span, message }) => `${where(source, span?.start.offset ?? 0)}: ${message}`).join('\n'))
  }
  const [document, second] = documents
  if (document === undefined) return {}
  if (second !== undefined)
    throw new ConfigError(`${where(source, second.locate([]).start.offset)}: a second document begins here, but a configuration is one`)
  const errors = schemaErrors(generated, document.object)
  if (errors.length === 0) errors.push(...unknownRules(document.object as Config).map(noSuchRule))
  if (errors.length > 0)
    throw new ConfigError(explained(errors, document, source, { whole: 'the configuration', unknown: 'is not a setting' }))
  return document.object as Config
}

const noSuchRule = ({ at, name }: { at: SchemaError['at']; name: string }): SchemaError => {
  const meant = closest(name, ruleNames)
  return { at, keyword: 'rule', message: `names no rule: ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`, allowed: [] }
}
