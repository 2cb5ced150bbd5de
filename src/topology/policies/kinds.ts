import type { GroupKind } from '../model.ts'

/** A kind of policy of an implementation that names its targets in `spec.targetRef` or `spec.targetRefs` (GEP-713). */
export interface PolicyKind extends GroupKind {
  /** What becomes of several policies on the same target: the oldest counts alone, all count in some way, or it is not known. */
  readonly several: 'oldest' | 'all' | 'unknown'
  /** Whether a target may stand in another namespace. */
  readonly elsewhere: boolean
}

const of = (group: string, several: PolicyKind['several'], names: string, elsewhere = false): readonly PolicyKind[] =>
  names.split(' ').map(kind => ({ group, kind, several, elsewhere }))

/** Policies of implementations that are known by name, and Gateway API's own that have no rules of their own. Linkerd's are left out: they write `core` for the core group and mean namespaces by it. */
export const policyKinds: readonly PolicyKind[] = Object.freeze([
  ...of('agentgateway.dev', 'all', 'AgentgatewayPolicy'),
  ...of(
    'alb.networking.azure.io',
    'unknown',
    'BackendTLSPolicy FrontendTLSPolicy HealthCheckPolicy RoutePolicy WebApplicationFirewallPolicy',
    true,
  ),
  ...of('application-networking.k8s.aws', 'oldest', 'IAMAuthPolicy TargetGroupPolicy VpcAssociationPolicy', true),
  ...of('application-networking.k8s.aws', 'all', 'AccessLogPolicy', true),
  ...of('extensions.istio.io', 'all', 'WasmPlugin'),
  ...of('gateway.envoyproxy.io', 'oldest', 'BackendTrafficPolicy ClientTrafficPolicy EnvoyExtensionPolicy SecurityPolicy'),
  ...of('gateway.envoyproxy.io', 'all', 'EnvoyPatchPolicy'),
  ...of('gateway.kgateway.dev', 'all', 'BackendConfigPolicy HTTPListenerPolicy ListenerPolicy RoutePolicy TrafficPolicy'),
  ...of('gateway.networking.x-k8s.io', 'unknown', 'XTelemetryPolicy'),
  ...of('gateway.nginx.org', 'unknown', 'ClientSettingsPolicy ObservabilityPolicy ProxySettingsPolicy UpstreamSettingsPolicy'),
  ...of('gateway.solo.io', 'all', 'HttpListenerOption ListenerOption RouteOption VirtualHostOption', true),
  ...of('kuadrant.io', 'unknown', 'AuthPolicy DNSPolicy RateLimitPolicy TLSPolicy TokenRateLimitPolicy'),
  ...of('networking.gke.io', 'unknown', 'GCPBackendPolicy GCPGatewayPolicy GCPTrafficDistributionPolicy HealthCheckPolicy', true),
  ...of('security.istio.io', 'all', 'AuthorizationPolicy RequestAuthentication'),
  ...of('telemetry.istio.io', 'all', 'Telemetry'),
])

const byName = new Map(policyKinds.map(entry => [`${entry.group}/${entry.kind}`, entry]))

export function policyKind({ group, kind }: GroupKind): PolicyKind | undefined {
  return byName.get(`${group}/${kind}`)
}
