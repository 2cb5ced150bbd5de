import { describeRule } from '../rule.ts'

/** A MutatingAdmissionPolicy changes the object when it is applied. */
export default describeRule({
  code: 'GWA-VAP-002',
  name: 'policy-mutation',
  producer: 'policy',
  severity: 'info',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A MutatingAdmissionPolicy changes the object when it is applied.',
    why: 'What is stored differs from what the file says, and GitOps tools may show that as drift.',
    fix: 'Nothing, or write the value into the file.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
