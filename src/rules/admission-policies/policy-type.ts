import { describeRule } from '../rule.ts'

/** An expression of a policy does not fit the kinds that it matches. */
export default describeRule({
  code: 'GWA-VAP-004',
  name: 'policy-type',
  producer: 'policy',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'An expression of a policy does not fit the kinds that it matches.',
    why: 'The API server stores such a policy and fails or ignores the requests, by its failurePolicy, when the expression runs.',
    fix: 'Correct the field name or the types in the expression.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
