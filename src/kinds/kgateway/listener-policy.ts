import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'ListenerPolicy',
  plural: 'listenerpolicies',
  shortNames: ['lp'],
  scope: 'Namespaced',
  description: 'Settings of the listeners of a Gateway.',
  versions: [{ name: 'v1alpha1' }],
  references: [{ at: 'spec.targetRef', purpose: 'target', namespace: 'own' }],
})
