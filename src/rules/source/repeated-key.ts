import { describeRule } from '../rule.ts'

/** A key that is written twice in one mapping. */
export default describeRule({
  code: 'GWA-SRC-002',
  name: 'repeated-key',
  producer: 'source',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A mapping has the same key twice.',
    why: 'kubectl keeps the last value without a word, so what the first one asks for does not happen.',
    fix: 'Remove one of the two, or merge what they say.',
    spec: 'YAML 1.1, mapping keys are unique',
  },
})
