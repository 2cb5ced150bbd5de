import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Several TCPRoutes or UDPRoutes at one listener: one of them gets everything. */
export default defineRule({
  code: 'GWA-L4-001',
  name: 'only-oldest-route',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['TCPRoute', 'UDPRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Another TCPRoute or UDPRoute at the listener gets all connections.',
    why: 'A listener tells TCP connections and datagrams apart by nothing: the oldest route gets all of them, the others show Accepted and serve none.',
    fix: 'Put all backends into one route, or give each route a listener with a port of its own.',
    spec: 'GEP-2644 and GEP-2645, several routes at one listener; conformance test TCPRouteMultipleRoutesAttachment',
  },
  messages: {
    loses: ({ traffic, listener, winner, why }: { traffic: string; listener: string; winner: string; why: string }) =>
      `all ${traffic} to listener ${listener} go to ${winner}, none to this route: ${why}`,
    either: ({ traffic, listener, other }: { traffic: string; listener: string; other: string }) =>
      `${other} is at listener ${listener} too: the route that is created first gets all ${traffic}, the other none`,
  },
  check(object, { topology, report }) {
    const traffic = object.kind === 'UDPRoute' ? 'datagrams' : 'connections'
    for (const { binding, other, outcome, level } of topology.connectionConflicts(object)) {
      const listener = describeListener(binding.listener)
      const details = { related: [{ object: other.ref, at: other.parentRefs[0]?.at ?? [], message: 'is at the same listener' }] }
      const at = binding.parent.at
      if (outcome === 'undetermined') report('either', at, { traffic, listener, other: named(other.ref) }, details)
      else {
        const why =
          level === 'name'
            ? 'both are equally old, and it comes first by name'
            : `it is older (${other.created?.slice(0, 10) ?? 'by its creation time'})`
        report('loses', at, { traffic, listener, winner: named(other.ref), why }, details)
      }
    }
  },
})
