import { defineKind } from '../define-kind.ts'

/** A Service of several clusters, for which routes need a ReferenceGrant as for a Service. */
export default defineKind({
  group: 'multicluster.x-k8s.io',
  kind: 'ServiceImport',
  plural: 'serviceimports',
  shortNames: ['svcim'],
  scope: 'Namespaced',
  description: 'A Service that other clusters export.',
  versions: [{ name: 'v1alpha1' }],
})
