const names = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean).sort()

/** What the conformance suite may test at a Gateway. */
const gatewayFeatures = names(`
  BackendTLSPolicy BackendTLSPolicySANValidation
  GRPCRoute GRPCRouteNamedRouteRule
  Gateway GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation
  GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests
  GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses
  HTTPRoute HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C
  HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS
  HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort
  HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror
  HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification
  HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect
  ListenerSet ReferenceGrant
  TCPRoute TLSRoute TLSRouteModeMixed TLSRouteModeTerminate UDPRoute
`)

const without = (...missing: string[]) => gatewayFeatures.filter(name => !missing.includes(name))

/** Classes of Gateways and the features that they report: all of them, and less where a test is about what is missing. */
export const classes: Readonly<Record<string, readonly string[]>> = {
  conformance: gatewayFeatures,
  'without-mixed-tls': without('TLSRouteModeMixed'),
  'without-terminating-tls': without('TLSRouteModeMixed', 'TLSRouteModeTerminate'),
}

/** What it may test in a mesh. */
export const meshFeatures = names(`
  Mesh MeshClusterIPMatching MeshConsumerRoute MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteNamedRouteRule
  MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPath MeshHTTPRouteRedirectPort MeshHTTPRouteRewritePath MeshHTTPRouteSchemeRedirect
`)
