import type { Path } from '../../diagnostics/path.ts'
import type { Filter, Gateway, Listener, Route, RouteRule } from '../../topology/model.ts'
import type { BackendTlsPolicyFacts } from '../../topology/policies/facts.ts'
import { fields, isFields, items, whole } from '../../topology/reading/fields.ts'
import type { BackendFacts } from '../../topology/topology.ts'
import { settingsAt } from '../view/filter.ts'
import { retries } from '../view/timing.ts'

/** A part of an object that only controllers with a certain feature heed. */
export interface Use {
  /** As conformance reports and GatewayClass.status.supportedFeatures call it. */
  readonly feature: string
  readonly at: Path
  /** What the part is, for people: `timeouts.request`. */
  readonly what: string
  /** What becomes of requests where the feature is missing. */
  readonly then: string
  /** Nothing breaks without it. */
  readonly harmless?: true
}

const refused = 'the controller refuses the rule or ignores this'

/** The features that a route needs. The kind itself is judged by its attachment. */
export function routeUses(route: Route): Use[] {
  if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') return []
  return [...parentUses(route), ...route.rules.flatMap(rule => ruleUses(route, rule))]
}

function parentUses(route: Route): Use[] {
  return route.parentRefs.flatMap(({ kind, port, at }) => [
    ...(port !== undefined && kind === 'Gateway'
      ? [
          {
            feature: 'HTTPRouteParentRefPort',
            at: [...at, 'port'],
            what: 'port in a parentRef',
            then: 'the port is ignored and the route may attach to more listeners than meant',
          },
        ]
      : []),
    ...(kind === 'ListenerSet'
      ? [{ feature: 'ListenerSet', at, what: 'a ListenerSet as parent', then: 'no request reaches the route through it' }]
      : []),
  ])
}

function ruleUses(route: Route, rule: RouteRule): Use[] {
  const uses: Use[] = []
  const use = (feature: string, at: Path, what: string, then = refused) => uses.push({ feature, at, what, then })
  if (rule.name !== undefined)
    uses.push({
      feature: `${route.kind}NamedRouteRule`,
      at: [...rule.at, 'name'],
      what: 'the name of a rule',
      then: 'policies cannot refer to the rule',
      harmless: true,
    })
  if (route.kind === 'HTTPRoute') {
    for (const { method, query, at } of rule.matches) {
      if (method !== undefined) use('HTTPRouteMethodMatching', [...at, 'method'], 'matching by method')
      if (query.length > 0) use('HTTPRouteQueryParamMatching', [...at, 'queryParams'], 'matching by query parameter')
    }
    if (rule.timeouts.request !== undefined)
      use('HTTPRouteRequestTimeout', [...rule.at, 'timeouts', 'request'], 'timeouts.request', 'requests are not timed out')
    if (rule.timeouts.backendRequest !== undefined)
      use(
        'HTTPRouteBackendTimeout',
        [...rule.at, 'timeouts', 'backendRequest'],
        'timeouts.backendRequest',
        'requests to backends are not timed out',
      )
    if (retries(rule)) {
      const feature = rule.retry.codes.length > 0 ? 'HTTPRouteRetry' : 'HTTPRouteRetryConnectionError'
      use(feature, [...rule.at, 'retry'], 'retry', 'nothing is retried')
    }
    for (const filter of rule.filters) uses.push(...filterUses(filter))
    const mirrors = rule.filters.filter(({ type }) => type === 'RequestMirror')
    if (mirrors.length > 1)
      use(
        'HTTPRouteRequestMultipleMirrors',
        mirrors[1]!.at,
        'more than one mirror',
        'the rule is refused, or one mirror alone receives copies',
      )
  }
  for (const { filters } of rule.backends) {
    for (const { type, at } of filters) {
      if (type === 'RequestHeaderModifier') use('HTTPRouteBackendRequestHeaderModification', at, 'a header filter of a backend')
    }
  }
  return uses
}

function filterUses(filter: Filter): Use[] {
  const { type, at, settings } = filter
  const uses: Use[] = []
  const use = (feature: string, field: string | undefined, what: string, then = refused) =>
    uses.push({ feature, at: field === undefined ? at : [...settingsAt(filter), field], what, then })
  if (type === 'ResponseHeaderModifier') use('HTTPRouteResponseHeaderModification', undefined, 'a filter of type ResponseHeaderModifier')
  if (type === 'CORS') use('HTTPRouteCORS', undefined, 'a filter of type CORS', 'pages of other origins are refused by the browser')
  if (type === 'RequestMirror') {
    use('HTTPRouteRequestMirror', undefined, 'a filter of type RequestMirror', 'no copies are sent')
    if (settings.percent !== undefined || settings.fraction !== undefined)
      use('HTTPRouteRequestPercentageMirror', undefined, 'mirroring a share of the requests', 'all requests are copied, or none')
  }
  if (type === 'URLRewrite') {
    if (settings.hostname !== undefined) use('HTTPRouteHostRewrite', 'hostname', 'rewriting the host')
    if (settings.path !== undefined) use('HTTPRoutePathRewrite', 'path', 'rewriting the path')
  }
  if (type === 'RequestRedirect') {
    if (settings.scheme !== undefined) use('HTTPRouteSchemeRedirect', 'scheme', 'redirecting to another scheme')
    if (settings.port !== undefined) use('HTTPRoutePortRedirect', 'port', 'redirecting to another port')
    if (settings.path !== undefined) use('HTTPRoutePathRedirect', 'path', 'redirecting to another path')
    const status = whole(settings.statusCode)
    if (status === 303 || status === 307 || status === 308)
      use(`HTTPRoute${status}RedirectStatusCode`, 'statusCode', `redirecting with ${status}`)
  }
  return uses
}

/** The features that a Gateway needs. */
export function gatewayUses(gateway: Gateway): Use[] {
  const uses: Use[] = listenerUses(gateway.listeners)
  const use = (feature: string, at: Path, what: string, then: string) => uses.push({ feature, at, what, then })
  const spec = fields(gateway.object.spec)
  // An address of another type is no address of the suite: GKE takes NamedAddress and reports no static addresses.
  const addresses = gateway.addresses.filter(({ type }) => type === 'IPAddress' || type === 'Hostname')
  const [asked, empty] = [true, false].map(given => addresses.find(({ value }) => (value !== undefined && value !== '') === given))
  if (empty !== undefined) use('GatewayAddressEmpty', empty.at, 'an address without a value', 'no address is assigned')
  if (asked !== undefined)
    use('GatewayStaticAddresses', asked.at, 'a requested address', 'the Gateway gets another address, or is not accepted')
  for (const { value, at } of items(spec.addresses, ['spec', 'addresses'])) {
    if (value.routability === undefined || value.routability === '') continue
    const feature = value.routability === 'Cluster' ? 'GatewayAddressRoutabilityCluster' : 'GatewayAddressRoutability'
    use(feature, [...at, 'routability'], 'routability of an address', 'others can reach the address than meant, or the Gateway is refused')
  }
  if (isFields(spec.infrastructure) && (spec.infrastructure.labels !== undefined || spec.infrastructure.annotations !== undefined))
    use(
      'GatewayInfrastructurePropagation',
      ['spec', 'infrastructure'],
      'labels and annotations of the infrastructure',
      'what the controller creates does not carry them',
    )
  if (gateway.backendClientCertificate !== undefined)
    use(
      'GatewayBackendClientCertificate',
      gateway.backendClientCertificate.at,
      'a client certificate for backends',
      'backends that ask for a certificate refuse the Gateway',
    )
  for (const validation of [gateway.frontendDefault, ...gateway.frontendPerPort.map(entry => entry.validation)]) {
    if (validation === undefined) continue
    use(
      'GatewayFrontendClientCertificateValidation',
      validation.at,
      'validation of client certificates',
      'clients without a certificate are let in',
    )
    if (validation.mode === 'AllowInsecureFallback')
      use(
        'GatewayFrontendClientCertificateValidationInsecureFallback',
        [...validation.at, 'mode'],
        'mode AllowInsecureFallback',
        'the Gateway or listener is refused, or clients without a certificate are',
      )
  }
  if (isFields(spec.allowedListeners) && gateway.allowedListeners.from !== 'None')
    use('ListenerSet', ['spec', 'allowedListeners'], 'allowedListeners', 'no ListenerSet is served')
  return uses
}

/** The features that listeners need, wherever they stand. Port 8080 is a feature of the suite only: it says where its tests can run. */
export function listenerUses(listeners: readonly Listener[]): Use[] {
  const uses: Use[] = []
  for (const { filters, at } of listeners) {
    if (filters.length > 0)
      uses.push({
        feature: 'GatewayListenerFilters',
        at: [...at, 'filters'],
        what: 'a filter of a listener',
        then: 'requests reach the routes without passing them, or the listener is refused',
      })
  }
  for (const { protocol, tls, at } of listeners) {
    if (protocol === 'TLS' && tls?.mode === 'Terminate')
      uses.push({
        feature: 'TLSRouteModeTerminate',
        at: [...at, 'tls', 'mode'],
        what: 'a TLS listener in mode Terminate',
        then: 'the listener is refused',
      })
  }
  const tls = listeners.filter(({ protocol }) => protocol === 'TLS')
  for (const listener of tls) {
    const mixed = tls.find(
      other => other.port === listener.port && other.tls?.mode !== listener.tls?.mode && other.hostname !== listener.hostname,
    )
    if (mixed !== undefined && listener.tls?.mode === 'Terminate')
      uses.push({
        feature: 'TLSRouteModeMixed',
        at: [...listener.at, 'tls', 'mode'],
        what: 'ending and passing TLS through on one port',
        then: 'none of these listeners is served',
      })
  }
  return uses
}

/** The features that a BackendTLSPolicy needs. */
export function policyUses({ subjectAltNames }: BackendTlsPolicyFacts): Use[] {
  const policy: Use = {
    feature: 'BackendTLSPolicy',
    at: ['kind'],
    what: 'a BackendTLSPolicy',
    then: 'connections to the backend go out in plain text, or fail',
  }
  if (subjectAltNames.length === 0) return [policy]
  return [
    policy,
    {
      feature: 'BackendTLSPolicySANValidation',
      at: ['spec', 'validation', 'subjectAltNames'],
      what: 'subjectAltNames',
      then: 'the certificate of the backend is checked against hostname instead, or the policy is refused',
    },
  ]
}

/** The protocols of its backends that a route needs. */
export function protocolUses(backends: readonly BackendFacts[]): Use[] {
  return backends.flatMap(({ ref, port }) =>
    ref.purpose === 'backend' && port?.appProtocol === 'kubernetes.io/h2c'
      ? [
          {
            feature: 'HTTPRouteBackendProtocolH2C',
            at: [...ref.at, 'port'],
            what: `appProtocol kubernetes.io/h2c of port ${port.port}`,
            then: 'the backend is spoken to in HTTP/1.1',
          },
        ]
      : [],
  )
}

/** Parts that every controller may treat as it likes. */
export function implementationSpecific(route: Route): { readonly at: Path; readonly what: string }[] {
  const found: { at: Path; what: string }[] = []
  for (const rule of route.rules) {
    for (const match of rule.matches) {
      if (route.kind === 'HTTPRoute' && match.path.type === 'RegularExpression')
        found.push({ at: [...match.at, 'path'], what: 'a regular expression for the path' })
      for (const { type, at } of [...match.headers, ...match.query])
        if (type === 'RegularExpression') found.push({ at, what: 'a regular expression' })
    }
    for (const { type, at } of rule.filters) if (type === 'ExtensionRef') found.push({ at, what: 'an ExtensionRef' })
    for (const { filters } of rule.backends)
      for (const { type, at } of filters) if (type !== 'RequestHeaderModifier') found.push({ at, what: `a ${type} filter of a backend` })
  }
  return found
}
