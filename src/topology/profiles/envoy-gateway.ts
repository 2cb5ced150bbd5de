import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 1.9.0, Gateway API 1.6.1. */
export default defineProfile({
  name: 'envoy-gateway',
  title: 'Envoy Gateway',
  controllerNames: ['gateway.envoyproxy.io/gatewayclass-controller'],
  regexRank: 'above-prefix',
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  methodCounts: 'as a header',
  exactPrecedes: true,
  attachmentOrder: ['section', 'allowed', 'hostname'],
  missingPortReason: 'PortNotFound',
  unusableBackendTls: 'InvalidBackendTLS',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  backendKinds: ['gateway.envoyproxy.io/Backend', 'multicluster.x-k8s.io/ServiceImport'],
  extensionKinds: ['gateway.envoyproxy.io/HTTPRouteFilter'],
  extensionKindsComplete: true,
  refusesHeaderNames: true,
  authorities: 'anything',
  overlapAmong: 'HTTPS',
  caKinds: ['/Secret'],
  severalPolicyTargets: true,
  tlsTerminateKinds: ['TCPRoute', 'TLSRoute'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation TLSRouteModeMixed TLSRouteModeTerminate',
    unsupported: 'GatewayHTTPSListenerDetectMisdirectedRequests',
  }),
})
