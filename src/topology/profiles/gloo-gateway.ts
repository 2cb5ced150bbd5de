import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 1.21.3, Gateway API 1.4.1. */
export default defineProfile({
  name: 'gloo-gateway',
  title: 'Gloo Gateway',
  controllerNames: ['solo.io/gloo-gateway'],
  regexRank: 'above-prefix',
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  backendKinds: ['gateway.networking.k8s.io/HTTPRoute', 'gloo.solo.io/Upstream'],
  extensionKinds: ['gateway.solo.io/RouteOption', 'gateway.solo.io/RouteTable'],
  features: features({
    supported:
      'HTTPRouteBackendProtocolH2C HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
    unsupported:
      'GatewayAddressEmpty GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout BackendTLSPolicy BackendTLSPolicySANValidation',
  }),
})
