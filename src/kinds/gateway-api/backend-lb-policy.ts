import { object, optional, required, type Static } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { PolicyStatus } from './conditions.ts'
import { policyTargets } from './policy-target.ts'
import { root, type Typed } from './root.ts'
import { SessionPersistence } from './route-parts.ts'

export const BackendLBPolicySpec = object({
  targetRefs: required(policyTargets, 'The backends that the policy is about.'),
  sessionPersistence: optional(SessionPersistence, 'Keeps the requests of one client at one backend.'),
})
export type BackendLBPolicySpec = Static<typeof BackendLBPolicySpec>

export type BackendLBPolicy = Typed<'BackendLBPolicy', typeof BackendLBPolicySpec, typeof PolicyStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'BackendLBPolicy',
  plural: 'backendlbpolicies',
  shortNames: ['blbpolicy'],
  scope: 'Namespaced',
  description: 'Says how requests are spread over a backend; became XBackendTrafficPolicy.',
  labels: [{ when: { experimental: '1.2-1.2' }, set: { 'gateway.networking.k8s.io/policy': 'Direct' } }],
  versions: [{ name: 'v1alpha2', listed: { experimental: '1.1-1.2' }, stored: { experimental: '1.1-1.2' } }],
  schema: root({
    spec: required(BackendLBPolicySpec, 'What is wanted.'),
    status: optional(PolicyStatus, 'What controllers say.'),
  }),
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' }],
})
