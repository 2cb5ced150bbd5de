import { defineRule } from '../rule.ts'

/** A certificate for backends that no connection uses, because none speaks TLS. */
export default defineRule({
  code: 'GWA-GW-012',
  name: 'client-certificate-unused',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway'],
  reads: ['BackendTLSPolicy'],
  since: '0.1.0',
  docs: {
    summary: 'A Gateway has a client certificate for backends, and no BackendTLSPolicy exists.',
    why: 'The certificate is shown in TLS connections to backends only; without a policy every connection is plain text.',
    fix: 'Add a BackendTLSPolicy for the Services that speak TLS.',
    spec: 'GatewayBackendTLS.clientCertificateRef in the Gateway API reference; GEP-1897',
  },
  messages: {
    unused: () => 'the certificate is never shown: no BackendTLSPolicy exists, so the Gateway speaks plain text to every backend',
  },
  check(object, { topology, snapshot, report }) {
    const ref = topology.gateway(object)?.backendClientCertificate
    const group = 'gateway.networking.k8s.io'
    if (ref === undefined || !snapshot.complete(group, 'BackendTLSPolicy') || snapshot.list(group, 'BackendTLSPolicy').length > 0) return
    report('unused', ref.at, {})
  },
})
