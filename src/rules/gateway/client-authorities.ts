import { defineRule } from '../rule.ts'
import { grantAdvice } from '../view/grant.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Authorities for client certificates that cannot be used. */
export default defineRule({
  code: 'GWA-GW-009',
  name: 'client-authorities',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'A caCertificateRef for client certificates names what does not exist, may not be used, or holds no authority.',
    why: 'Clients of that authority are refused. Where none is left, the listener is not accepted and its port answers nothing.',
    fix: 'Refer to a ConfigMap with a PEM bundle under ca.crt; across namespaces add a ReferenceGrant.',
    spec: 'FrontendTLSValidation.caCertificateRefs in the Gateway API reference; GEP-91',
  },
  messages: {
    bad: ({ ref, detail, then, close }: { ref: string; detail: string; then: string; close: string }) =>
      `${ref} ${detail}: ${then}${close}`,
  },
  check(object, { topology, options, report }) {
    const told = new Set<string>()
    for (const { clientValidation, name } of topology.effectiveListeners(object)) {
      const cas = clientValidation?.cas ?? []
      const none = cas.every(({ problem }) => problem !== undefined)
      for (const { ref, problem } of cas) {
        if (problem === undefined || told.has(ref.at.join('.'))) continue
        told.add(ref.at.join('.'))
        const then = none
          ? `listener ${name} has no valid authority left, so it is not accepted and answers nothing`
          : 'clients with certificates of this authority are refused'
        const advice =
          problem.reason === 'RefNotPermitted'
            ? grantAdvice(
                topology,
                { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: object.metadata.namespace ?? 'default' },
                ref,
                options,
              )
            : undefined
        report(
          'bad',
          ref.at,
          { ref: named(ref), detail: problem.detail, then, close: advice?.close ?? '' },
          {
            ...advice?.details,
            condition: none
              ? { type: 'Accepted', status: 'False', reason: 'NoValidCACertificate' }
              : { type: 'ResolvedRefs', status: 'False', reason: problem.reason },
          },
        )
      }
    }
  },
})
