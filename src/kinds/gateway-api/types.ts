/** The Gateway API kinds as static types, newest experimental shape. Import these with `import type`. */

export type { BackendLBPolicy } from './backend-lb-policy.ts'
export type { BackendObjectReference, BackendRef, LocalObjectReference, ObjectReference, SecretObjectReference } from './backend-ref.ts'
export type { BackendTLSPolicy } from './backend-tls-policy.ts'
export type { BackendTLSPolicyValidation } from './backend-tls-validation.ts'
export type { Condition, RouteParentStatus } from './conditions.ts'
export type { Gateway, GatewaySpec, GatewayStatus, GatewayTLSConfig } from './gateway.ts'
export type { GatewayClass } from './gateway-class.ts'
export type {
  GRPCBackendRef,
  GRPCHeaderMatch,
  GRPCMethodMatch,
  GRPCRoute,
  GRPCRouteFilter,
  GRPCRouteMatch,
  GRPCRouteRule,
} from './grpc-route.ts'
export type {
  HTTPCORSFilter,
  HTTPExternalAuthFilter,
  HTTPHeader,
  HTTPHeaderFilter,
  HTTPPathModifier,
  HTTPRequestMirrorFilter,
  HTTPRequestRedirectFilter,
  HTTPRouteFilter,
  HTTPURLRewriteFilter,
} from './http-filters.ts'
export type {
  HTTPBackendRef,
  HTTPHeaderMatch,
  HTTPPathMatch,
  HTTPQueryParamMatch,
  HTTPRoute,
  HTTPRouteMatch,
  HTTPRouteRetry,
  HTTPRouteRule,
  HTTPRouteTimeouts,
} from './http-route.ts'
export type { L4RouteRule } from './l4-route.ts'
export type { AllowedRoutes, Listener, ListenerTLSConfig, RouteGroupKind } from './listener.ts'
export type { ListenerEntry, ListenerSet } from './listener-set.ts'
export type { ParametersReference } from './parameters-ref.ts'
export type { ParentReference } from './parent-ref.ts'
export type { LocalPolicyTargetReferenceWithSectionName } from './policy-target.ts'
export type { ReferenceGrant, ReferenceGrantFrom, ReferenceGrantTo } from './reference-grant.ts'
export type { SessionPersistence } from './route-parts.ts'
export type { LabelSelector } from './selector.ts'
export type { TCPRoute } from './tcp-route.ts'
export type { TLSRoute } from './tls-route.ts'
export type { UDPRoute } from './udp-route.ts'
export type { XBackend } from './x-backend.ts'
export type { XBackendTrafficPolicy } from './x-backend-traffic-policy.ts'
export type { XListenerSet } from './x-listener-set.ts'
export type { XMesh } from './x-mesh.ts'
export type { XTelemetryPolicy } from './x-telemetry-policy.ts'
