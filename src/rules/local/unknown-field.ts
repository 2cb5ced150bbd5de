import { describeRule } from '../rule.ts'

/** A field that the schema does not know: the API server drops it without a word. */
export default describeRule({
  code: 'GWA-SCH-001',
  name: 'unknown-field',
  producer: 'schema',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'A field is not part of the kind in the chosen bundle and channel.',
    why: 'Unless strict field validation is asked for, the API server drops the field silently: what it was meant to do does not happen.',
    fix: 'Correct the name, or install the bundle and channel that have the field.',
    spec: 'structural schemas and pruning, Kubernetes documentation on CustomResourceDefinitions',
  },
})
