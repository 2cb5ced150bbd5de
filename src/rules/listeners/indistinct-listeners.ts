import { sameRef } from '../../inventory/index.ts'
import type { EffectiveListener } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** Listeners of one object that cannot share a port. There is no winner among them. */
export default defineRule({
  code: 'GWA-LIS-001',
  name: 'indistinct-listeners',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'Two listeners of one Gateway or ListenerSet claim the same requests, or speak different protocols on one port.',
    why: 'A controller accepts none of them: the port answers nothing, also for what worked before the second one came.',
    fix: 'Give them different ports or hostnames, or remove one.',
    spec: 'Gateway.spec.listeners in the Gateway API reference: listeners must be distinct',
  },
  messages: {
    hostname: ({ others, hosts, port, lost }: Data) => `listener ${others} also claims ${hosts} on port ${port}: ${lost}`,
    protocol: ({ others, protocol, port, lost }: Data) => `port ${port} cannot speak ${protocol} here and ${others} as well: ${lost}`,
  },
  check(object, { topology, report }) {
    for (const listener of topology.listenersOf(object)) {
      const others = (listener.conflict?.with ?? []).filter(other => sameRef(other.owner, listener.owner))
      if (listener.conflict === undefined || others.length === 0) continue
      const { reason, outcome } = listener.conflict
      const words = others.map(other => (reason === 'HostnameConflict' ? other.name : `${other.protocol} in listener ${other.name}`))
      const data = {
        others: listed(words),
        hosts: listener.hostname === '' ? 'every hostname' : listener.hostname,
        protocol: listener.protocol,
        port: listener.port,
        lost: outcome === 'both-lose' ? 'none of them is served' : 'the first one is served, this one is not',
      }
      const severity = others.every(other => isMixOfHttpAndTls(listener, other)) ? 'warning' : 'error'
      report(reason === 'HostnameConflict' ? 'hostname' : 'protocol', listener.at, data, {
        severity,
        condition: { type: 'Accepted', status: 'False', reason },
      })
    }
  },
})

interface Data {
  readonly others: string
  readonly hosts: string
  readonly protocol: string
  readonly port: number
  readonly lost: string
}

/** The specification does not rule out HTTP and TLS on one port; few data planes can serve it. */
function isMixOfHttpAndTls(a: EffectiveListener, b: EffectiveListener): boolean {
  const tls = ['HTTPS', 'TLS']
  return (a.protocol === 'HTTP' && tls.includes(b.protocol)) || (b.protocol === 'HTTP' && tls.includes(a.protocol))
}
