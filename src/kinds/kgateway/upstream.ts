import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'Upstream',
  plural: 'upstreams',
  shortNames: ['up'],
  scope: 'Namespaced',
  description: 'A backend that is no Service; became Backend.',
  versions: [{ name: 'v1alpha1' }],
  references: [{ at: 'spec.aws.secretRef', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' }],
})
