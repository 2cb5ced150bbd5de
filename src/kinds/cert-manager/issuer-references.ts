import type { ReferenceField } from '../define-kind.ts'

/** What both kinds of issuer refer to. The Secrets of a ClusterIssuer live in cert-manager's own namespace, which its objects do not name. */
export const issuerReferences: readonly ReferenceField[] = [
  {
    at: 'spec.acme.solvers[].http01.gatewayHTTPRoute.parentRefs[]',
    purpose: 'parent',
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    namespace: 'field',
  },
  { at: 'spec.ca.secretName', purpose: 'ca', group: '', kind: 'Secret', namespace: 'own' },
]
