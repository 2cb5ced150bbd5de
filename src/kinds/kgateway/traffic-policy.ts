import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'TrafficPolicy',
  plural: 'trafficpolicies',
  shortNames: ['tp'],
  scope: 'Namespaced',
  description: 'Transformations, rate limits and external authorisation for routes.',
  versions: [{ name: 'v1alpha1' }],
  references: [
    { at: 'spec.targetRef', purpose: 'target', namespace: 'own' },
    { at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' },
  ],
})
