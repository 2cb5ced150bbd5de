import { describeRule } from '../rule.ts'

/** A text that is no YAML or JSON in the eyes of kubectl. */
export default describeRule({
  code: 'GWA-SRC-001',
  name: 'unreadable-document',
  producer: 'source',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A document cannot be read as YAML or JSON.',
    why: 'kubectl refuses the whole file, and nothing in the document could be checked.',
    fix: 'Correct the syntax at the place shown. The reader agrees with kubectl: YAML 1.1 as sigs.k8s.io/yaml reads it.',
    spec: 'YAML 1.1; sigs.k8s.io/yaml',
  },
})
