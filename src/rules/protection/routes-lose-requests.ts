import { describeRule } from '../rule.ts'

/** A new or changed route takes over requests that another route answers now. */
export default describeRule({
  code: 'GWA-PRO-005',
  name: 'routes-lose-requests',
  producer: 'engine',
  severity: 'warning',
  gate: 'opt-in',
  since: '0.1.0',
  docs: {
    summary: 'The route takes over requests that a route of another namespace answers now, or the very requests of any other route.',
    why: 'The other route stops serving them the moment this one is stored. It still shows Accepted, and nobody who owns it was asked.',
    fix: 'Agree with the owners of the other route, or claim other hosts, paths or headers.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
})
