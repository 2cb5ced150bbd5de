import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 1.20.0, Gateway API 1.6.1. */
export default defineProfile({
  name: 'cilium',
  title: 'Cilium',
  controllerNames: ['io.cilium/gateway-controller'],
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  brokenListener: 'refused',
  brokenListenerCounts: false,
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy TCPRoute UDPRoute MeshClusterIPMatching MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteNamedRouteRule MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPath MeshHTTPRouteRedirectPort MeshHTTPRouteRewritePath MeshHTTPRouteSchemeRedirect',
    unsupported:
      'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPSListenerDetectMisdirectedRequests HTTPRouteParentRefPort BackendTLSPolicySANValidation TLSRouteModeMixed TLSRouteModeTerminate MeshConsumerRoute',
  }),
})
