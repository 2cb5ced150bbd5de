import type { BackendFacts, Topology } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { ruleOf, shareOf } from '../view/backends.ts'
import { GATEWAY_GROUP } from '../view/groups.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** Requests that go to one backend with TLS and to another without, or to a port that a policy leaves out. */
export default defineRule({
  code: 'GWA-POL-010',
  name: 'partly-encrypted',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy governs only a part of what a rule sends.',
    why: 'The rest leaves the Gateway in plain text, although somebody wanted TLS.',
    fix: 'Add a BackendTLSPolicy for the other Service or port.',
    spec: 'GEP-1897; BackendTLSPolicy in the Gateway API reference',
  },
  messages: {
    mixed: ({ share, backend, policy, other }: { share: string; backend: string; policy: string; other: string }) =>
      `${share} of the requests of this rule go to ${backend} in plain text, while ${policy} has those to ${other} use TLS`,
    port: ({ port, backend, policy, covered }: { port: number; backend: string; policy: string; covered: string }) =>
      `requests go to port ${port} of ${backend} in plain text: ${policy} governs ${covered} only`,
  },
  check(object, { topology, snapshot, report }) {
    if (snapshot.list(GATEWAY_GROUP, 'BackendTLSPolicy').length === 0) return
    const route = topology.route(object)!
    const backends = topology
      .backendsOf(object)
      .filter(({ ref, resolved }) => ref.purpose === 'backend' && ref.weight > 0 && resolved !== 'no')
    for (const facts of backends) {
      if (!isPlain(topology, facts)) continue
      const { ref, port } = facts
      const { policies } = topology.backendTls(ref, port!.port)
      const [policy] = policies
      if (policy !== undefined) {
        const sections = policies.flatMap(({ targets }) =>
          targets.flatMap(({ target }) => (target.name === ref.name ? [target.sectionName ?? ''] : [])),
        )
        const covered = `port ${listed([...new Set(sections)])}`
        report(
          'port',
          [...ref.at, 'port'],
          { port: port!.port, backend: named(ref), policy: named(policy.ref), covered },
          {
            severity: 'info',
            related: [{ object: policy.ref, at: ['spec', 'targetRefs'], message: 'names other ports' }],
          },
        )
        continue
      }
      const rule = ruleOf(route, ref)
      const secured = backends.find(
        other => other.port !== undefined && rule?.backends.includes(other.ref) === true && governedBy(topology, other),
      )
      if (secured === undefined) continue
      const governing = governedBy(topology, secured)!
      report(
        'mixed',
        ref.at,
        { share: shareOf(route, ref), backend: named(ref), policy: named(governing), other: named(secured.ref) },
        { related: [{ object: governing, at: ['spec', 'targetRefs'], message: 'governs the other backend' }] },
      )
    }
  },
})

function governedBy(topology: Topology, { ref, port, kind }: BackendFacts) {
  return kind !== 'Service' || port === undefined ? undefined : topology.backendTls(ref, port.port).effective?.ref
}

/** Whether it is certain that nothing has the Gateway speak TLS to the backend. Some controllers take an appProtocol or port for that. */
function isPlain(topology: Topology, { ref, port, kind }: BackendFacts): boolean {
  if (kind !== 'Service' || port === undefined || port.port === 443 || /https|wss|tls/i.test(port.appProtocol ?? port.name)) return false
  const { effective, known } = topology.backendTls(ref, port.port)
  return effective === undefined && known === 'yes'
}
