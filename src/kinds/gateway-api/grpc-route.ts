import { choice, implies, list, listBy, object, optional, required, rule, type Static, since, string, upTo } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { backendRefWith, LocalObjectReference } from './backend-ref.ts'
import { RouteStatus } from './conditions.ts'
import { filterMember, HTTPHeaderFilter, HTTPRequestMirrorFilter, once } from './http-filters.ts'
import { HeaderName, Hostname, SectionName } from './names.ts'
import { ParentReferences } from './parent-ref.ts'
import { root, type Typed } from './root.ts'
import { SessionPersistence, uniqueRuleNames, useDefaultGateways } from './route-parts.ts'
import { grpcBackendReferences, parentReferences } from './route-references.ts'

const exactOrRegex = optional(
  choice(['Exact', 'RegularExpression'], { default: 'Exact' }),
  'Exact: the whole value. RegularExpression: as the implementation reads it.',
)
const literal = (field: string, pattern: string) =>
  implies(`(!has(self.type) || self.type == 'Exact') && has(self.${field})`, `self.${field}.matches(r"""${pattern}""")`)

/** Which gRPC service and method a request calls. */
export const GRPCMethodMatch = object(
  {
    type: exactOrRegex,
    service: optional(string({ maxLength: 1024 }), 'Full name of the service, such as com.example.Cart.'),
    method: optional(string({ maxLength: 1024 }), 'Name of the method.'),
  },
  {
    rules: [
      rule('!has(self.type) || has(self.service) || has(self.method)', 'add service, method or both'),
      rule(
        literal('service', '^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$'),
        'write the service as names of letters, digits and "_" with "." between them',
      ),
      rule(literal('method', '^[A-Za-z_][A-Za-z_0-9]*$'), 'write the method with letters, digits and "_", and no digit at the start'),
    ],
  },
)
export type GRPCMethodMatch = Static<typeof GRPCMethodMatch>

export const GRPCHeaderMatch = object({
  type: exactOrRegex,
  name: required(HeaderName, 'Name of the header; upper and lower case are the same.'),
  value: required(string({ minLength: 1, maxLength: 4096 }), 'The value to compare with.'),
})
export type GRPCHeaderMatch = Static<typeof GRPCHeaderMatch>

/** A request matches when all of these parts do. */
export const GRPCRouteMatch = object({
  method: optional(GRPCMethodMatch, 'Service and method; all of them when left out.'),
  headers: optional(listBy(['name'], GRPCHeaderMatch, { maxItems: 16 }), 'Headers, all of which must match.'),
})
export type GRPCRouteMatch = Static<typeof GRPCRouteMatch>

/** One step on the way of a request or a response. */
export const GRPCRouteFilter = object(
  {
    type: required(
      choice(['ResponseHeaderModifier', 'RequestHeaderModifier', 'RequestMirror', 'ExtensionRef']),
      'What the filter does; the field of that name says how.',
    ),
    requestHeaderModifier: optional(HTTPHeaderFilter, "Changes the request's headers."),
    responseHeaderModifier: optional(HTTPHeaderFilter, "Changes the response's headers."),
    requestMirror: optional(HTTPRequestMirrorFilter, 'Sends a copy of requests elsewhere.'),
    extensionRef: optional(LocalObjectReference, 'A filter of the implementation, in an object of its own.'),
  },
  {
    rules: [
      ...filterMember('RequestHeaderModifier', 'requestHeaderModifier'),
      ...filterMember('ResponseHeaderModifier', 'responseHeaderModifier'),
      ...filterMember('RequestMirror', 'requestMirror'),
      ...filterMember('ExtensionRef', 'extensionRef'),
    ],
  },
)
export type GRPCRouteFilter = Static<typeof GRPCRouteFilter>

const filters = list(GRPCRouteFilter, { maxItems: 16, rules: [once('RequestHeaderModifier'), once('ResponseHeaderModifier')] })

export const GRPCBackendRef = backendRefWith({ filters: optional(filters, 'Filters for requests to this backend only.') })
export type GRPCBackendRef = Static<typeof GRPCBackendRef>

/** Requests that match any of `matches` pass the filters and go to one of the backends. */
export const GRPCRouteRule = object({
  name: optional(SectionName, 'Name of the rule, for sectionName in policies.', { when: { standard: '1.4', experimental: '1.2' } }),
  matches: optional(
    list(GRPCRouteMatch, { maxItems: 64, was: [[upTo('1.2'), { maxItems: 8 }]] }),
    'Which requests: those that match at least one of these. Every request when left out.',
  ),
  filters: optional(filters, 'What is done to requests and responses on the way.'),
  backendRefs: optional(list(GRPCBackendRef, { maxItems: 16 }), 'Where requests go. Without any, they are answered with UNAVAILABLE.'),
  sessionPersistence: optional(SessionPersistence, 'Keeps the requests of one client at one backend.', { when: { experimental: '1.1' } }),
})
export type GRPCRouteRule = Static<typeof GRPCRouteRule>

export const GRPCRouteSpec = object({
  parentRefs: optional(ParentReferences, 'What the route attaches to, usually Gateways.'),
  hostnames: optional(list(Hostname, { maxItems: 16 }), 'Hostnames that the route answers for; all of the listener when left out.'),
  rules: optional(
    list(GRPCRouteRule, {
      maxItems: 16,
      rules: [
        rule(
          'self.map(r, has(r.matches) ? size(r.matches) : 0).sum() <= 128',
          'split the route: all its rules together may have at most 128 matches',
          since('1.2'),
        ),
        rule(uniqueRuleNames, 'give each rule a name of its own', { standard: '1.7', experimental: '1.2' }),
      ],
    }),
    'Which requests go where.',
  ),
  useDefaultGateways,
})
export type GRPCRouteSpec = Static<typeof GRPCRouteSpec>

export type GRPCRoute = Typed<'GRPCRoute', typeof GRPCRouteSpec, typeof RouteStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'GRPCRoute',
  plural: 'grpcroutes',
  scope: 'Namespaced',
  description: 'Sends gRPC requests to backends by host, service, method and headers.',
  versions: [
    { name: 'v1', listed: since('1.1'), stored: since('1.1') },
    {
      name: 'v1alpha2',
      listed: { standard: '1.1-1.1', experimental: '1.0-1.1' },
      served: { experimental: '1.0-1.1' },
      stored: upTo('1.0'),
      deprecated: { standard: '1.1-1.1', experimental: '1.1-1.1' },
    },
  ],
  schema: root({
    spec: required(GRPCRouteSpec, 'What is wanted.', { required: since('1.4') }),
    status: optional(RouteStatus, 'What controllers say.'),
  }),
  references: [...parentReferences, ...grpcBackendReferences],
})
