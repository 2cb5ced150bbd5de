import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'cert-manager.io',
  kind: 'Certificate',
  plural: 'certificates',
  shortNames: ['cert', 'certs'],
  scope: 'Namespaced',
  description: 'Asks for a certificate, and keeps it in a Secret.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.issuerRef', purpose: 'issuer', group: 'cert-manager.io', kind: 'Issuer', namespace: 'own' }],
})
