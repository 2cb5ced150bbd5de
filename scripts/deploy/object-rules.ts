/**
 * Rules that need nothing but the object, said in CEL: what a ValidatingAdmissionPolicy can go on refusing while the webhook is away.
 * Tests compare each with its rule, on the fixtures of the rule and on objects of their own.
 */
export interface ObjectRuleInCel {
  readonly code: string
  /** Plurals in gateway.networking.k8s.io. */
  readonly resources: readonly string[]
  /** True for what may be stored. */
  readonly expression: string
  readonly message: string
}

const routes = ['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes']
const owners = ['gateways', 'listenersets']

/** `has(a.b) && has(a.b.c)` and so on for optional lists: absent means nothing to say. */
const each = (list: string, as: string, body: string) => `(!has(${list}) || ${list}.all(${as}, ${body}))`

const selectorIsUsable = (selector: string) =>
  each(
    `${selector}.matchExpressions`,
    'e',
    `(e.operator in ['In', 'NotIn'] && has(e.values) && size(e.values) > 0) || (e.operator in ['Exists', 'DoesNotExist'] && (!has(e.values) || size(e.values) == 0))`,
  )

const replacesPrefix = (type: string, settings: string) =>
  `has(b.filters) && b.filters.exists(f, f.type == '${type}' && has(f.${settings}) && has(f.${settings}.path) && f.${settings}.path.type == 'ReplacePrefixMatch')`

const onePrefix =
  "(has(r.matches) && size(r.matches) == 1 && (!has(r.matches[0].path) || !has(r.matches[0].path.type) || r.matches[0].path.type == 'PathPrefix'))"

export const objectRulesInCel: readonly ObjectRuleInCel[] = [
  {
    code: 'GWA-BE-016',
    resources: routes,
    expression: each(
      'object.spec.rules',
      'r',
      each(
        'r.backendRefs',
        'b',
        "!(has(b.kind) && b.kind == 'XBackend' && has(b.group) && b.group == 'gateway.networking.x-k8s.io' && has(b.namespace) && b.namespace != object.metadata.namespace)",
      ),
    ),
    message: 'an XBackend of another namespace may not be used, and no ReferenceGrant can allow it',
  },
  {
    code: 'GWA-FIL-004',
    resources: ['httproutes'],
    expression: each('object.spec.rules', 'r', each('r.backendRefs', 'b', each('b.filters', 'f', "f.type != 'RequestRedirect'"))),
    message: 'a backend with a RequestRedirect filter never receives a request',
  },
  {
    code: 'GWA-FIL-006',
    resources: ['httproutes'],
    expression: each(
      'object.spec.rules',
      'r',
      `!has(r.backendRefs) || ${onePrefix} || (r.backendRefs.filter(b, ${replacesPrefix('URLRewrite', 'urlRewrite')}).size() < 2 && r.backendRefs.filter(b, ${replacesPrefix('RequestRedirect', 'requestRedirect')}).size() < 2)`,
    ),
    message: 'ReplacePrefixMatch needs a rule with exactly one match of type PathPrefix',
  },
  {
    code: 'GWA-LIS-004',
    resources: owners,
    expression: each(
      'object.spec.listeners',
      'l',
      "!has(l.protocol) || l.protocol in ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] || l.protocol.contains('/')",
    ),
    message: 'a listener has a protocol that no controller serves; there are HTTP, HTTPS, TLS, TCP and UDP',
  },
  {
    code: 'GWA-LIS-006',
    resources: owners,
    expression: each('object.spec.listeners', 'l', "!has(l.protocol) || l.protocol != 'HTTPS' || has(l.tls)"),
    message: 'an HTTPS listener has no certificate to present',
  },
  {
    code: 'GWA-SCH-010',
    resources: owners,
    expression: each(
      'object.spec.listeners',
      'l',
      `!has(l.allowedRoutes) || !has(l.allowedRoutes.namespaces) || !has(l.allowedRoutes.namespaces.selector) || ${selectorIsUsable('l.allowedRoutes.namespaces.selector')}`,
    ),
    message: 'the label selector of a listener cannot be used: an operator is unknown, or its values do not fit it',
  },
  {
    code: 'GWA-SCH-017',
    resources: ['gateways'],
    expression:
      "!has(object.spec.gatewayClassName) || object.spec.gatewayClassName == '' || object.spec.gatewayClassName.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
    message: 'no GatewayClass can be called what gatewayClassName says; GatewayClasses have no namespace',
  },
  {
    code: 'GWA-TLS-001',
    resources: owners,
    expression: each(
      'object.spec.listeners',
      'l',
      `!has(l.tls) || (has(l.tls.mode) && l.tls.mode == 'Passthrough') || ${each('l.tls.certificateRefs', 'c', "(has(c.group) && c.group != '') || !has(c.kind) || c.kind == 'Secret'")}`,
    ),
    message: 'a listener takes its certificate from a Secret, not from another kind of the core group',
  },
  {
    code: 'GWA-POL-003',
    resources: ['backendtlspolicies'],
    expression: each(
      'object.spec.validation.caCertificateRefs',
      'c',
      "(has(c.group) && c.group != '') || !has(c.kind) || c.kind in ['ConfigMap', 'Secret']",
    ),
    message: 'authorities come from a ConfigMap (some controllers also take a Secret), not from another kind of the core group',
  },
]

/** Error rules about the object alone that CEL of a policy cannot say, and why. */
export const notInCel: Readonly<Record<string, string>> = {
  'GWA-GW-001': 'needs the conflicts between listeners, which are computed',
  'GWA-LIS-001': 'needs the conflicts between listeners, which are computed',
  'GWA-LIS-005': 'needs to know which kinds the installed bundle has for a protocol',
  'GWA-LSET-011': 'depends on the bundle that is installed',
  'GWA-REF-010': 'depends on the bundle that is installed',
}
