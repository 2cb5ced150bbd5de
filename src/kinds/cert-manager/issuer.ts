import { defineKind } from '../define-kind.ts'
import { issuerReferences } from './issuer-references.ts'

export default defineKind({
  group: 'cert-manager.io',
  kind: 'Issuer',
  plural: 'issuers',
  scope: 'Namespaced',
  description: 'Issues the certificates of one namespace.',
  versions: [{ name: 'v1' }],
  references: [...issuerReferences],
})
