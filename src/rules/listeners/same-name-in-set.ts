import { sameRef } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A listener of a set with the name of one of the Gateway: routes find the one of the parent that they name. */
export default defineRule({
  code: 'GWA-LIS-017',
  name: 'same-name-in-set',
  severity: 'info',
  gate: 'never',
  kinds: ['ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'A listener of a ListenerSet has the name of a listener of its Gateway.',
    why: 'Both are legal. A sectionName is looked up in the parent that a route names, so the same name means one or the other.',
    fix: 'Use names that tell them apart, where people mix them up.',
    spec: 'GEP-1713, listener names; conformance test ListenerSetGatewayParentSectionNameNotFound',
  },
  messages: {
    same: ({ name, gateway }: { name: string; gateway: string }) =>
      `${gateway} has a listener ${name} too: routes with sectionName ${name} attach here only when they name this ListenerSet as parent`,
  },
  check(object, { topology, report }) {
    const facts = topology.listenerSetFacts(object)
    if (facts?.gateway.state !== 'found') return
    const own = topology.effectiveListeners(facts.gateway.object).filter(({ owner, gateway }) => sameRef(owner, gateway))
    for (const { name, at } of facts.set.listeners) {
      if (own.some(other => other.name === name)) report('same', [...at, 'name'], { name, gateway: named(facts.set.parent) })
    }
  },
})
