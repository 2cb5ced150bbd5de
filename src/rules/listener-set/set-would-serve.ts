import { sameRef } from '../../inventory/index.ts'
import { intersectHostnames } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'
import { parentReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A route refused by the Gateway whose hostnames a ListenerSet of the same Gateway serves. */
export default defineRule({
  code: 'GWA-LSET-008',
  name: 'set-would-serve',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'The Gateway does not serve the hostnames of the route, one of its ListenerSets does.',
    why: 'A parentRef to a Gateway reaches the listeners of the Gateway only, not those of its sets.',
    fix: 'Refer to the ListenerSet.',
    spec: 'GEP-1713, attaching routes',
  },
  messages: {
    serves: ({ gateway, listener, set, hostname }: { gateway: string; listener: string; set: string; hostname: string }) =>
      `a parentRef to ${gateway} does not reach its ListenerSets; listener ${listener} of ${set} serves ${hostname}`,
  },
  check(object, { topology, report }) {
    const hostnames = topology.route(object)?.hostnames ?? []
    for (const { ref, kind, gateway, reason } of topology.parentsOf(object)) {
      if (kind !== 'Gateway' || reason !== 'NoMatchingListenerHostname' || gateway === undefined) continue
      for (const listener of topology.effectiveListeners(gateway)) {
        if (sameRef(listener.owner, listener.gateway) || listener.hostname === '') continue
        const host = hostnames.find(({ value }) => intersectHostnames(listener.hostname, value) !== undefined)
        if (host === undefined) continue
        report('serves', ref.at, { gateway: named(ref), listener: listener.name, set: named(listener.owner), hostname: host.value })
        break
      }
    }
  },
})
