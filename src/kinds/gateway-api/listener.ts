import { choice, implies, list, mapOf, object, optional, required, rule, type Static, string, upTo, type When } from '../author.ts'
import { LocalObjectReference, ObjectReference, SecretObjectReference } from './backend-ref.ts'
import { filterMember, HTTPExternalAuthFilter } from './http-filters.ts'
import { AnnotationValue, GroupOr, Hostname, Kind, PortNumber, SectionName, SUBDOMAIN } from './names.ts'
import { LabelSelector } from './selector.ts'

/** A kind of route. */
export const RouteGroupKind = object({
  group: optional(GroupOr('gateway.networking.k8s.io'), 'API group of the route.'),
  kind: required(Kind, 'Kind of the route.'),
})
export type RouteGroupKind = Static<typeof RouteGroupKind>

/** Namespaces whose routes may attach. */
export const RouteNamespaces = object(
  {
    from: optional(
      choice(['All', 'Selector', 'Same'], { default: 'Same' }),
      'Which namespaces: all, those that `selector` selects, or only this one.',
    ),
    selector: optional(LabelSelector, 'Labels of the namespaces, for `from: Selector`.'),
  },
  { default: { from: 'Same' } },
)

/** Routes that may attach to a listener. */
export const AllowedRoutes = object(
  {
    namespaces: optional(RouteNamespaces, 'Namespaces whose routes may attach.'),
    kinds: optional(
      list(RouteGroupKind, { maxItems: 8 }),
      "Kinds of route that may attach; those of the listener's protocol when left out.",
    ),
  },
  { default: { namespaces: { from: 'Same' } } },
)
export type AllowedRoutes = Static<typeof AllowedRoutes>

/** How clients' certificates were checked before spec.tls.frontend came. */
const FrontendTLSValidation = object({
  caCertificateRefs: optional(
    list(ObjectReference, { minItems: 1, maxItems: 8 }),
    'Objects with the certificates of authorities to trust.',
  ),
})

/** How a listener does TLS. */
export const ListenerTLSConfig = object(
  {
    mode: optional(choice(['Terminate', 'Passthrough'], { default: 'Terminate' }), 'End TLS at the Gateway, or pass it on unopened.'),
    certificateRefs: optional(
      list(SecretObjectReference, { maxItems: 64 }),
      'Secrets of type kubernetes.io/tls with the certificates to serve. In another namespace they need a ReferenceGrant there.',
    ),
    frontendValidation: optional(FrontendTLSValidation, 'Check of client certificates; now in spec.tls.frontend of the Gateway.', {
      when: { experimental: '1.1-1.3' },
    }),
    options: optional(mapOf(AnnotationValue, { maxProperties: 16 }), 'Settings of the implementation, by domain-prefixed key.'),
  },
  {
    rules: [
      rule(
        implies("self.mode == 'Terminate'", 'size(self.certificateRefs) > 0'),
        'add a certificateRef: a listener that ends TLS needs a certificate to serve',
        upTo('1.0'),
      ),
      rule(
        implies("self.mode == 'Terminate'", 'size(self.certificateRefs) > 0 || size(self.options) > 0'),
        'add a certificateRef: a listener that ends TLS needs a certificate to serve (or options from which the implementation gets one)',
        { standard: '1.1', experimental: '1.1' },
      ),
    ],
  },
)
export type ListenerTLSConfig = Static<typeof ListenerTLSConfig>

const filtersExist: When = { experimental: '1.7' }

/** One step on the way of a request, before a route is chosen for it. */
export const ListenerRequestFilter = object(
  {
    type: required(choice(['ExternalAuth', 'ExtensionRef']), 'What the filter does; the field of that name says how.'),
    externalAuth: optional(HTTPExternalAuthFilter, 'Asks a service whether a request may pass.'),
    extensionRef: optional(LocalObjectReference, 'A filter of the implementation, in an object of its own.'),
  },
  { rules: [...filterMember('ExternalAuth', 'externalAuth'), ...filterMember('ExtensionRef', 'extensionRef')] },
)

const filters = optional(
  object({ requests: optional(list(ListenerRequestFilter, { maxItems: 16 }), 'What is done to every request of the listener.') }),
  'What is done before a route is chosen; for HTTP and HTTPS only.',
  { when: filtersExist },
)

const PROTOCOL = (head: string) => `^[a-zA-Z0-9](${head}*[a-zA-Z0-9])?$|${SUBDOMAIN}\\/[A-Za-z0-9]+$`

/** The properties of a listener, with the port as the kind has it. */
export const listenerProperties = <Port extends typeof PortNumber>(port: Port) => ({
  name: required(SectionName, 'Name of the listener, for the sectionName of routes.'),
  hostname: optional(Hostname, 'The hostname that the listener answers for; every hostname when left out.'),
  port,
  protocol: required(
    string({
      minLength: 1,
      maxLength: 255,
      pattern: PROTOCOL('[-a-zA-Z0-9]'),
      was: [[upTo('1.1'), { pattern: PROTOCOL('[-a-zSA-Z0-9]') }]],
    }),
    'HTTP, HTTPS, TLS, TCP, UDP, or a domain-prefixed protocol of the implementation.',
  ),
  tls: optional(ListenerTLSConfig, 'How the listener does TLS; for HTTPS and TLS only.'),
  allowedRoutes: optional(AllowedRoutes, 'Which routes may attach.'),
  filters,
})

export const Listener = object(listenerProperties(required(PortNumber, 'The port that the listener answers on.')), {
  rules: [
    rule(
      "!has(self.filters) || self.protocol in ['HTTP', 'HTTPS']",
      'remove filters, or change protocol to HTTP or HTTPS: connections of other protocols carry no requests that a filter could see',
      filtersExist,
    ),
  ],
})
export type Listener = Static<typeof Listener>

const everyListener = (condition: string, then: string) => `self.all(l, ${implies(condition, then)})`

export const listenerRules = {
  tlsNeeded: rule(
    everyListener("l.protocol in ['HTTPS', 'TLS']", 'has(l.tls)'),
    'add tls to every listener with protocol HTTPS or TLS',
    upTo('1.0'),
  ),
  tlsForbidden: rule(
    everyListener("l.protocol in ['HTTP', 'TCP', 'UDP']", '!has(l.tls)'),
    'remove tls from listeners with protocol HTTP, TCP or UDP, or change their protocol to HTTPS or TLS',
  ),
  httpsTerminates: rule(
    everyListener("l.protocol == 'HTTPS' && has(l.tls)", "l.tls.mode in ['', 'Terminate']"),
    'use mode Terminate with protocol HTTPS: to pass TLS on unopened use protocol TLS and a TLSRoute',
    { standard: '1.1', experimental: '1.1' },
  ),
  tlsNeedsMode: rule(
    everyListener("l.protocol == 'TLS'", "has(l.tls) && has(l.tls.mode) && l.tls.mode != ''"),
    'add tls with its mode, Terminate or Passthrough, to every listener with protocol TLS',
    { standard: '1.5', experimental: '1.5' },
  ),
  noHostname: rule(
    everyListener("l.protocol in ['TCP', 'UDP']", "!has(l.hostname) || l.hostname == ''"),
    'remove hostname from listeners with protocol TCP or UDP: these carry no hostname to tell them apart',
  ),
  uniqueName: rule('self.all(l, self.exists_one(m, l.name == m.name))', 'give each listener a name of its own'),
  distinct: rule(
    'self.all(l, self.exists_one(m, l.port == m.port && l.protocol == m.protocol && has(l.hostname) == has(m.hostname) && (!has(l.hostname) || l.hostname == m.hostname)))',
    'two listeners have the same port, protocol and hostname: change one of the three, or merge them',
  ),
  distinctWithPort: rule(
    'self.all(l, !has(l.port) || self.exists_one(m, has(m.port) && l.port == m.port && l.protocol == m.protocol && has(l.hostname) == has(m.hostname) && (!has(l.hostname) || l.hostname == m.hostname)))',
    'two listeners have the same port, protocol and hostname: change one of the three, or merge them',
  ),
}
