import { defineRule } from '../rule.ts'
import { describeListeners } from '../view/listeners.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A port that no listener of the parent has. */
export default defineRule({
  code: 'GWA-PAR-004',
  name: 'no-such-port',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a port that no listener of its parent has.',
    why: 'The route is not accepted by this parent and serves nothing through it.',
    fix: 'Use the port of a listener (not of a Service), or leave port out.',
    spec: 'ParentReference.port in the Gateway API reference, reason NoMatchingParent',
  },
  messages: {
    absent: ({ parent, port, has }: { parent: string; port: number; has: string }) =>
      `${parent} has no listener on port ${port}, so this route serves nothing through it; its listeners are ${has}`,
    ignored: ({ parent, port, has }: { parent: string; port: number; has: string }) =>
      `${parent} has no listener on port ${port}; its controller is known to ignore the port, so the route may attach where it was not meant to: ${has}`,
  },
  check(object, { topology, report }) {
    for (const { ref, parent, gateway, reason } of topology.parentsOf(object)) {
      if (reason !== 'NoMatchingParent' || ref.port === undefined || parent.state !== 'found' || gateway === undefined) continue
      const listeners = topology.listenersOf(parent.object)
      if (listeners.some(listener => listener.port === ref.port)) continue
      const data = { parent: named(ref), port: ref.port, has: describeListeners(listeners) }
      const at = [...ref.at, 'port']
      if (topology.supports(gateway, 'HTTPRouteParentRefPort').supported === 'no') report('ignored', at, data, { severity: 'warning' })
      else report('absent', at, data, { condition: { type: 'Accepted', status: 'False', reason } })
    }
  },
})
