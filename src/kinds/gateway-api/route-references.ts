import type { ReferenceField } from '../define-kind.ts'

const service = { group: '', kind: 'Service', namespace: 'field', needsGrant: true } as const

/** Parents of every kind of route. Attachment is agreed with allowedRoutes, not with a ReferenceGrant. */
export const parentReferences: readonly ReferenceField[] = [
  { at: 'spec.parentRefs[]', purpose: 'parent', group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'field' },
]

/** Backends of routes without filters. */
export const backendReferences: readonly ReferenceField[] = [{ at: 'spec.rules[].backendRefs[]', purpose: 'backend', ...service }]

const filters = (at: string): ReferenceField[] => [
  { at: `${at}.requestMirror.backendRef`, purpose: 'mirror', ...service },
  { at: `${at}.extensionRef`, purpose: 'extension', namespace: 'own' },
]
/** Filters of listeners. */
export const listenerFilterReferences: readonly ReferenceField[] = [
  { at: 'spec.listeners[].filters.requests[].externalAuth.backendRef', purpose: 'auth', ...service },
  { at: 'spec.listeners[].filters.requests[].extensionRef', purpose: 'extension', namespace: 'own' },
]

const atRule = 'spec.rules[].filters[]'
const atBackend = 'spec.rules[].backendRefs[].filters[]'

export const grpcBackendReferences: readonly ReferenceField[] = [...backendReferences, ...filters(atRule), ...filters(atBackend)]

export const httpBackendReferences: readonly ReferenceField[] = [
  ...grpcBackendReferences,
  { at: `${atRule}.externalAuth.backendRef`, purpose: 'auth', ...service },
  { at: `${atBackend}.externalAuth.backendRef`, purpose: 'auth', ...service },
]
