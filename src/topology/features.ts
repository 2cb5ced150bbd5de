/** The Gateway API bundle (`14` for 1.4) whose conformance suite had a feature first, as conformance reports of that time show. */
const since: Readonly<Record<string, number>> = {
  ...from(10, 'Gateway HTTPRoute ReferenceGrant TLSRoute Mesh'),
  ...from(
    10,
    'HTTPRouteBackendTimeout HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
  ),
  ...from(
    11,
    'GRPCRoute GatewayHTTPListenerIsolation GatewayPort8080 GatewayStaticAddresses HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteParentRefPort MeshClusterIPMatching',
  ),
  ...from(12, 'GatewayInfrastructurePropagation'),
  ...from(
    13,
    'GatewayAddressEmpty HTTPRouteRequestPercentageMirror MeshConsumerRoute MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPath MeshHTTPRouteRedirectPort MeshHTTPRouteRewritePath MeshHTTPRouteSchemeRedirect',
  ),
  ...from(
    14,
    'BackendTLSPolicy BackendTLSPolicySANValidation GRPCRouteNamedRouteRule HTTPRouteCORS HTTPRouteNamedRouteRule MeshHTTPRouteNamedRouteRule',
  ),
  ...from(
    15,
    'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPSListenerDetectMisdirectedRequests HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode ListenerSet TLSRouteModeMixed TLSRouteModeTerminate',
  ),
  ...from(16, 'HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError TCPRoute UDPRoute'),
  ...from(17, 'HTTPRouteBackendRequestRedirect HTTPRouteBackendURLRewrite'),
}

function from(bundle: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map(name => [name, bundle]))
}

/**
 * Whether a list of supported features is of a time that knew `feature`: it holds something that no earlier suite had. What an older list leaves
 * out may well be there.
 */
export function knewFeature(list: ReadonlySet<string>, feature: string): boolean {
  const bundle = since[feature]
  if (bundle === undefined) return false
  for (const name of list) if ((since[name] ?? 0) >= bundle) return true
  return false
}
