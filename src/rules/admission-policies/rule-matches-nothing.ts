import { describeRule } from '../rule.ts'

/** A rule of a policy names only kinds that do not exist. */
export default describeRule({
  code: 'GWA-VAP-006',
  name: 'rule-matches-nothing',
  producer: 'policy',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A rule of a policy names only kinds that do not exist.',
    why: 'The policy is stored and never runs.',
    fix: 'Write the plural as the API has it, in lower case: httproutes.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
