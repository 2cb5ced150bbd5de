import { describeRule } from '../rule.ts'

/** Half of what makes a Kubernetes object. */
export default describeRule({
  code: 'GWA-SRC-005',
  name: 'not-an-object',
  producer: 'source',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A document looks like a Kubernetes object but has no kind or no apiVersion.',
    why: 'kubectl refuses it.',
    fix: 'Add what is missing.',
    spec: 'Kubernetes objects: required fields',
  },
})
