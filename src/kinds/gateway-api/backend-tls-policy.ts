import { choice, implies, list, mapOf, object, optional, required, rule, type Static, since, type When } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { LocalObjectReference } from './backend-ref.ts'
import { BackendTLSPolicyValidation, oneSourceOfTrust } from './backend-tls-validation.ts'
import { PolicyStatus } from './conditions.ts'
import { AnnotationValue, PreciseHostname } from './names.ts'
import { LocalPolicyTargetReferenceWithSectionName, NamespacedPolicyTargetReference } from './policy-target.ts'
import { root, type Typed } from './root.ts'

const first: When = { experimental: '1.0-1.0' }
const later: When = { standard: '1.4', experimental: '1.1' }
const checked: When = { standard: '1.4', experimental: '1.3' }

const section = (ref: string) => `(has(${ref}.sectionName) ? ${ref}.sectionName : '')`
const sameTarget = 'p.group == q.group && p.kind == q.kind && p.name == q.name'

const targetRefs = list(LocalPolicyTargetReferenceWithSectionName, {
  minItems: 1,
  maxItems: 16,
  rules: [
    rule(
      `self.all(p, self.all(q, ${implies(sameTarget, `(${section('p')} == '') == (${section('q')} == '')`)}))`,
      'the same target stands here more than once: give each of its entries a sectionName',
      checked,
    ),
    rule(
      `self.all(p, self.exists_one(q, ${sameTarget} && ${section('p')} == ${section('q')}))`,
      'the same target stands here more than once: give each of its entries a different sectionName',
      checked,
    ),
  ],
})

/** As the first bundle had it. */
const firstTLS = object(
  {
    caCertRefs: optional(list(LocalObjectReference, { maxItems: 8 }), 'ConfigMaps with certificates of authorities to trust.'),
    wellKnownCACerts: optional(choice(['System']), 'System trusts what the operating system trusts.'),
    hostname: required(PreciseHostname, 'Server name (SNI) for the backend, which its certificate must carry.'),
  },
  { rules: oneSourceOfTrust('caCertRefs', 'wellKnownCACerts') },
)

export const BackendTLSPolicySpec = object({
  targetRef: optional(NamespacedPolicyTargetReference, 'The Service; now in targetRefs.', { when: first, required: first }),
  targetRefs: required(targetRefs, 'The Services that are reached with TLS.', { when: later }),
  tls: optional(firstTLS, 'How the certificate of the backend is checked; now in validation.', { when: first, required: first }),
  validation: required(BackendTLSPolicyValidation, 'How the certificate of the backend is checked.', { when: later }),
  options: optional(mapOf(AnnotationValue, { maxProperties: 16 }), 'Settings of the implementation, by domain-prefixed key.', {
    when: { standard: '1.4', experimental: '1.2' },
  }),
})
export type BackendTLSPolicySpec = Static<typeof BackendTLSPolicySpec>

export type BackendTLSPolicy = Typed<'BackendTLSPolicy', typeof BackendTLSPolicySpec, typeof PolicyStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'BackendTLSPolicy',
  plural: 'backendtlspolicies',
  shortNames: ['btlspolicy'],
  scope: 'Namespaced',
  description: 'Has a Gateway use TLS towards Services, and check their certificates.',
  labels: [{ when: { standard: '1.0', experimental: '1.0' }, set: { 'gateway.networking.k8s.io/policy': 'Direct' } }],
  versions: [
    { name: 'v1', listed: since('1.4'), stored: since('1.4') },
    { name: 'v1alpha2', listed: first, stored: first },
    {
      name: 'v1alpha3',
      listed: later,
      served: { experimental: '1.1' },
      stored: { experimental: '1.1-1.3' },
      deprecated: since('1.4'),
    },
  ],
  schema: root({
    spec: required(BackendTLSPolicySpec, 'What is wanted.'),
    status: optional(PolicyStatus, 'What controllers say.'),
  }),
  references: [
    { at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' },
    { at: 'spec.targetRef', purpose: 'target', namespace: 'field' },
    { at: 'spec.validation.caCertificateRefs[]', purpose: 'ca', namespace: 'own' },
    { at: 'spec.tls.caCertRefs[]', purpose: 'ca', namespace: 'own' },
  ],
})
