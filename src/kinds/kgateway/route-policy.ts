import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'RoutePolicy',
  plural: 'routepolicies',
  shortNames: ['rp'],
  scope: 'Namespaced',
  description: 'Transformations, prompts and time limits for routes; became TrafficPolicy.',
  versions: [{ name: 'v1alpha1' }],
  references: [{ at: 'spec.targetRef', purpose: 'target', namespace: 'own' }],
})
