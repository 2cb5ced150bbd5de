import type { Profile } from '../profile.ts'
import { defineProfile, features } from './define.ts'

/** Controllers of which only the names and the features in their conformance reports are known: otherwise they behave as `conformant`. */
export const others: readonly Profile[] = [
  defineProfile({
    name: 'agentgateway',
    title: 'agentgateway',
    controllerNames: ['agentgateway.dev/agentgateway'],
    features: features({
      supported:
        'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation TLSRouteModeMixed TLSRouteModeTerminate',
      unsupported: '',
    }),
  }),
  defineProfile({
    name: 'kong-operator',
    title: 'Kong Operator',
    controllerNames: ['konghq.com/gateway-operator'],
    features: features({
      supported:
        'GatewayAddressEmpty GatewayInfrastructurePropagation GatewayPort8080 HTTPRouteBackendTimeout HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRewrite HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification TCPRoute TLSRouteModeTerminate UDPRoute',
      unsupported:
        'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePortRedirect HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation TLSRouteModeMixed',
    }),
  }),
  defineProfile({
    name: 'kong-ingress-controller',
    title: 'Kong Ingress Controller',
    controllerNames: ['konghq.com/kic-gateway-controller'],
    features: features({
      supported:
        'HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRewrite HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification',
      unsupported:
        'GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteDestinationPortMatching HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePortRedirect HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout HTTPRouteSchemeRedirect',
    }),
  }),
  defineProfile({
    name: 'haproxy-ingress',
    title: 'HAProxy Ingress',
    controllerNames: ['haproxy-ingress.github.io/controller'],
    features: features({
      supported:
        'GatewayAddressEmpty GatewayPort8080 HTTPRouteBackendProtocolWebSocket HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteNamedRouteRule HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
      unsupported:
        'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout BackendTLSPolicy BackendTLSPolicySANValidation',
    }),
  }),
  defineProfile({
    name: 'aws-load-balancer-controller',
    title: 'AWS Load Balancer Controller',
    controllerNames: ['gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb'],
    features: features({
      supported: 'ListenerSet HTTPRouteDestinationPortMatching HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePortRedirect',
      unsupported:
        'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendRequestRedirect HTTPRouteBackendTimeout HTTPRouteBackendURLRewrite HTTPRouteCORS HTTPRouteHostRewrite HTTPRouteNamedRouteRule HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation',
    }),
  }),
  defineProfile({
    name: 'aws-gateway-api-controller',
    title: 'AWS Gateway API Controller',
    controllerNames: ['application-networking.k8s.aws/gateway-api-controller'],
    features: features({ supported: '', unsupported: '' }),
  }),
  defineProfile({
    name: 'gke-gateway',
    title: 'GKE Gateway',
    controllerNames: ['networking.gke.io/gateway'],
    features: features({
      supported:
        'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayPort8080 HTTPRouteHostRewrite HTTPRoutePathRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestPercentageMirror HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation',
      unsupported:
        'GatewayAddressEmpty GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendRequestRedirect HTTPRouteBackendTimeout HTTPRouteBackendURLRewrite HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError',
    }),
  }),
  defineProfile({
    name: 'azure-application-gateway-for-containers',
    title: 'Azure Application Gateway for Containers',
    controllerNames: ['alb.networking.azure.io/alb-controller'],
    features: features({
      supported:
        'HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
      unsupported:
        'GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteParentRefPort HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout',
    }),
  }),
  defineProfile({
    name: 'airlock-microgateway',
    title: 'Airlock Microgateway',
    controllerNames: ['microgateway.airlock.com/gatewayclass-controller'],
    features: features({
      supported:
        'GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPListenerIsolation GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayPort8080 ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError HTTPRouteSchemeRedirect BackendTLSPolicy BackendTLSPolicySANValidation',
      unsupported:
        'GatewayAddressEmpty GatewayStaticAddresses HTTPRouteBackendRequestHeaderModification HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror',
    }),
  }),
  defineProfile({
    name: 'gravitee-kubernetes-operator',
    title: 'Gravitee Kubernetes Operator',
    controllerNames: ['apim.gravitee.io/gateway'],
    features: features({
      supported:
        'GatewayFrontendClientCertificateValidation GatewayHTTPListenerIsolation GatewayInfrastructurePropagation GatewayPort8080 HTTPRouteBackendProtocolH2C HTTPRouteBackendRequestHeaderModification HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteNamedRouteRule HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
      unsupported:
        'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPSListenerDetectMisdirectedRequests GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolWebSocket HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteParentRefPort HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteRetry HTTPRouteRetryBackendTimeout HTTPRouteRetryConnectionError BackendTLSPolicy BackendTLSPolicySANValidation',
    }),
  }),
  defineProfile({
    name: 'varnish-gateway',
    title: 'Varnish Gateway',
    controllerNames: ['varnish-software.com/gateway'],
    features: features({
      supported:
        'GatewayHTTPListenerIsolation HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
      unsupported:
        'GatewayAddressEmpty GatewayBackendClientCertificate GatewayFrontendClientCertificateValidation GatewayFrontendClientCertificateValidationInsecureFallback GatewayHTTPSListenerDetectMisdirectedRequests GatewayInfrastructurePropagation GatewayPort8080 GatewayStaticAddresses ListenerSet HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode HTTPRoute308RedirectStatusCode HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteDestinationPortMatching HTTPRouteNamedRouteRule HTTPRouteParentRefPort HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout BackendTLSPolicy BackendTLSPolicySANValidation',
    }),
  }),
  defineProfile({
    name: 'cloud-provider-kind',
    title: 'cloud-provider-kind',
    controllerNames: ['kind.sigs.k8s.io/gateway-controller'],
    features: features({ supported: '', unsupported: '' }),
  }),
  defineProfile({
    name: 'kuma',
    title: 'Kuma',
    controllerNames: ['gateways.kuma.io/controller'],
    features: features({
      supported:
        'HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect',
      unsupported: 'HTTPRouteBackendTimeout HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout',
    }),
  }),
  defineProfile({
    name: 'linkerd',
    title: 'Linkerd',
    controllerNames: ['linkerd.io/policy-controller'],
    features: features({
      supported:
        'HTTPRouteBackendProtocolH2C HTTPRouteBackendProtocolWebSocket HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteDestinationPortMatching HTTPRouteHostRewrite HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect MeshClusterIPMatching MeshConsumerRoute MeshHTTPRouteBackendRequestHeaderModification MeshHTTPRouteQueryParamMatching MeshHTTPRouteRedirectPort MeshHTTPRouteSchemeRedirect',
      unsupported: 'MeshHTTPRouteRedirectPath MeshHTTPRouteRewritePath',
    }),
  }),
]
