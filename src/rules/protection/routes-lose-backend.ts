import { describeRule } from '../rule.ts'

/** A change or deletion takes a backend away from live routes. */
export default describeRule({
  code: 'GWA-PRO-002',
  name: 'routes-lose-backend',
  producer: 'engine',
  severity: 'warning',
  gate: 'opt-in',
  since: '0.1.0',
  docs: {
    summary: 'The change or deletion takes away a Service, a port or a permission that live routes send requests through.',
    why: 'Requests that go to such a backend are answered with 500 from then on.',
    fix: 'Point the routes elsewhere first, or keep the Service, its port, or the ReferenceGrant.',
    spec: 'Gateway API reference, backendRefs: a backend that cannot be resolved answers 500',
  },
})
