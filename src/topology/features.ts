import type { Profile } from './profile.ts'

/** Names that features have by now, and the ones that they stand under here. */
const renamed: Readonly<Record<string, string>> = { HTTPRouteRetryCodes: 'HTTPRouteRetry' }

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
  // Suites between 1.6 and 1.7 had these, and not yet what follows.
  ...from(16.5, 'HTTPRouteBackendRequestRedirect HTTPRouteBackendURLRewrite'),
  ...from(
    17,
    'ClusterTrustBundle GRPCRouteRequestHeaderModifier GatewayAddressRoutability GatewayAddressRoutabilityCluster GatewayListenerFilters GatewayRouteHostnameIntersectionPrecedence',
  ),
}

function from(bundle: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map(name => [name, bundle]))
}

/**
 * What a list of supported features says. It says no to what it leaves out only where it is of a time that knew the feature, that is, where it
 * holds something that no earlier suite had: what an older list leaves out may well be there.
 */
export function readReport(reported: readonly string[]): Profile['features'] {
  const list = reported.map(name => renamed[name] ?? name)
  const newest = Math.max(...list.map(name => since[name] ?? 0))
  const missing = Object.keys(since).filter(name => since[name]! <= newest)
  return Object.freeze({ ...all(missing, 'no'), ...all(list, 'yes') })
}

function all(names: readonly string[], supported: 'yes' | 'no'): Profile['features'] {
  return Object.fromEntries(names.map(name => [name, supported]))
}
