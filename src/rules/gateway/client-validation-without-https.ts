import { defineRule } from '../rule.ts'

/** Client certificates are asked for on HTTPS listeners only. */
export default defineRule({
  code: 'GWA-GW-008',
  name: 'client-validation-without-https',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Client certificates are to be validated where no HTTPS listener is.',
    why: 'Validation applies to HTTPS listeners only. Nobody is asked for a certificate, although the configuration reads as if everybody were.',
    fix: 'Use the port of an HTTPS listener, or remove the entry.',
    spec: 'GatewayTLSConfig.frontend in the Gateway API reference; GEP-91',
  },
  messages: {
    port: ({ port, other }: { port: number; other: string }) => `no client is asked for a certificate on port ${port}: ${other}`,
    none: () => 'no client is asked for a certificate: the Gateway has no HTTPS listener',
  },
  check(object, { topology, report }) {
    const gateway = topology.gateway(object)
    // ListenerSets may bring the HTTPS listener.
    if (gateway === undefined || gateway.allowedListeners.from !== 'None') return
    const https = new Set(gateway.listeners.filter(listener => listener.protocol === 'HTTPS').map(listener => listener.port))
    if (gateway.frontendDefault !== undefined && https.size === 0) report('none', gateway.frontendDefault.at, {})
    for (const { port, validation, at } of gateway.frontendPerPort) {
      if (validation === undefined || https.has(port)) continue
      const listener = gateway.listeners.find(other => other.port === port)
      const other = listener === undefined ? 'no listener has this port' : `its listener ${listener.name} has protocol ${listener.protocol}`
      report('port', [...at, 'port'], { port, other })
    }
  },
})
