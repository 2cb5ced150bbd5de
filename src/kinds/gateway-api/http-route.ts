import {
  choice,
  implies,
  integer,
  list,
  listBy,
  object,
  optional,
  required,
  rule,
  type Static,
  set,
  since,
  string,
  upTo,
} from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { backendRefWith } from './backend-ref.ts'
import { RouteStatus } from './conditions.ts'
import { HTTPBackendFilters, HTTPRouteFilters } from './http-filters.ts'
import { Duration, HeaderName, Hostname, HTTPHeaderValue, PATH_CHARACTERS, SectionName } from './names.ts'
import { ParentReferences } from './parent-ref.ts'
import { root, type Typed } from './root.ts'
import { SessionPersistence, uniqueRuleNames, useDefaultGateways } from './route-parts.ts'
import { httpBackendReferences, parentReferences } from './route-references.ts'

/** For paths that are compared as they stand; a regular expression may be anything. */
const literal = (condition: string, message: string) => rule(implies("self.type in ['Exact', 'PathPrefix']", condition), message)

const everything = { type: 'PathPrefix', value: '/' }

/** How the path of a request is compared. */
export const HTTPPathMatch = object(
  {
    type: optional(
      choice(['Exact', 'PathPrefix', 'RegularExpression'], { default: 'PathPrefix' }),
      'Exact: the whole path. PathPrefix: whole elements from the start. RegularExpression: as the implementation reads it.',
    ),
    value: optional(string({ maxLength: 1024, default: '/' }), 'The path to compare with; PathPrefix compares element by element.'),
  },
  {
    default: everything,
    rules: [
      literal("self.value.startsWith('/')", 'start the path with "/"'),
      literal("!self.value.contains('//')", 'write "/" once where the path has "//"'),
      literal("!self.value.contains('/./')", 'remove "/./" from the path: clients resolve it before they send'),
      literal("!self.value.contains('/../')", 'remove "/../" from the path: clients resolve it before they send'),
      literal("!self.value.contains('%2f')", 'remove "%2f" from the path: an encoded slash cannot be compared reliably'),
      literal("!self.value.contains('%2F')", 'remove "%2F" from the path: an encoded slash cannot be compared reliably'),
      literal("!self.value.contains('#')", 'remove "#" and what follows: a fragment is never sent to a server'),
      literal("!self.value.endsWith('/..')", 'remove "/.." from the end of the path: clients resolve it before they send'),
      literal("!self.value.endsWith('/.')", 'remove "/." from the end of the path: clients resolve it before they send'),
      rule("self.type in ['Exact', 'PathPrefix', 'RegularExpression']", 'use one of the types Exact, PathPrefix and RegularExpression'),
      literal(
        `self.value.matches(r"""${PATH_CHARACTERS}""")`,
        "use only letters, digits, -/._~!$&'()*+,;=:@ and percent-encoded bytes in the path",
      ),
    ],
  },
)
export type HTTPPathMatch = Static<typeof HTTPPathMatch>

const exactOrRegex = optional(
  choice(['Exact', 'RegularExpression'], { default: 'Exact' }),
  'Exact: the whole value. RegularExpression: as the implementation reads it.',
)

export const HTTPHeaderMatch = object({
  type: exactOrRegex,
  name: required(HeaderName, 'Name of the header; upper and lower case are the same.'),
  value: required(HTTPHeaderValue, 'The value to compare with.'),
})
export type HTTPHeaderMatch = Static<typeof HTTPHeaderMatch>

export const HTTPQueryParamMatch = object({
  type: exactOrRegex,
  name: required(HeaderName, 'Name of the parameter; upper and lower case differ.'),
  value: required(string({ minLength: 1, maxLength: 1024 }), 'The value to compare with.'),
})
export type HTTPQueryParamMatch = Static<typeof HTTPQueryParamMatch>

/** A request matches when all of these parts do. */
export const HTTPRouteMatch = object({
  path: optional(HTTPPathMatch, 'The path; every path when left out.'),
  headers: optional(listBy(['name'], HTTPHeaderMatch, { maxItems: 16 }), 'Headers, all of which must match.'),
  queryParams: optional(listBy(['name'], HTTPQueryParamMatch, { maxItems: 16 }), 'Query parameters, all of which must match.'),
  method: optional(choice(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']), 'The method.'),
})
export type HTTPRouteMatch = Static<typeof HTTPRouteMatch>

/** How long requests may take. */
export const HTTPRouteTimeouts = object(
  {
    request: optional(Duration, 'From the request to the whole response; 0s for no limit.'),
    backendRequest: optional(Duration, 'For one attempt at a backend; 0s for no limit.'),
  },
  {
    rules: [
      rule(
        "!has(self.request) || !has(self.backendRequest) || duration(self.request) == duration('0s') || duration(self.backendRequest) <= duration(self.request)",
        'make backendRequest at most as long as request, which ends the attempt anyway',
      ),
    ],
  },
)
export type HTTPRouteTimeouts = Static<typeof HTTPRouteTimeouts>

/** When failed requests are sent again. */
export const HTTPRouteRetry = object({
  codes: optional(
    set(integer({ minimum: 400, maximum: 599 }), {
      was: [
        [upTo('1.3'), { 'x-kubernetes-list-type': null }],
        [{ experimental: '1.4-1.5' }, { 'x-kubernetes-list-type': 'atomic' }],
      ],
    }),
    'Status codes after which to try again.',
  ),
  attempts: optional(
    integer({
      minimum: 0,
      default: 1,
      was: [
        [upTo('1.5'), { minimum: null, default: null }],
        [{ experimental: '1.6-1.6' }, { minimum: 1, default: null }],
      ],
    }),
    'How often to try again after the first try; 0 for never.',
  ),
  backoff: optional(Duration, 'How long to wait before trying again: the base from which the implementation computes each wait.'),
})
export type HTTPRouteRetry = Static<typeof HTTPRouteRetry>

export const HTTPBackendRef = backendRefWith({
  filters: optional(HTTPBackendFilters, 'Filters for requests to this backend only.'),
})
export type HTTPBackendRef = Static<typeof HTTPBackendRef>

const onePrefix = "size(self.matches) == 1 && has(self.matches[0].path) && self.matches[0].path.type == 'PathPrefix'"
const replacesPrefix = (filter: string) =>
  `has(f.${filter}) && has(f.${filter}.path) && f.${filter}.path.type == 'ReplacePrefixMatch' && has(f.${filter}.path.replacePrefixMatch)`
const narrowToPrefix = (where: string) =>
  `${where} replaces the prefix that matched: keep exactly one match, of type PathPrefix, in this rule`
/** `exists_one` is what the API has: two such filters in one list go unseen. */
const prefixRule = (filter: string, type: string) =>
  rule(
    implies(`has(self.filters) && self.filters.exists_one(f, ${replacesPrefix(filter)})`, onePrefix),
    narrowToPrefix(`the ${type} filter`),
  )
const backendPrefixRule = (filter: string, type: string) =>
  rule(
    implies(
      `has(self.backendRefs) && self.backendRefs.exists_one(b, has(b.filters) && b.filters.exists_one(f, ${replacesPrefix(filter)}))`,
      onePrefix,
    ),
    narrowToPrefix(`the ${type} filter of a backend`),
  )

/** Requests that match any of `matches` pass the filters and go to one of the backends. */
export const HTTPRouteRule = object(
  {
    name: optional(SectionName, 'Name of the rule, for sectionName in policies.', { when: { standard: '1.4', experimental: '1.2' } }),
    matches: optional(
      list(HTTPRouteMatch, { maxItems: 64, default: [{ path: everything }], was: [[upTo('1.1'), { maxItems: 8 }]] }),
      'Which requests: those that match at least one of these. Every request when left out.',
    ),
    filters: optional(HTTPRouteFilters, 'What is done to requests and responses on the way.'),
    backendRefs: optional(list(HTTPBackendRef, { maxItems: 16 }), 'Where requests go. Without any, they are answered with an error.'),
    timeouts: optional(HTTPRouteTimeouts, 'How long requests may take.', { when: { standard: '1.2', experimental: '1.0' } }),
    retry: optional(HTTPRouteRetry, 'When failed requests are sent again.', { when: { standard: '1.7', experimental: '1.2' } }),
    sessionPersistence: optional(SessionPersistence, 'Keeps the requests of one client at one backend.', { when: { experimental: '1.1' } }),
  },
  {
    rules: [
      rule(
        implies(
          'has(self.backendRefs) && size(self.backendRefs) > 0',
          '!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))',
        ),
        'remove backendRefs, or the RequestRedirect filter: a redirected request is never sent to a backend',
      ),
      prefixRule('requestRedirect', 'RequestRedirect'),
      prefixRule('urlRewrite', 'URLRewrite'),
      backendPrefixRule('requestRedirect', 'RequestRedirect'),
      backendPrefixRule('urlRewrite', 'URLRewrite'),
    ],
  },
)
export type HTTPRouteRule = Static<typeof HTTPRouteRule>

export const HTTPRouteSpec = object({
  parentRefs: optional(ParentReferences, 'What the route attaches to, usually Gateways.'),
  hostnames: optional(list(Hostname, { maxItems: 16 }), 'Hostnames that the route answers for; all of the listener when left out.'),
  rules: optional(
    list(HTTPRouteRule, {
      minItems: 1,
      maxItems: 16,
      default: [{ matches: [{ path: everything }] }],
      was: [[upTo('1.4'), { minItems: null }]],
      rules: [
        rule(
          'self.map(r, size(r.matches)).sum() <= 128',
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
export type HTTPRouteSpec = Static<typeof HTTPRouteSpec>

export type HTTPRoute = Typed<'HTTPRoute', typeof HTTPRouteSpec, typeof RouteStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  plural: 'httproutes',
  scope: 'Namespaced',
  description: 'Sends HTTP requests to backends by host, path, headers, query and method.',
  versions: [
    { name: 'v1', listed: since('1.0'), stored: since('1.1') },
    { name: 'v1beta1', listed: since('1.0'), stored: upTo('1.0') },
  ],
  schema: root({
    spec: required(HTTPRouteSpec, 'What is wanted.'),
    status: optional(RouteStatus, 'What controllers say.'),
  }),
  references: [...parentReferences, ...httpBackendReferences],
})
