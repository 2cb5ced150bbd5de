import { defineRule } from '../rule.ts'
import { describeListeners } from '../view/listeners.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A sectionName that no listener of the parent has. */
export default defineRule({
  code: 'GWA-PAR-003',
  name: 'no-such-section',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a listener that its parent does not have.',
    why: 'The route is not accepted by this parent and serves nothing through it.',
    fix: 'Name a listener of the parent, or leave sectionName out to attach to all that allow the route.',
    spec: 'ParentReference.sectionName in the Gateway API reference, reason NoMatchingParent',
  },
  messages: {
    absent: ({ parent, section, has }: { parent: string; section: string; has: string }) =>
      `${parent} has no listener called ${section}, so this route serves nothing through it; its listeners are ${has}`,
  },
  check(object, { topology, report }) {
    for (const { ref, parent, gateway, reason } of topology.parentsOf(object)) {
      if (reason !== 'NoMatchingParent' || ref.sectionName === undefined || parent.state !== 'found' || gateway === undefined) continue
      const listeners = topology.listenersOf(parent.object)
      if (listeners.some(listener => listener.name === ref.sectionName)) continue
      // That one has a rule of its own: the listener stands in a ListenerSet.
      if (topology.effectiveListeners(gateway).some(listener => listener.name === ref.sectionName)) continue
      const data = { parent: named(ref), section: ref.sectionName, has: describeListeners(listeners) }
      report('absent', [...ref.at, 'sectionName'], data, { condition: { type: 'Accepted', status: 'False', reason } })
    }
  },
})
