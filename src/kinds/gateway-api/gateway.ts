import {
  choice,
  implies,
  integer,
  list,
  listBy,
  mapOf,
  object,
  optional,
  required,
  rule,
  type Static,
  since,
  string,
  upTo,
} from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { LocalObjectReference, ObjectReference, SecretObjectReference } from './backend-ref.ts'
import { Condition, conditions, pending } from './conditions.ts'
import { Listener, listenerRules, RouteGroupKind } from './listener.ts'
import {
  AddressRoutability,
  AddressType,
  AnnotationValue,
  LabelValue,
  ObjectName,
  PortNumber,
  QUALIFIED_NAME,
  SectionName,
  WILDCARD_HOSTNAME,
} from './names.ts'
import { root, type Typed } from './root.ts'
import { listenerFilterReferences } from './route-references.ts'
import { labelSelector } from './selector.ts'

/** A value of type IPAddress is an IPv4 or IPv6 address; what other types take is theirs to say. */
const addressUnion = [
  { properties: { type: { enum: ['IPAddress'] }, value: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] } } },
  { properties: { type: { not: { enum: ['IPAddress'] } } } },
]
const hostnameAddress = `self.value.matches(r"""${WILDCARD_HOSTNAME}""")`
const writeHostname = 'write an address of type Hostname as a DNS name in lower case'

const routability = optional(
  AddressRoutability,
  'Who can reach the address: Cluster for this cluster alone, or a domain-prefixed value of the implementation, which chooses when it is empty.',
  { when: { experimental: '1.7' } },
)

export const GatewaySpecAddress = object(
  {
    type: optional(AddressType, 'IPAddress, Hostname, or a domain-prefixed type of the implementation.'),
    value: optional(
      string({ maxLength: 253, was: [[upTo('1.2'), { minLength: 1 }]] }),
      'The address; the implementation chooses one of this type when left out.',
      { required: upTo('1.2') },
    ),
    routability,
  },
  {
    oneOf: addressUnion,
    rules: [
      rule(implies("self.type == 'Hostname'", hostnameAddress), writeHostname, upTo('1.3')),
      rule(implies("self.type == 'Hostname'", `!has(self.value) || ${hostnameAddress}`), writeHostname, since('1.4')),
    ],
  },
)

const uniqueValues = (type: string) => {
  const sentence = `remove addresses of type ${type} that stand here more than once`
  return [
    rule(
      `self.all(a, ${implies(`a.type == '${type}'`, 'self.exists_one(b, b.type == a.type && b.value == a.value)')})`,
      sentence,
      upTo('1.3'),
    ),
    rule(
      `self.all(a, ${implies(`a.type == '${type}' && has(a.value)`, 'self.exists_one(b, b.type == a.type && has(b.value) && b.value == a.value)')})`,
      sentence,
      since('1.4'),
    ),
  ]
}

const keyRules = (what: string) => [
  rule(
    `self.all(key, key.matches(r"""${QUALIFIED_NAME}"""))`,
    `write each ${what} key as a name of up to 63 characters, with a DNS subdomain and "/" before it if you like`,
    since('1.2'),
  ),
  rule(
    `self.all(key, size(key.split('/')[0]) < 253)`,
    `shorten the part before "/" of each ${what} key to at most 252 characters`,
    since('1.2'),
  ),
]

/** What the objects that an implementation makes for a Gateway shall carry. */
export const GatewayInfrastructure = object({
  labels: optional(
    mapOf(LabelValue, { maxProperties: 8, rules: keyRules('label') }),
    'Labels for everything that is made for this Gateway.',
  ),
  annotations: optional(
    mapOf(AnnotationValue, { maxProperties: 16, rules: keyRules('annotation'), was: [[upTo('1.5'), { maxProperties: 8 }]] }),
    'Annotations for everything that is made for this Gateway.',
  ),
  parametersRef: optional(LocalObjectReference, 'Settings of the implementation for this Gateway, in its own namespace.', {
    when: { standard: '1.2', experimental: '1.1' },
  }),
})

/** Namespaces whose ListenerSets may attach. */
const ListenerNamespaces = object(
  {
    from: optional(
      choice(['All', 'Selector', 'Same', 'None'], { default: 'None' }),
      'Which namespaces: all, those that `selector` selects, only this one, or none.',
    ),
    selector: optional(labelSelector('1.0'), 'Labels of the namespaces, for `from: Selector`.'),
  },
  { default: { from: 'None' } },
)

/** Which certificates of clients are accepted. */
const FrontendTLSValidation = object({
  caCertificateRefs: required(
    list(ObjectReference, {
      minItems: 1,
      maxItems: 16,
      marked: '1.0',
      was: [[upTo('1.5'), { maxItems: 8 }]],
      rules: [
        rule(
          "self.all(r, r.group != 'certificates.k8s.io' || r.kind != 'ClusterTrustBundle' || !has(r.namespace))",
          'remove namespace from references to a ClusterTrustBundle: it stands in no namespace',
          { experimental: '1.7' },
        ),
      ],
    }),
    'ConfigMaps with the certificates of authorities to trust, under the key ca.crt, or ClusterTrustBundles where the implementation reads them.',
  ),
  mode: optional(
    choice(['AllowValidOnly', 'AllowInsecureFallback'], { default: 'AllowValidOnly' }),
    'Refuse clients without a valid certificate, or let them pass.',
  ),
})
const FrontendTLSConfig = object({ validation: optional(FrontendTLSValidation, 'Which certificates of clients are accepted.') })

/** TLS towards clients and towards backends, for the whole Gateway. */
export const GatewayTLSConfig = object({
  backend: optional(
    object({
      clientCertificateRef: optional(SecretObjectReference, 'Secret with the certificate that the Gateway shows to backends.'),
    }),
    'How the Gateway does TLS towards backends.',
  ),
  frontend: optional(
    object({
      default: required(FrontendTLSConfig, 'For every HTTPS listener whose port has no entry in perPort.'),
      perPort: optional(
        listBy(
          ['port'],
          object({
            port: required(PortNumber, 'The port of the listeners.'),
            tls: required(FrontendTLSConfig, 'How clients are checked on this port.'),
          }),
          { maxItems: 64, rules: [rule('self.all(t, self.exists_one(u, t.port == u.port))', 'keep one entry for each port')] },
        ),
        'For the HTTPS listeners of single ports.',
      ),
    }),
    'How the Gateway does TLS towards clients.',
  ),
})
export type GatewayTLSConfig = Static<typeof GatewayTLSConfig>

export const GatewaySpec = object({
  gatewayClassName: required(ObjectName, 'The GatewayClass, and with it the controller, that runs this Gateway.'),
  listeners: required(
    listBy(['name'], Listener, {
      minItems: 1,
      maxItems: 64,
      rules: [
        listenerRules.tlsNeeded,
        listenerRules.tlsForbidden,
        listenerRules.httpsTerminates,
        listenerRules.tlsNeedsMode,
        listenerRules.noHostname,
        listenerRules.uniqueName,
        listenerRules.distinct,
      ],
    }),
    'What the Gateway answers on: ports, protocols and hostnames.',
  ),
  addresses: optional(
    list(GatewaySpecAddress, { maxItems: 16, rules: [...uniqueValues('IPAddress'), ...uniqueValues('Hostname')] }),
    'Addresses that are asked for; the implementation chooses when left out.',
  ),
  infrastructure: optional(GatewayInfrastructure, 'What everything that is made for this Gateway shall carry.', {
    when: { standard: '1.2', experimental: '1.0' },
  }),
  backendTLS: optional(
    object({
      clientCertificateRef: optional(SecretObjectReference, 'Secret with the certificate that the Gateway shows to backends.'),
    }),
    'How the Gateway does TLS towards backends; now in tls.backend.',
    { when: { experimental: '1.2-1.3' } },
  ),
  allowedListeners: optional(
    object({ namespaces: optional(ListenerNamespaces, 'Namespaces whose ListenerSets may attach.') }),
    'Which ListenerSets may add listeners to this Gateway.',
    { when: { standard: '1.5', experimental: '1.3' } },
  ),
  tls: optional(GatewayTLSConfig, 'TLS for the whole Gateway, towards clients and towards backends.', {
    when: { standard: '1.5', experimental: '1.4' },
  }),
  defaultScope: optional(choice(['All', 'None']), 'Whether routes that ask for default Gateways attach to this one.', {
    when: { experimental: '1.4' },
  }),
})
export type GatewaySpec = Static<typeof GatewaySpec>

const waiting = pending(['Accepted', 'Programmed'])

export const GatewayStatus = object(
  {
    addresses: optional(
      list(
        object(
          {
            type: optional(AddressType, 'IPAddress, Hostname, or a domain-prefixed type of the implementation.'),
            value: required(string({ minLength: 1, maxLength: 253 }), 'The address.'),
            routability,
          },
          { oneOf: addressUnion, rules: [rule(implies("self.type == 'Hostname'", hostnameAddress), writeHostname)] },
        ),
        { maxItems: 16 },
      ),
      'Where the Gateway can be reached.',
    ),
    conditions: optional(conditions({ default: waiting }), 'What the controller says about the Gateway.'),
    listeners: optional(
      listBy(
        ['name'],
        object({
          name: required(SectionName, 'Name of the listener.'),
          supportedKinds: optional(list(RouteGroupKind, { maxItems: 8 }), 'Kinds of route that the listener takes.', {
            required: upTo('1.4'),
          }),
          attachedRoutes: required(integer({ format: 'int32' }), 'How many routes are attached.'),
          conditions: required(listBy(['type'], Condition, { maxItems: 8 }), 'What the controller says about the listener.'),
        }),
        { maxItems: 64 },
      ),
      'What the controller says about each listener.',
    ),
    attachedListenerSets: optional(integer({ format: 'int32' }), 'How many ListenerSets are attached.', { when: since('1.5') }),
  },
  { default: { conditions: waiting } },
)
export type GatewayStatus = Static<typeof GatewayStatus>

export type Gateway = Typed<'Gateway', typeof GatewaySpec, typeof GatewayStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  plural: 'gateways',
  shortNames: ['gtw'],
  scope: 'Namespaced',
  description: 'A place where traffic comes in: addresses, ports and protocols.',
  versions: [
    { name: 'v1', listed: since('1.0'), stored: since('1.1') },
    { name: 'v1beta1', listed: since('1.0'), stored: upTo('1.0') },
  ],
  schema: root({
    spec: required(GatewaySpec, 'What is wanted.'),
    status: optional(GatewayStatus, 'What the controller says.'),
  }),
  references: [
    { at: 'spec.gatewayClassName', purpose: 'class', group: 'gateway.networking.k8s.io', kind: 'GatewayClass', namespace: 'cluster' },
    { at: 'spec.infrastructure.parametersRef', purpose: 'parameters', namespace: 'own' },
    ...listenerFilterReferences,
    {
      at: 'spec.listeners[].tls.certificateRefs[]',
      purpose: 'certificate',
      group: '',
      kind: 'Secret',
      namespace: 'field',
      needsGrant: true,
    },
    { at: 'spec.listeners[].tls.frontendValidation.caCertificateRefs[]', purpose: 'ca', namespace: 'field', needsGrant: true },
    { at: 'spec.tls.frontend.default.validation.caCertificateRefs[]', purpose: 'ca', namespace: 'field', needsGrant: true },
    { at: 'spec.tls.frontend.perPort[].tls.validation.caCertificateRefs[]', purpose: 'ca', namespace: 'field', needsGrant: true },
    {
      at: 'spec.tls.backend.clientCertificateRef',
      purpose: 'client-certificate',
      group: '',
      kind: 'Secret',
      namespace: 'field',
      needsGrant: true,
    },
    {
      at: 'spec.backendTLS.clientCertificateRef',
      purpose: 'client-certificate',
      group: '',
      kind: 'Secret',
      namespace: 'field',
      needsGrant: true,
    },
  ],
})
