import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A BackendTLSPolicy for a port that speaks UDP. */
export default defineRule({
  code: 'GWA-POL-008',
  name: 'policy-on-udp',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy targets a UDP port.',
    why: 'TLS runs over TCP: the policy is refused and governs nothing.',
    fix: 'Target a TCP port of the Service, or remove the policy.',
    spec: 'GEP-1897: a policy that selects a UDP port is invalid',
  },
  messages: {
    udp: ({ port, service }: { port: string; service: string }) => `${port} of ${service} UDP, and TLS needs TCP: this policy is refused`,
  },
  check(object, { topology, report }) {
    for (const { target, reason } of topology.backendTlsPolicy(object)?.targets ?? []) {
      if (reason !== 'Invalid') continue
      const { sectionName } = target
      report(
        'udp',
        [...target.at, sectionName === undefined ? 'name' : 'sectionName'],
        {
          port: sectionName === undefined ? 'all ports' : `port ${sectionName}`,
          service: `${named(target)} ${sectionName === undefined ? 'speak' : 'speaks'}`,
        },
        { condition: { type: 'Accepted', status: 'False', reason: 'Invalid' } },
      )
    }
  },
})
