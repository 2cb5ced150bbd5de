import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'HTTPListenerPolicy',
  plural: 'httplistenerpolicies',
  shortNames: ['hlp'],
  scope: 'Namespaced',
  description: 'Settings of the HTTP listeners of a Gateway, such as access logs.',
  versions: [{ name: 'v1alpha1' }],
  references: [
    { at: 'spec.targetRef', purpose: 'target', namespace: 'own' },
    { at: 'spec.targetRefs[]', purpose: 'target', namespace: 'own' },
    { at: 'spec.accessLog[].grpcService.backendRef', purpose: 'backend', group: '', kind: 'Service', namespace: 'field', needsGrant: true },
  ],
})
