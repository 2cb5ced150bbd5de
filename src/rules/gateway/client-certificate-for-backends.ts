import { defineRule } from '../rule.ts'
import { grantAdvice } from '../view/grant.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** The certificate that a Gateway shows to backends cannot be used. */
export default defineRule({
  code: 'GWA-GW-011',
  name: 'client-certificate-for-backends',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'clientCertificateRef names what does not exist, may not be used, or holds no certificate with its key.',
    why: 'Backends that ask for a certificate refuse the Gateway: requests to them fail with 502 or 503.',
    fix: 'Refer to a Secret of type kubernetes.io/tls; across namespaces add a ReferenceGrant.',
    spec: 'GatewayBackendTLS.clientCertificateRef in the Gateway API reference; GEP-3155',
  },
  messages: {
    bad: ({ ref, detail, close }: { ref: string; detail: string; close: string }) =>
      `${ref} ${detail}: backends that ask the Gateway for a certificate refuse it${close}`,
    usage: ({ ref }: { ref: string }) => `the certificate in ${ref} is not made for clients (extended key usage): backends may refuse it`,
  },
  check(object, { topology, options, report }) {
    const facts = topology.clientCertificate(object)
    if (facts === undefined) return
    const { ref, problem, certificates } = facts
    if (problem === undefined) {
      if (certificates?.[0]?.clientAuth === false) report('usage', ref.at, { ref: named(ref) }, { severity: 'warning' })
      return
    }
    const from = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: object.metadata.namespace ?? 'default' }
    const advice = problem.reason === 'RefNotPermitted' ? grantAdvice(topology, from, ref, options) : undefined
    report(
      'bad',
      ref.at,
      { ref: named(ref), detail: problem.detail, close: advice?.close ?? '' },
      {
        ...advice?.details,
        condition: { type: 'ResolvedRefs', status: 'False', reason: problem.reason },
      },
    )
  },
})
