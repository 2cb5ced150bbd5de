import {
  boolean,
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
  type When,
} from '../author.ts'
import { BackendObjectReference, LocalObjectReference } from './backend-ref.ts'
import { HeaderName, HTTPHeaderValue, PATH_CHARACTERS, PortNumber, PreciseHostname } from './names.ts'

/** A header and its value. */
export const HTTPHeader = object({
  name: required(HeaderName, 'Name of the header; upper and lower case are the same.'),
  value: required(HTTPHeaderValue, 'Value of the header.'),
})
export type HTTPHeader = Static<typeof HTTPHeader>

/** Changes to the headers of a request or a response. */
export const HTTPHeaderFilter = object({
  set: optional(listBy(['name'], HTTPHeader, { maxItems: 16 }), 'Headers to set, in the place of what was there.'),
  add: optional(listBy(['name'], HTTPHeader, { maxItems: 16 }), 'Headers to add to what is there.'),
  remove: optional(set(string(), { maxItems: 16 }), 'Names of headers to take away.'),
})
export type HTTPHeaderFilter = Static<typeof HTTPHeaderFilter>

const mirrorParts: When = { standard: '1.3', experimental: '1.2' }

/** Sends a copy of requests elsewhere; the answers are dropped. */
export const HTTPRequestMirrorFilter = object(
  {
    backendRef: required(BackendObjectReference, 'Where the copies go.'),
    percent: optional(
      integer({ format: 'int32', minimum: 0, maximum: 100 }),
      'How many of a hundred requests are copied; all when left out.',
      {
        when: mirrorParts,
      },
    ),
    fraction: optional(
      object(
        {
          numerator: required(integer({ format: 'int32', minimum: 0 }), 'How many.'),
          denominator: optional(integer({ format: 'int32', minimum: 1, default: 100 }), 'Of how many.'),
        },
        { rules: [rule('self.numerator <= self.denominator', 'make numerator at most as large as denominator')] },
      ),
      'Which part of the requests is copied; all when left out.',
      { when: mirrorParts },
    ),
  },
  { rules: [rule('!(has(self.percent) && has(self.fraction))', 'keep either percent or fraction', mirrorParts)] },
)
export type HTTPRequestMirrorFilter = Static<typeof HTTPRequestMirrorFilter>

const needs = (type: string, field: string) => [
  rule(implies(`self.type == '${type}'`, `has(self.${field})`), `add ${field}, which type ${type} needs`),
  rule(`!has(self.${field}) || self.type == '${type}'`, `remove ${field}, or change type to ${type}`),
]

/** A new path for a request. */
export const HTTPPathModifier = object(
  {
    type: required(choice(['ReplaceFullPath', 'ReplacePrefixMatch']), 'Replace the whole path, or the prefix that matched.'),
    replaceFullPath: optional(string({ maxLength: 1024 }), 'The new path.'),
    replacePrefixMatch: optional(string({ maxLength: 1024 }), 'What stands in the place of the prefix.'),
  },
  { rules: [...needs('ReplaceFullPath', 'replaceFullPath'), ...needs('ReplacePrefixMatch', 'replacePrefixMatch')] },
)
export type HTTPPathModifier = Static<typeof HTTPPathModifier>

/** Answers with a redirect; what is left out stays as in the request. */
export const HTTPRequestRedirectFilter = object({
  scheme: optional(choice(['http', 'https']), 'Scheme of the new location.'),
  hostname: optional(PreciseHostname, 'Hostname of the new location.'),
  path: optional(HTTPPathModifier, 'Path of the new location.'),
  port: optional(PortNumber, "Port of the new location; when left out, the scheme's own or the listener's."),
  statusCode: optional(
    choice([301, 302, 303, 307, 308], { default: 302, dated: { 303: since('1.5'), 307: since('1.5'), 308: since('1.5') } }),
    'Status code of the answer.',
  ),
})
export type HTTPRequestRedirectFilter = Static<typeof HTTPRequestRedirectFilter>

/** Changes the request before it goes to the backend. */
export const HTTPURLRewriteFilter = object({
  hostname: optional(PreciseHostname, 'The new Host header.'),
  path: optional(HTTPPathModifier, 'The new path.'),
})
export type HTTPURLRewriteFilter = Static<typeof HTTPURLRewriteFilter>

const starAlone = (what: string, when?: When) =>
  rule("!('*' in self) || size(self) == 1", `"*" allows every ${what}: remove the other entries, or "*"`, when)

const ORIGIN = '(^\\*$)|(^(http(s)?):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)'
const ORIGIN_1_4 = '(^\\*$)|(^([a-zA-Z][a-zA-Z0-9+\\-.]+):\\/\\/([^:/?#]+)(:([0-9]{1,5}))?$)'
const ABSOLUTE_URI = '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?'

/** Answers for requests from pages of other origins. */
export const HTTPCORSFilter = object({
  allowOrigins: optional(
    set(
      string({
        minLength: 1,
        maxLength: 253,
        pattern: ORIGIN,
        was: [
          [{ experimental: '1.0-1.3' }, { pattern: ABSOLUTE_URI }],
          [{ experimental: '1.4-1.4' }, { pattern: ORIGIN_1_4 }],
        ],
      }),
      { maxItems: 64, rules: [starAlone('origin', { standard: '1.5', experimental: '1.4' })] },
    ),
    'Origins that may ask, such as https://shop.example.com or https://*.example.com.',
  ),
  allowCredentials: optional(
    boolean({ was: [[{ experimental: '1.3-1.3' }, { enum: [true] }]] }),
    'Whether requests may carry cookies and credentials.',
  ),
  allowMethods: optional(
    set(choice(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*']), {
      maxItems: 9,
      rules: [starAlone('method')],
    }),
    'Methods that may be used.',
  ),
  allowHeaders: optional(
    set(HeaderName, { maxItems: 64, rules: [starAlone('header', since('1.5'))] }),
    'Headers that a request may carry.',
  ),
  exposeHeaders: optional(set(HeaderName, { maxItems: 64 }), 'Headers of the response that the page may read.'),
  maxAge: optional(
    integer({ format: 'int32', minimum: 1, default: 5 }),
    'For how many seconds a browser may remember the answer to a preflight.',
  ),
})
export type HTTPCORSFilter = Static<typeof HTTPCORSFilter>

const headerNames = set(string(), { maxItems: 64, was: [[upTo('1.4'), { maxItems: null }]] })

/** Asks a service whether a request may pass. */
export const HTTPExternalAuthFilter = object(
  {
    protocol: required(choice(['HTTP', 'GRPC']), 'How the service is asked.'),
    backendRef: required(BackendObjectReference, 'The service that decides.'),
    grpc: optional(
      object({ allowedHeaders: optional(headerNames, 'Headers of the request that the service sees.') }),
      'For protocol GRPC.',
    ),
    http: optional(
      object({
        path: optional(string({ maxLength: 1024, pattern: PATH_CHARACTERS }), 'Prefix of the path of the question.'),
        allowedHeaders: optional(headerNames, 'Headers of the request that the service sees.'),
        allowedResponseHeaders: optional(headerNames, "Headers of the service's answer that the backend sees."),
      }),
      'For protocol HTTP.',
    ),
    forwardBody: optional(
      object({
        maxSize: optional(
          integer({ format: 'int32', minimum: 0, was: [[{ experimental: '1.0-1.6' }, { format: null, minimum: null }]] }),
          'At most so many bytes; none when left out or 0.',
        ),
      }),
      'How much of the body the service sees.',
    ),
  },
  { rules: [...needsProtocol('GRPC', 'grpc'), ...needsProtocol('HTTP', 'http')] },
)
export type HTTPExternalAuthFilter = Static<typeof HTTPExternalAuthFilter>

function needsProtocol(protocol: string, field: string) {
  return [
    rule(implies(`self.protocol == '${protocol}'`, `has(self.${field})`), `add ${field}, which protocol ${protocol} needs`),
    rule(`!has(self.${field}) || self.protocol == '${protocol}'`, `remove ${field}, or change protocol to ${protocol}`),
  ]
}

/** Rules that tie the field of a filter to the filter's type. */
export const filterMember = (type: string, field: string, when?: When) => [
  rule(`!has(self.${field}) || self.type == '${type}'`, `remove ${field}, or change type to ${type}`, when),
  rule(`self.type != '${type}' || has(self.${field})`, `add ${field}, which type ${type} needs`, when),
]

/** A filter of this type may stand in a list once. */
export const once = (type: string, when?: When) =>
  rule(`self.filter(f, f.type == '${type}').size() <= 1`, `merge the filters of type ${type} into one`, when)

const cors: When = { standard: '1.5', experimental: '1.3' }
const externalAuth: When = { experimental: '1.4' }

/** One step on the way of a request or a response. */
export const HTTPRouteFilter = object(
  {
    type: required(
      choice(
        [
          'RequestHeaderModifier',
          'ResponseHeaderModifier',
          'RequestMirror',
          'RequestRedirect',
          'URLRewrite',
          'ExtensionRef',
          'CORS',
          'ExternalAuth',
        ],
        { dated: { CORS: cors, ExternalAuth: externalAuth } },
      ),
      'What the filter does; the field of that name says how.',
    ),
    requestHeaderModifier: optional(HTTPHeaderFilter, "Changes the request's headers."),
    responseHeaderModifier: optional(HTTPHeaderFilter, "Changes the response's headers."),
    requestMirror: optional(HTTPRequestMirrorFilter, 'Sends a copy of requests elsewhere.'),
    requestRedirect: optional(HTTPRequestRedirectFilter, 'Answers with a redirect.'),
    urlRewrite: optional(HTTPURLRewriteFilter, "Changes the request's host or path."),
    cors: optional(HTTPCORSFilter, 'Answers for requests from pages of other origins.', { when: cors }),
    externalAuth: optional(HTTPExternalAuthFilter, 'Asks a service whether a request may pass.', { when: externalAuth }),
    extensionRef: optional(LocalObjectReference, 'A filter of the implementation, in an object of its own.'),
  },
  {
    rules: [
      ...filterMember('RequestHeaderModifier', 'requestHeaderModifier'),
      ...filterMember('ResponseHeaderModifier', 'responseHeaderModifier'),
      ...filterMember('RequestMirror', 'requestMirror'),
      ...filterMember('RequestRedirect', 'requestRedirect'),
      ...filterMember('URLRewrite', 'urlRewrite'),
      ...filterMember('ExtensionRef', 'extensionRef'),
      ...filterMember('CORS', 'cors', cors),
      ...filterMember('ExternalAuth', 'externalAuth', externalAuth),
    ],
  },
)
export type HTTPRouteFilter = Static<typeof HTTPRouteFilter>

const redirectOrRewrite = (when?: When) =>
  rule(
    "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))",
    'remove either the RequestRedirect or the URLRewrite filter: a redirected request is never sent to a backend',
    when,
  )

const filters = (...first: ReturnType<typeof rule>[]) =>
  list(HTTPRouteFilter, {
    maxItems: 16,
    rules: [
      ...first,
      once('CORS', since('1.5')),
      once('RequestHeaderModifier'),
      once('ResponseHeaderModifier'),
      once('RequestRedirect'),
      once('URLRewrite'),
    ],
  })

/** The filters of a rule, in no defined order. */
export const HTTPRouteFilters = filters(redirectOrRewrite())

/** The filters of a backend, in no defined order. Early bundles have one rule twice, and so report its failure twice. */
export const HTTPBackendFilters = filters(redirectOrRewrite(), redirectOrRewrite(upTo('1.3')))
