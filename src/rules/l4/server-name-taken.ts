import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Two TLSRoutes claim one server name at one listener. */
export default defineRule({
  code: 'GWA-L4-003',
  name: 'server-name-taken',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['TLSRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Another TLSRoute at the listener claims the same server name.',
    why: 'A TLS connection is routed by the name in its handshake alone: one route gets it, the other shows Accepted and serves nothing for that name.',
    fix: 'Put the backends into one route, or give each route its own hostnames.',
    spec: 'TLSRoute in the Gateway API reference; API design guide, conflicts: the oldest route wins, then the first by namespace and name',
  },
  messages: {
    loses: ({ host, listener, winner, why }: { host: string; listener: string; winner: string; why: string }) =>
      `connections for ${host} at listener ${listener} go to ${winner}, not here: same name, and ${why}`,
    either: ({ host, listener, other }: { host: string; listener: string; other: string }) =>
      `connections for ${host} at listener ${listener} are claimed by ${other} too: the route that is created first gets them`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const { binding, host, other, outcome, level } of topology.connectionConflicts(object)) {
      const listener = describeListener(binding.listener)
      const at = route?.hostnames.find(({ value }) => value === host)?.at ?? binding.parent.at
      const name = host === '' ? 'any name' : host
      const details = {
        related: [
          {
            object: other.ref,
            at: other.hostnames.find(({ value }) => value === host)?.at ?? ['spec', 'hostnames'],
            message: 'claims the same name',
          },
        ],
      }
      if (outcome === 'undetermined') report('either', at, { host: name, listener, other: named(other.ref) }, details)
      else {
        const why =
          level === 'name'
            ? 'both are equally old, and that one comes first by name'
            : `that route is older (${other.created?.slice(0, 10) ?? 'by its creation time'})`
        report('loses', at, { host: name, listener, winner: named(other.ref), why }, details)
      }
    }
  },
})
