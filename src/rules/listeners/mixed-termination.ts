import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'

/** TLS ended and TLS passed through on one port: not every controller can. */
export default defineRule({
  code: 'GWA-LIS-002',
  name: 'mixed-termination',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'TLS listeners of one port both end TLS and pass it through.',
    why: 'Only controllers with the feature TLSRouteModeMixed serve both; others refuse all of these listeners.',
    fix: 'Use two ports, unless the controller is known to have the feature.',
    spec: 'GEP-2643; conformance test TLSRouteListenerMixedTerminationNotSupported',
  },
  messages: {
    mixed: ({ port, other, mode, name }: { port: number; other: string; mode: string; name: string }) =>
      `listener ${name} is in mode ${mode} and listener ${other} of the same port ${port} is not: only controllers with TLSRouteModeMixed serve both, others refuse both`,
  },
  check(object, { topology, report }) {
    if (topology.supports(object, 'TLSRouteModeMixed').supported !== 'unknown') return
    const tls = topology
      .effectiveListeners(object)
      .filter(({ protocol, owner, gateway }) => protocol === 'TLS' && owner.kind === gateway.kind)
    for (const { name, port, tls: settings, at, hostname } of tls) {
      const other = tls.find(
        candidate => candidate.port === port && candidate.tls?.mode !== settings?.mode && candidate.hostname !== hostname,
      )
      if (settings?.mode !== 'Passthrough' || other === undefined) continue
      report('mixed', [...at, 'tls', 'mode'], { port, other: other.name, mode: settings.mode, name })
    }
  },
})
