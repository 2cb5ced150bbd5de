import { defineRule } from '../rule.ts'
import { servicesOf } from '../view/policies.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Certificate authorities for backends that cannot be read. */
export default defineRule({
  code: 'GWA-POL-002',
  name: 'backend-authorities',
  severity: 'error',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A caCertificateRef of a BackendTLSPolicy names what does not exist or holds no certificate.',
    why: 'The Gateway cannot check the certificate of the backend, and never falls back to plain text: requests are answered with 5xx.',
    fix: 'Refer to a ConfigMap in the namespace of the policy with a PEM bundle under ca.crt.',
    spec: 'BackendTLSPolicyValidation.caCertificateRefs in the Gateway API reference, reasons InvalidCACertificateRef and NoValidCACertificate',
  },
  messages: {
    bad: ({ ref, detail, then }: { ref: string; detail: string; then: string }) => `${ref} ${detail}: ${then}`,
  },
  check(object, { topology, report }) {
    const facts = topology.backendTlsPolicy(object)
    for (const { ref, problem } of facts?.cas ?? []) {
      if (problem?.reason !== 'InvalidCACertificateRef') continue
      const none = facts!.usable === 'no'
      const then = none
        ? `no authority is left, so requests to ${servicesOf(facts!)} are answered with 5xx`
        : `requests to backends whose certificate is of this authority are answered with 5xx`
      report(
        'bad',
        [...ref.at, 'name'],
        { ref: named(ref), detail: problem.detail, then },
        {
          condition: none
            ? { type: 'Accepted', status: 'False', reason: 'NoValidCACertificate' }
            : { type: 'ResolvedRefs', status: 'False', reason: problem.reason },
        },
      )
    }
  },
})
