import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 2.4.0-rc.1, Gateway API 1.6.1. */
export default defineProfile({
  name: 'kgateway',
  title: 'kgateway',
  controllerNames: ['kgateway.dev/kgateway'],
  regexRank: 'above-prefix',
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  attachmentOrder: ['allowed', 'section', 'hostname'],
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  backendKinds: ['gateway.networking.k8s.io/HTTPRoute', 'gateway.kgateway.dev/Backend', 'inference.networking.k8s.io/InferencePool'],
  extensionKinds: ['gateway.kgateway.dev/TrafficPolicy', 'gateway.kgateway.dev/DirectResponse'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation TCPRoute TLSRouteModeMixed TLSRouteModeTerminate',
    unsupported: 'GatewayHTTPSListenerDetectMisdirectedRequests',
  }),
})
