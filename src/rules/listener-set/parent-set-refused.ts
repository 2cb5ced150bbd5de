import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A route attached to a ListenerSet that its Gateway does not let in. */
export default defineRule({
  code: 'GWA-LSET-009',
  name: 'parent-set-refused',
  severity: 'warning',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  needs: 'sets',
  since: '0.1.0',
  docs: {
    summary: 'The parent of a route is a ListenerSet that serves nothing.',
    why: 'The Gateway takes no sets of that namespace, so no request reaches the route; what its status says is not specified.',
    fix: 'Open spec.allowedListeners of the Gateway to the namespace of the set.',
    spec: 'GEP-1713, allowedListeners',
  },
  messages: {
    refused: ({ set, gateway }: { set: string; gateway: string }) =>
      `no request reaches this route through ${set}: ${gateway} does not take its listeners`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind, parent } of topology.parentsOf(object)) {
      if (kind !== 'ListenerSet' || parent.state !== 'found') continue
      const facts = topology.listenerSetFacts(parent.object)
      if (facts?.allowed === 'no') report('refused', ref.at, { set: named(ref), gateway: named(facts.set.parent) })
    }
  },
})
