import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'networking.k8s.io',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  scope: 'Cluster',
  description: 'A kind of Ingress, and the controller that runs it.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.parameters', purpose: 'parameters', group: '', namespace: 'field-or-cluster', fields: { group: 'apiGroup' } }],
})
