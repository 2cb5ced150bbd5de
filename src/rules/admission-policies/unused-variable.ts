import { describeRule } from '../rule.ts'

/** No expression of a policy uses one of its variables. */
export default describeRule({
  code: 'GWA-VAP-005',
  name: 'unused-variable',
  producer: 'policy',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'No expression of a policy uses one of its variables.',
    why: 'Most often a name is misspelt where the variable was to be used.',
    fix: 'Use it, or remove it.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
