import { isTrustBundle, TRUST_BUNDLE } from '../../topology/certificates/resolve.ts'
import { defineRule } from '../rule.ts'
import { isAt } from '../view/bundle.ts'
import { servicesOf } from '../view/policies.ts'
import { backendReads, routeKinds } from '../view/reads.ts'

/** A certificate authority in an object that is not a ConfigMap. */
export default defineRule({
  code: 'GWA-POL-003',
  name: 'backend-authority-kind',
  severity: 'error',
  gate: 'object',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A caCertificateRef of a BackendTLSPolicy names something that is not a ConfigMap.',
    why: 'ConfigMaps are all that every controller reads: with others the reference counts as missing, and requests are answered with 5xx.',
    fix: 'Put the PEM bundle into a ConfigMap under ca.crt, or make sure that your controller documents the kind; since 1.7 the specification has ClusterTrustBundle, which controllers may support.',
    spec: 'BackendTLSPolicyValidation.caCertificateRefs in the Gateway API reference, reason InvalidKind',
  },
  messages: {
    never: ({ kind, services }: { kind: string; services: string }) =>
      `no controller reads certificate authorities from kind ${kind}: requests to ${services} are answered with 5xx`,
    some: ({ kind, services }: { kind: string; services: string }) =>
      `only some controllers read certificate authorities from kind ${kind}; with others requests to ${services} are answered with 5xx`,
    known: ({ kind, services, controller }: { kind: string; services: string; controller: string }) =>
      `${controller} is not known to read certificate authorities from kind ${kind}: if it does not, requests to ${services} are answered with 5xx`,
  },
  check(object, { topology, options, report }) {
    const facts = topology.backendTlsPolicy(object)
    const readsBundles = isAt(options, { experimental: '1.7' }) || topology.profile.caKinds.includes(TRUST_BUNDLE)
    for (const { ref, problem } of facts?.cas ?? []) {
      if (problem?.reason !== 'InvalidKind' && (readsBundles || !isTrustBundle(ref))) continue
      const condition = { type: 'ResolvedRefs', status: 'False', reason: 'InvalidKind' } as const
      const data = { kind: ref.group === '' ? ref.kind : `${ref.kind} of group ${ref.group}`, services: servicesOf(facts!) }
      const at = [...ref.at, 'kind']
      if (ref.group === '' && ref.kind !== 'Secret') report('never', at, data, { condition })
      else if (topology.profile.name === 'conformant') report('some', at, data, { condition, severity: 'warning' })
      else report('known', at, { ...data, controller: topology.profile.title }, { condition, severity: 'warning' })
    }
  },
})
