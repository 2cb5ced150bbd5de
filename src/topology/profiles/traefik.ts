import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 3.7.10, Gateway API 1.6.1. */
export default defineProfile({
  name: 'traefik',
  title: 'Traefik',
  controllerNames: ['traefik.io/gateway-controller'],
  regexMatch: 'search',
  hostFallThrough: 'falls-through',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  backendKinds: ['traefik.io/TraefikService'],
  extensionKinds: ['traefik.io/Middleware'],
  features: features({
    supported:
      'GatewayPort8080 HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect BackendTLSPolicy TLSRouteModeMixed TLSRouteModeTerminate',
    unsupported:
      'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayStaticAddresses ListenerSet HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError BackendTLSPolicySANValidation',
  }),
})
