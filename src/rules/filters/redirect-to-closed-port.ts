import { text, whole } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'
import { describeListeners } from '../view/listeners.ts'
import { parentReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A redirect to a port of the same host on which the Gateway does not listen, or that only it knows. */
export default defineRule({
  code: 'GWA-FIL-010',
  name: 'redirect-to-closed-port',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute'],
  reads: parentReads,
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'The port that a redirect names, or implies, is none that clients reach the Gateway by.',
    why: 'Without a port the Location takes that of the scheme, or of the listener. Behind a load balancer that maps ports clients may not reach it.',
    fix: 'Set requestRedirect.port, and scheme, to what clients use.',
    spec: 'HTTPRequestRedirectFilter.port in the Gateway API reference',
  },
  messages: {
    closed: ({ scheme, port, gateway, has }: { scheme: string; port: number; gateway: string; has: string }) =>
      `clients are sent to port ${port} (of ${scheme}), where ${gateway} has no listener: its listeners are ${has}; set port, unless something in front of it listens there`,
    own: ({ port }: { port: number }) =>
      `clients are sent to port ${port}, that of the listener: where they come through another port, set scheme and port`,
  },
  check(object, { topology, report }) {
    const rules = topology.route(object)?.rules.filter(rule => rule.filters.some(({ type }) => type === 'RequestRedirect')) ?? []
    if (rules.length === 0) return
    for (const { gateway, bindings } of topology.parentsOf(object)) {
      const listener = bindings.find(
        ({ verdict, listener: { protocol } }) => verdict === 'yes' && (protocol === 'HTTP' || protocol === 'HTTPS'),
      )?.listener
      if (gateway === undefined || listener === undefined) continue
      const listeners = topology.effectiveListeners(gateway)
      for (const filter of rules.flatMap(rule => rule.filters)) {
        const { scheme, port, hostname } = filter.settings
        if (filter.type !== 'RequestRedirect' || hostname !== undefined || whole(port) !== undefined) continue
        const given = text(scheme)
        if (given === undefined) {
          if (![80, 443].includes(listener.port)) report('own', settingsAt(filter), { port: listener.port })
          continue
        }
        const target = given === 'https' ? 443 : 80
        if (!listeners.some(other => other.port === target)) {
          report('closed', [...settingsAt(filter), 'scheme'], {
            scheme: given,
            port: target,
            gateway: named(listener.gateway),
            has: describeListeners(listeners),
          })
        }
      }
    }
  },
})
