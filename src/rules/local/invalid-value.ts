import { describeRule } from '../rule.ts'

/** A value that the structural schema refuses. */
export default describeRule({
  code: 'GWA-SCH-002',
  name: 'invalid-value',
  producer: 'schema',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'A value has the wrong type, is not one of the allowed values, or breaks a limit or pattern of the schema.',
    why: 'The API server refuses the object, so nothing of it takes effect.',
    fix: 'Change the value as the message says.',
    spec: 'the schema of the kind in its CustomResourceDefinition',
  },
})
