import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** An XBackendTrafficPolicy that sets nothing. */
export default defineRule({
  code: 'GWA-POL-022',
  name: 'empty-traffic-policy',
  severity: 'info',
  gate: 'object',
  kinds: ['XBackendTrafficPolicy'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'An XBackendTrafficPolicy has neither retryConstraint nor sessionPersistence.',
    why: 'It changes nothing for requests, and takes the place of a policy that would: only one counts for each backend.',
    fix: 'Add what the policy is for, or remove it.',
    spec: 'XBackendTrafficPolicySpec in the Gateway API reference; GEP-3388',
  },
  messages: {
    empty: () => 'this policy sets neither retryConstraint nor sessionPersistence, so it changes nothing for its targets',
  },
  check(object, { report }) {
    const { retryConstraint, sessionPersistence } = fields(object.spec)
    if (retryConstraint === undefined && sessionPersistence === undefined) report('empty', ['spec'], {})
  },
})
