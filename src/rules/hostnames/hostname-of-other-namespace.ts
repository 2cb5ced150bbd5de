import { defineRule } from '../rule.ts'
import { conflictReads } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** One hostname, routes of several namespaces. */
export default defineRule({
  code: 'GWA-HOST-007',
  name: 'hostname-of-other-namespace',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: conflictReads,
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A route of another namespace claims the same hostname on the same listener.',
    why: 'Teams that split a hostname by path do this on purpose. Where nobody agreed to it, one namespace can take over requests of another.',
    fix: 'Agree on who owns the hostname, or give each team a listener of its own.',
    spec: 'Gateway API security model, cross-namespace routing; GEP-709',
  },
  messages: {
    shared: ({ hostname, others }: { hostname: string; others: string }) => `${hostname} is claimed by ${others} too, in another namespace`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    const found = new Map<string, Set<string>>()
    for (const binding of topology.bindingsOf(object)) {
      if (binding.verdict !== 'yes') continue
      const mine = new Set(binding.hostnames)
      for (const other of topology.routesOn(binding.listener)) {
        if (other.verdict !== 'yes' || other.route.ref.namespace === route?.ref.namespace) continue
        for (const hostname of other.hostnames) {
          if (mine.has(hostname)) found.set(hostname, (found.get(hostname) ?? new Set()).add(named(other.route.ref)))
        }
      }
    }
    for (const [hostname, others] of found) {
      const at = route?.hostnames.find(({ value }) => value === hostname)?.at ?? ['spec', 'hostnames']
      report('shared', at, { hostname: hostname === '' ? 'every hostname' : hostname, others: listed([...others].sort(), 4) })
    }
  },
})
