/**
 * What topology looks at to answer a question. A rule that asks one declares the list; which of the kinds it really meets depends on the objects.
 */

export const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const

/** Whatever kind a reference in the object names. */
export const anyNamed = '*'

/** Listeners of a Gateway: its class, its ListenerSets, their namespaces, and the certificates of all of them with what makes and permits them. */
export const gatewayReads = [
  'ConfigMap',
  'Gateway',
  'GatewayClass',
  'ListenerSet',
  'Namespace',
  'ReferenceGrant',
  'Secret',
  'XListenerSet',
  'bitnami.com/SealedSecret',
  'cert-manager.io/Certificate',
  'external-secrets.io/ExternalSecret',
] as const

/** What a route attaches to: Gateways with all that belongs to them, and Services in a mesh. */
export const parentReads = [...gatewayReads, 'Service', 'multicluster.x-k8s.io/ServiceImport'] as const

/** All routes at the listeners of a route. */
export const conflictReads = [...parentReads, ...routeKinds] as const

/** Where a route sends requests. */
export const backendReads = [
  ...parentReads,
  'BackendTLSPolicy',
  'XBackend',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'discovery.k8s.io/EndpointSlice',
  anyNamed,
] as const

/** What happens to a request, from the listener to the backend. */
export const simulationReads = [...backendReads, ...routeKinds] as const
