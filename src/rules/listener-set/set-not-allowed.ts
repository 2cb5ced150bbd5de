import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A ListenerSet that its Gateway does not let in. None is let in by default. */
export default defineRule({
  code: 'GWA-LSET-002',
  name: 'set-not-allowed',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'The Gateway takes no ListenerSets of this namespace.',
    why: 'None of its listeners is served, and routes attached to them serve nothing. A Gateway that says nothing takes no sets at all.',
    fix: 'Open spec.allowedListeners of the Gateway to the namespace.',
    spec: 'GatewaySpec.allowedListeners in the Gateway API reference, reason NotAllowed; GEP-1713',
  },
  messages: {
    refused: ({ gateway, namespace, why }: { gateway: string; namespace: string; why: string }) =>
      `${gateway} takes no ListenerSets of namespace ${namespace} (${why}): none of these listeners is served`,
  },
  check(object, { topology, report }) {
    const facts = topology.listenerSetFacts(object)
    if (facts?.allowed !== 'no' || facts.gateway.state !== 'found') return
    const { parent, ref } = facts.set
    const { from } = topology.gateway(facts.gateway.object)!.allowedListeners
    const why =
      from === 'None' ? 'its allowedListeners is None, the default' : from === 'Same' ? 'from: Same' : 'its selector does not match'
    report(
      'refused',
      parent.at,
      { gateway: named(parent), namespace: ref.namespace, why },
      {
        condition: { type: 'Accepted', status: 'False', reason: 'NotAllowed' },
        hint: `In ${named(parent)}:\nspec:\n  allowedListeners:\n    namespaces:\n      from: Selector\n      selector:\n        matchLabels:\n          kubernetes.io/metadata.name: ${ref.namespace}`,
      },
    )
  },
})
