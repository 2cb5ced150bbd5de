import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

/** A Certificate, as far as gateways look at it. */
export interface Certificate extends KubeObject {
  readonly spec?: { readonly secretName?: string; readonly dnsNames?: readonly string[]; readonly commonName?: string }
}

/** The Secret, in the same namespace, that will hold the certificate: it may not exist yet. */
export const issuedSecret = (certificate: KubeObject): string | undefined => (certificate as Certificate).spec?.secretName

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
