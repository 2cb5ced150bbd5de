import { choice, list, listBy, object, optional, required, rule, type Static, string } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { SecretObjectReference } from './backend-ref.ts'
import { BackendTLSPolicyValidation } from './backend-tls-validation.ts'
import { Condition } from './conditions.ts'
import { GatewayController, PortNumber, SUBDOMAIN } from './names.ts'
import { ParentReference } from './parent-ref.ts'
import { root, type Typed } from './root.ts'

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
    ],
  },
)

export const XBackendSpec = object(
  {
    type: required(choice(['ExternalHostname']), 'What the backend is.'),
    externalHostname: optional(
      object({ hostname: required(ExternalHostname, 'A hostname outside the cluster.') }),
      'For type ExternalHostname.',
    ),
    port: required(
      object({
        name: optional(PortName, 'Name of the port, for sectionName in policies.'),
        port: required(PortNumber, 'The port that connections go to.'),
      }),
      'The port that connections go to.',
    ),
    protocol: optional(choice(['TCP', 'HTTP', 'HTTP2', 'HTTP11', 'H2C', 'MCP']), 'What the backend speaks.'),
    tls: optional(XBackendTLS, 'How the backend is reached with TLS.'),
  },
  {
    rules: [
      rule(
        "(self.type == 'ExternalHostname') == has(self.externalHostname)",
        'give externalHostname with type ExternalHostname, and with no other type',
      ),
    ],
  },
)
export type XBackendSpec = Static<typeof XBackendSpec>

const XBackendStatus = object({
  parents: optional(
    list(
      object({
        parentRef: required(ParentReference, 'The object through which the backend is used.'),
        controllerName: required(GatewayController, 'The controller that wrote this entry.'),
        conditions: optional(listBy(['type'], Condition), 'What the controller says.'),
      }),
      { maxItems: 32 },
    ),
    'One entry for each parent and controller.',
  ),
})

export type XBackend = Typed<'XBackend', typeof XBackendSpec, typeof XBackendStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XBackend',
  plural: 'xbackends',
  shortNames: ['xbackend'],
  scope: 'Namespaced',
  description: 'A backend outside the cluster.',
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
