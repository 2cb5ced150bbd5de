import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'certificates.k8s.io',
  kind: 'ClusterTrustBundle',
  plural: 'clustertrustbundles',
  scope: 'Cluster',
  description: 'Certificates of authorities that everybody in the cluster may trust.',
  versions: [{ name: 'v1beta1' }, { name: 'v1alpha1' }],
})
