import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'

/** A route for default Gateways where none is. */
export default defineRule({
  code: 'GWA-PAR-010',
  name: 'no-default-gateway',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A route is meant for the default Gateways, and no Gateway is one.',
    why: 'The route attaches to nothing, so no request reaches it.',
    fix: 'Set defaultScope: All on a Gateway, or name one in parentRefs.',
    spec: 'GEP-3793, default Gateways',
  },
  messages: {
    none: () => 'no Gateway has defaultScope All, so this route attaches to nothing and no request reaches it',
  },
  check(object, { topology, snapshot, report }) {
    const route = topology.route(object)
    if (route === undefined || !route.useDefaultGateways || route.parentRefs.length > 0) return
    if (!snapshot.complete('gateway.networking.k8s.io', 'Gateway') || topology.parentsOf(object).length > 0) return
    report('none', ['spec', 'useDefaultGateways'], {})
  },
})
