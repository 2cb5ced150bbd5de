import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** `from: Same` in a ListenerSet is the namespace of the set, not that of the Gateway. */
export default defineRule({
  code: 'GWA-LSET-010',
  name: 'same-means-set',
  severity: 'warning',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  needs: 'sets',
  since: '0.1.0',
  docs: {
    summary: 'A route of the namespace of the Gateway attaches to a ListenerSet of another one that is open to Same.',
    why: 'Same means the namespace of the set: the route is refused, although it stands beside the Gateway.',
    fix: 'Open the listener to the namespace in its allowedRoutes.',
    spec: 'GEP-1713; conformance test ListenerSetAllowedRoutesNamespaces',
  },
  messages: {
    same: ({ set, namespace, own }: { set: string; namespace: string; own: string }) =>
      `Same in ${set} means namespace ${namespace}, that of the set, not ${own}, that of the Gateway: this route is refused`,
  },
  check(object, { topology, report }) {
    const namespace = topology.route(object)?.ref.namespace
    for (const { ref, kind, accepted, bindings } of topology.parentsOf(object)) {
      const shut = bindings.find(({ stage, listener }) => stage === 'namespace' && listener.allowedNamespaces.from === 'Same')
      if (kind !== 'ListenerSet' || accepted !== 'no' || shut === undefined || shut.listener.gateway.namespace !== namespace) continue
      report('same', ref.at, { set: named(ref), namespace: ref.namespace, own: namespace })
    }
  },
})
