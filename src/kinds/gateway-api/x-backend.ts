import { choice, list, listBy, mapOf, object, optional, required, rule, type Static, string, type When } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { SecretObjectReference } from './backend-ref.ts'
import { BackendTLSPolicyValidation } from './backend-tls-validation.ts'
import { Condition } from './conditions.ts'
import { GatewayController, LabelValue, PortNumber, SUBDOMAIN } from './names.ts'
import { ParentReference } from './parent-ref.ts'
import { root, type Typed } from './root.ts'
import { SessionPersistence } from './route-parts.ts'

const first: When = { experimental: '1.6-1.6' }
const later: When = { experimental: '1.7' }

/** A hostname outside the cluster. */
const ExternalHostname = string({
  minLength: 1,
  maxLength: 253,
  pattern: `^${SUBDOMAIN}$`,
  rules: [rule("!self.endsWith('.cluster.local')", 'refer to Services of the cluster by name, not by their name in cluster.local')],
})

/**
 * A name for the port. The rule is the API's own and never holds for a name that is not empty: validate() gives an optional, which is not equal
 * to null even when it is empty. So the message says what works.
 */
const PortName = string({
  maxLength: 63,
  rules: [
    rule(
      "self == '' || format.dns1123Label().validate(self) == null",
      'remove the name: the definition of this bundle refuses every name, valid or not',
    ),
  ],
})

/** Pods of the namespace by their labels. */
const EndpointSelector = object({
  matchLabels: required(
    mapOf(LabelValue, {
      minProperties: 1,
      maxProperties: 64,
      rules: [
        rule(
          'self.all(key, !format.qualifiedName().validate(key).hasValue())',
          'write each label as a name of up to 63 characters, with a DNS subdomain and "/" before it if you like',
        ),
      ],
    }),
    'Labels that pods must carry, with exactly these values.',
  ),
})

/** Where connections go. */
const XBackendPort = object(
  {
    name: optional(PortName, 'Name of the port, for sectionName in policies.', { when: first }),
    port: optional(PortNumber, 'The port that connections go to; now number.', { when: first, required: first }),
    number: optional(PortNumber, 'The port that connections go to.', { when: later }),
  },
  { minProperties: 1, was: [[first, { minProperties: null }]] },
)

/** How a backend is reached with TLS. */
const XBackendTLS = object(
  {
    mode: required(choice(['None', 'ServerOnly', 'ClientAndServer']), 'Who shows a certificate.'),
    clientCertificateRef: optional(SecretObjectReference, 'Secret with the certificate that the Gateway shows.'),
    validation: optional(BackendTLSPolicyValidation, 'How the certificate of the backend is checked.'),
  },
  {
    rules: [
      rule(
        "(self.mode == 'ClientAndServer') == has(self.clientCertificateRef)",
        'give clientCertificateRef with mode ClientAndServer, and with no other mode',
      ),
      rule(
        "(self.mode != 'None') == has(self.validation)",
        'give validation with the modes ServerOnly and ClientAndServer, and not with None',
        later,
      ),
    ],
    default: { mode: 'None' },
    was: [[first, { default: null }]],
  },
)

const speaks = (protocol: string) => `(has(self.protocol) && self.protocol == '${protocol}')`
const encrypted = "(has(self.tls) && self.tls.mode != 'None')"

export const XBackendSpec = object(
  {
    type: required(choice(['ExternalHostname', 'EndpointSelector'], { dated: { EndpointSelector: later } }), 'What the backend is.'),
    externalHostname: optional(
      object({ hostname: required(ExternalHostname, 'A hostname outside the cluster.') }),
      'For type ExternalHostname.',
    ),
    endpointSelector: optional(EndpointSelector, 'For type EndpointSelector: pods of the namespace by their labels.', { when: later }),
    port: required(XBackendPort, 'The port that connections go to: of the external host, or of the selected pods.'),
    protocol: optional(
      choice(['TCP', 'HTTP', 'HTTP2', 'HTTP11', 'H2C', 'MCP', 'GRPC', 'WSS'], { dated: { GRPC: later, WSS: later } }),
      'What the backend speaks: HTTP2 and WSS with TLS, H2C without. As the route says, when left out.',
    ),
    sessionPersistence: optional(SessionPersistence, 'Keeps the requests of one client at one pod; for type EndpointSelector.', {
      when: later,
    }),
    tls: optional(XBackendTLS, 'How the backend is reached with TLS; without it when left out.'),
  },
  {
    rules: [
      rule(
        "(self.type == 'ExternalHostname') == has(self.externalHostname)",
        'give externalHostname with type ExternalHostname, and with no other type',
      ),
      rule(
        "(self.type == 'EndpointSelector') == has(self.endpointSelector)",
        'give endpointSelector with type EndpointSelector, and with no other type',
        later,
      ),
      rule(`!(${speaks('H2C')} && ${encrypted})`, 'remove tls, or change protocol to HTTP2: H2C is HTTP/2 without TLS', later),
      rule(`!${speaks('HTTP2')} || ${encrypted}`, 'add tls, or change protocol to H2C: HTTP2 is HTTP/2 with TLS', later),
      rule(`!${speaks('WSS')} || ${encrypted}`, 'add tls: WSS is WebSocket with TLS', later),
      rule(
        "!has(self.sessionPersistence) || self.type == 'EndpointSelector'",
        'remove sessionPersistence, or change type to EndpointSelector: only there is a choice of pods',
        later,
      ),
    ],
  },
)
export type XBackendSpec = Static<typeof XBackendSpec>

/** `ref` names the object through which the backend is used. */
const users = <P extends Parameters<typeof object>[0]>(ref: P) =>
  list(
    object({
      ...ref,
      controllerName: required(GatewayController, 'The controller that wrote this entry.'),
      conditions: optional(listBy(['type'], Condition), 'What the controller says.'),
    }),
    { maxItems: 32 },
  )
const user = required(ParentReference, 'The object through which the backend is used.')

const XBackendStatus = object({
  parents: optional(users({ parentRef: user }), 'One entry for each parent and controller; now ancestors.', { when: first }),
  ancestors: optional(users({ ancestorRef: user }), 'One entry for each ancestor and controller.', { when: later }),
})

export type XBackend = Typed<'XBackend', typeof XBackendSpec, typeof XBackendStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XBackend',
  plural: 'xbackends',
  shortNames: ['xbackend'],
  scope: 'Namespaced',
  description: 'A backend outside the cluster, or pods of the namespace by their labels.',
  versions: [{ name: 'v1alpha1', listed: { experimental: '1.6' }, stored: { experimental: '1.6' } }],
  schema: root({
    spec: required(XBackendSpec, 'What is wanted.'),
    status: optional(XBackendStatus, 'What controllers say.'),
  }),
  references: [
    { at: 'spec.tls.clientCertificateRef', purpose: 'client-certificate', group: '', kind: 'Secret', namespace: 'field', needsGrant: true },
    { at: 'spec.tls.validation.caCertificateRefs[]', purpose: 'ca', namespace: 'own' },
  ],
})
