import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A section looked for in the Gateway that stands in one of its ListenerSets. */
export default defineRule({
  code: 'GWA-LSET-007',
  name: 'section-in-set',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef to a Gateway names a listener that one of its ListenerSets has.',
    why: 'sectionName is looked up in the object that is named, not in its sets: the route is not accepted and serves nothing through it.',
    fix: 'Refer to the ListenerSet: kind ListenerSet, with its name and namespace.',
    spec: 'GEP-1713, attaching routes; conformance test ListenerSetGatewayParentSectionNameNotFound',
  },
  messages: {
    inSet: ({ gateway, section, set }: { gateway: string; section: string; set: string }) =>
      `listener ${section} stands in ${set}, not in ${gateway}: this route serves nothing through it unless it names the ListenerSet as its parent`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind, gateway, reason } of topology.parentsOf(object)) {
      if (kind !== 'Gateway' || reason !== 'NoMatchingParent' || ref.sectionName === undefined || gateway === undefined) continue
      if (topology.listenersOf(gateway).some(({ name }) => name === ref.sectionName)) continue
      const other = topology.effectiveListeners(gateway).find(({ name }) => name === ref.sectionName)
      if (other === undefined) continue
      report(
        'inSet',
        [...ref.at, 'sectionName'],
        { gateway: named(ref), section: ref.sectionName, set: named(other.owner) },
        {
          condition: { type: 'Accepted', status: 'False', reason },
          hint: `- group: gateway.networking.k8s.io\n  kind: ListenerSet\n  name: ${other.owner.name}\n  namespace: ${other.owner.namespace}\n  sectionName: ${ref.sectionName}`,
        },
      )
    }
  },
})
