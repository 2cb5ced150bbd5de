import { describeRule } from '../rule.ts'

/** An admission policy refuses or warns about the object. */
export default describeRule({
  code: 'GWA-VAP-001',
  name: 'policy-violation',
  producer: 'policy',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'An admission policy refuses or warns about the object.',
    why: 'The API server runs the policy when the object is applied, and refuses it where the binding says Deny.',
    fix: 'Change the object as the message of the policy says, or talk to those who wrote the policy.',
    spec: 'Kubernetes documentation on ValidatingAdmissionPolicy and MutatingAdmissionPolicy',
  },
})
