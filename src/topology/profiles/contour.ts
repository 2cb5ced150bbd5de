import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 1.33.0, Gateway API 1.3.0. */
export default defineProfile({
  name: 'contour',
  title: 'Contour',
  controllerNames: ['projectcontour.io/gateway-controller'],
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  features: features({
    supported:
      'GatewayAddressEmpty GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
    unsupported: 'GatewayStaticAddresses HTTPRouteParentRefPort HTTPRoutePortRedirect HTTPRouteRequestPercentageMirror',
  }),
})
