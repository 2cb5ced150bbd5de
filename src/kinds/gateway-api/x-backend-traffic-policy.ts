import { integer, object, optional, required, rule, type Static, string } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { PolicyStatus } from './conditions.ts'
import { policyTargets } from './policy-target.ts'
import { root, type Typed } from './root.ts'
import { SessionPersistence } from './route-parts.ts'

const GEP_2257 = '^([0-9]{1,5}(h|m|s|ms)){1,4}$'

/** How many requests may be tries of a request that failed before. */
export const RetryConstraint = object({
  budget: optional(
    object(
      {
        percent: optional(integer({ minimum: 0, maximum: 100, default: 20 }), 'At most so many of a hundred requests.'),
        interval: optional(
          string({
            pattern: GEP_2257,
            default: '10s',
            rules: [rule("duration(self) >= duration('1s') && duration(self) <= duration('1h')", 'use an interval from 1s to 1h')],
          }),
          'Counted over this time.',
        ),
      },
      { default: { percent: 20, interval: '10s' } },
    ),
    'Tries in proportion to requests.',
  ),
  minRetryRate: optional(
    object(
      {
        count: optional(integer({ minimum: 1, maximum: 1_000_000 }), 'So many tries.'),
        interval: optional(
          string({
            pattern: GEP_2257,
            rules: [rule("duration(self) != duration('0s') && duration(self) <= duration('1h')", 'use an interval above 0s, up to 1h')],
          }),
          'In this time.',
        ),
      },
      { default: { count: 10, interval: '1s' } },
    ),
    'Tries that are always allowed.',
  ),
})

export const XBackendTrafficPolicySpec = object({
  targetRefs: required(policyTargets, 'The backends that the policy is about.'),
  retryConstraint: optional(RetryConstraint, 'How many requests may be tries of a request that failed before.'),
  sessionPersistence: optional(SessionPersistence, 'Keeps the requests of one client at one backend.'),
})
export type XBackendTrafficPolicySpec = Static<typeof XBackendTrafficPolicySpec>

export type XBackendTrafficPolicy = Typed<'XBackendTrafficPolicy', typeof XBackendTrafficPolicySpec, typeof PolicyStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XBackendTrafficPolicy',
  plural: 'xbackendtrafficpolicies',
  shortNames: ['xbtrafficpolicy'],
  scope: 'Namespaced',
  description: 'Says how requests are spread over a backend and tried again.',
  labels: [{ when: { experimental: '1.3' }, set: { 'gateway.networking.k8s.io/policy': 'Direct' } }],
  versions: [{ name: 'v1alpha1', listed: { experimental: '1.3' }, stored: { experimental: '1.3' } }],
  schema: root({
    spec: required(XBackendTrafficPolicySpec, 'What is wanted.'),
    status: optional(PolicyStatus, 'What controllers say.'),
  }),
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' }],
})
