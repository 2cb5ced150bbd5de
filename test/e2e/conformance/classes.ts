import type { Profile } from '../../../src/topology/profile.ts'
import { profiles } from '../../../src/topology/profiles/index.ts'

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

/** A GatewayClass: whose it is, and what it reports. */
export interface Class {
  readonly controllerName: string
  readonly features: readonly string[]
}

const without = (...missing: string[]): Class => ({
  controllerName: 'gatewright.dev/conformance',
  features: gatewayFeatures.filter(name => !missing.includes(name)),
})

/** Of a controller that is known by name: the features that its profile lists, and those that all controllers have. */
function classOf({ controllerNames, features, routeKinds }: Profile): Class {
  const core = ['Gateway', 'ReferenceGrant', ...(routeKinds ?? [])]
  return {
    controllerName: controllerNames[0]!,
    features: gatewayFeatures.filter(name => features[name] === 'yes' || core.includes(name)),
  }
}

/** The controllers whose profiles can be tried. */
export const knownControllers = profiles.filter(
  ({ controllerNames, features, routeKinds }) =>
    controllerNames.length > 0 && routeKinds?.includes('HTTPRoute') && Object.values(features).includes('yes'),
)

/** The classes by name: one with everything, some with less where a test is about what is missing, and one for each known controller. */
export const classes: Readonly<Record<string, Class>> = {
  conformance: without(),
  'without-mixed-tls': without('TLSRouteModeMixed'),
  'without-terminating-tls': without('TLSRouteModeMixed', 'TLSRouteModeTerminate'),
  ...Object.fromEntries(knownControllers.map(profile => [profile.name, classOf(profile)])),
}

/** What it may test in a mesh. */
export const meshFeatures = names(`
  Mesh MeshClusterIPMatching MeshConsumerRoute MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteNamedRouteRule
  MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPath MeshHTTPRouteRedirectPort MeshHTTPRouteRewritePath MeshHTTPRouteSchemeRedirect
`)
