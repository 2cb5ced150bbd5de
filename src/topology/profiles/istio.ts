import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 1.30.1, Gateway API 1.5.1. */
export default defineProfile({
  name: 'istio',
  title: 'Istio',
  controllerNames: [
    'istio.io/gateway-controller',
    'istio.io/mesh-controller',
    'istio.io/eastwest-controller',
    'istio.io/unmanaged-gateway',
  ],
  regexRank: 'below-prefix',
  hostFallThrough: 'not-found',
  listenerConflict: 'first-wins',
  httpBesideTls: 'by-hostname',
  attachmentOrder: ['section', 'hostname', 'allowed'],
  regexMatch: 'full',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  extensionKinds: [],
  missingPortReason: 'not shown',
  protocols: ['HBONE'],
  brokenListenerCounts: false,
  meshKinds: 'all',
  tlsTerminateKinds: ['TLSRoute', 'TCPRoute'],
  backendKinds: [
    'networking.istio.io/Hostname',
    'inference.networking.k8s.io/InferencePool',
    'inference.networking.x-k8s.io/InferencePool',
  ],
  hostKinds: ['networking.istio.io/Hostname'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation TLSRouteModeMixed TLSRouteModeTerminate MeshConsumerRoute MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteNamedRouteRule MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPath MeshHTTPRouteRedirectPort MeshHTTPRouteRewritePath MeshHTTPRouteSchemeRedirect',
    unsupported:
      'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPSListenerDetectMisdirectedRequests ListenerSet MeshClusterIPMatching',
  }),
})
