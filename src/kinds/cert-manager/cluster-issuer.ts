import { defineKind } from '../define-kind.ts'
import { issuerReferences } from './issuer-references.ts'

export default defineKind({
  group: 'cert-manager.io',
  kind: 'ClusterIssuer',
  plural: 'clusterissuers',
  scope: 'Cluster',
  description: 'Issues certificates in every namespace.',
  versions: [{ name: 'v1' }],
  references: [...issuerReferences],
})
