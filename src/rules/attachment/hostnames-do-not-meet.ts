import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A route none of whose hostnames a listener serves. */
export default defineRule({
  code: 'GWA-ATT-003',
  name: 'hostnames-do-not-meet',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'The hostnames of the route and of the listeners that allow it have none in common.',
    why: 'The route is not accepted by this parent: requests for its hostnames meet 404 or another route.',
    fix: 'Use a hostname that the listener serves, or add a listener for it. A wildcard covers any number of labels, but not its own apex.',
    spec: 'HTTPRouteSpec.hostnames in the Gateway API reference, reason NoMatchingListenerHostname',
  },
  messages: {
    apart: ({ hosts, parent, listeners }: { hosts: string; parent: string; listeners: string }) =>
      `no request for ${hosts} reaches this route through ${parent}: ${listeners}`,
  },
  check(object, { topology, report }) {
    const hosts = topology.route(object)?.hostnames.map(({ value }) => value) ?? []
    for (const { ref, accepted, bindings } of topology.parentsOf(object)) {
      const missed = bindings.filter(({ stage }) => stage === 'hostname')
      if (accepted !== 'no' || missed.length === 0) continue
      const listeners = missed.map(({ listener: { name, hostname } }) => `listener ${name} serves ${hostname}${apex(hostname, hosts)}`)
      report(
        'apart',
        hosts.length === 0 ? ref.at : ['spec', 'hostnames'],
        { hosts: listed(hosts), parent: named(ref), listeners: listed(listeners, 3) },
        {
          condition: { type: 'Accepted', status: 'False', reason: 'NoMatchingListenerHostname' },
        },
      )
    }
  },
})

function apex(hostname: string, hosts: readonly string[]): string {
  return hostname.startsWith('*.') && hosts.includes(hostname.slice(2)) ? `, which does not cover ${hostname.slice(2)} itself` : ''
}
