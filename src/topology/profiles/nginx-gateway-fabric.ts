import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 2.7.0-pre-release, Gateway API 1.6.1. */
export default defineProfile({
  name: 'nginx-gateway-fabric',
  title: 'NGINX Gateway Fabric',
  controllerNames: ['gateway.nginx.org/nginx-gateway-controller'],
  regexMatch: 'search',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  extensionKinds: ['gateway.nginx.org/SnippetsFilter', 'gateway.nginx.org/AuthenticationFilter'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect BackendTLSPolicy TCPRoute TLSRouteModeMixed TLSRouteModeTerminate UDPRoute',
    unsupported:
      'HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteNamedRouteRule HTTPRouteRequestTimeout HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError BackendTLSPolicySANValidation',
  }),
})
