import type { PolicySuite } from '../policy/suite.ts'
import type { SourceDocument, SourceText } from '../source/index.ts'
import { ConfigError } from './config.ts'
import generated from './policy-test.gen.ts'
import { explained, schemaErrors } from './schema-error.ts'

/** @throws ConfigError with a line for each thing that is wrong: a field that nobody knows would test nothing. */
export function parsePolicyTest(document: SourceDocument, source: SourceText): PolicySuite {
  const errors = schemaErrors(generated, document.object)
  if (errors.length > 0)
    throw new ConfigError(explained(errors, document, source, { whole: 'the PolicyTest', unknown: 'is no field of a PolicyTest' }))
  return document.object as unknown as PolicySuite
}
