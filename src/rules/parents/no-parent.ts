import { text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { mayDelegate, someoneDelegates } from '../view/delegation.ts'
import { conflictReads, routeKinds } from '../view/reads.ts'

/** A route that attaches to nothing. */
export default defineRule({
  code: 'GWA-PAR-008',
  name: 'no-parent',
  severity: 'warning',
  gate: 'object',
  kinds: routeKinds,
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'A route has no parentRefs.',
    why: 'It attaches to nothing: no controller looks at it, no request reaches it.',
    fix: 'Name the Gateway in parentRefs, or set useDefaultGateways to All where default Gateways are used.',
    spec: 'CommonRouteSpec.parentRefs in the Gateway API reference; GEP-3793',
  },
  messages: {
    none: ({ kind }: { kind: string }) => `this ${kind} names no parent: no controller looks at it and no request reaches it`,
  },
  check(object, { topology, snapshot, report }) {
    const route = topology.route(object)
    if (route === undefined || route.parentRefs.length > 0 || route.useDefaultGateways) return
    const delegation = route.kind === 'HTTPRoute' ? mayDelegate(topology, object) : 'no'
    if (delegation === 'yes' || (delegation === 'unknown' && someoneDelegates(snapshot))) return
    report(
      'none',
      ['spec', 'parentRefs'],
      { kind: text(object.kind) ?? 'route' },
      { hint: 'parentRefs:\n  - name: GATEWAY\n    namespace: NAMESPACE' },
    )
  },
})
