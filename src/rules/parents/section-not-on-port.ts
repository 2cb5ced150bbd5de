import { defineRule } from '../rule.ts'
import { describeListeners } from '../view/listeners.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A sectionName and a port that belong to two listeners. */
export default defineRule({
  code: 'GWA-PAR-005',
  name: 'section-not-on-port',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a listener and a port that the listener does not have.',
    why: 'Both must hold, so nothing is selected: the route is not accepted by this parent and serves nothing through it.',
    fix: 'Keep one of the two, or use the port of the listener.',
    spec: 'ParentReference.port in the Gateway API reference; conformance test HTTPRouteInvalidParentRefSectionNameNotMatchingPort',
  },
  messages: {
    apart: ({ parent, section, has, port }: { parent: string; section: string; has: number; port: number }) =>
      `listener ${section} of ${parent} is on port ${has}, not ${port}: both must hold, so this route serves nothing through it`,
  },
  check(object, { topology, report }) {
    for (const { ref, parent, gateway, reason } of topology.parentsOf(object)) {
      if (
        reason !== 'NoMatchingParent' ||
        ref.port === undefined ||
        ref.sectionName === undefined ||
        parent.state !== 'found' ||
        gateway === undefined
      )
        continue
      const listeners = topology.listenersOf(parent.object)
      const listener = listeners.find(other => other.name === ref.sectionName)
      if (listener === undefined || !listeners.some(other => other.port === ref.port)) continue
      report(
        'apart',
        [...ref.at, 'port'],
        { parent: named(ref), section: ref.sectionName, has: listener.port, port: ref.port },
        {
          condition: { type: 'Accepted', status: 'False', reason },
          hint: `Its listeners are ${describeListeners(listeners)}.`,
        },
      )
    }
  },
})
