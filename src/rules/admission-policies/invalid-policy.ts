import { describeRule } from '../rule.ts'

/** The API server refuses an admission policy or binding. */
export default describeRule({
  code: 'GWA-VAP-003',
  name: 'invalid-policy',
  producer: 'policy',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'The API server refuses an admission policy or binding.',
    why: 'A policy that is not stored protects nothing, and one that does not compile fails every request that it matches.',
    fix: 'Correct the expression or field as the message says.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
