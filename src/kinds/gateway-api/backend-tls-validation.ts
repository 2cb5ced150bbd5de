import { choice, list, object, optional, required, rule, type Static, string, upTo, type When } from '../author.ts'
import { LocalObjectReference } from './backend-ref.ts'
import { Hostname, PreciseHostname, SUBDOMAIN } from './names.ts'

const ABSOLUTE_URI = '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?'

const member = (type: string, field: string) => [
  rule(`self.type != '${type}' || (has(self.${field}) && self.${field} != '')`, `add ${field}, which type ${type} needs`),
  rule(`self.type == '${type}' || !has(self.${field}) || self.${field} == ''`, `remove ${field}, or change type to ${type}`),
]

/** A name that the certificate of a backend must carry. */
export const SubjectAltName = object(
  {
    type: required(choice(['Hostname', 'URI']), 'What kind of name it is.'),
    hostname: optional(Hostname, 'For type Hostname.'),
    uri: optional(string({ minLength: 1, maxLength: 253, pattern: ABSOLUTE_URI }), 'For type URI, such as a SPIFFE ID.'),
  },
  { rules: [...member('Hostname', 'hostname'), ...member('URI', 'uri')] },
)

/** Exactly one of two ways to say whom to trust. */
export const oneSourceOfTrust = (refs: string, wellKnown: string, when?: When) => {
  const given = `has(self.${refs}) && size(self.${refs}) > 0`
  const named = `has(self.${wellKnown}) && self.${wellKnown} != ''`
  return [
    rule(`!(${given} && ${named})`, `keep either ${refs} or ${wellKnown}`, when),
    rule(`(${given}) || (${named})`, `add ${refs}, or ${wellKnown}: System for the certificates of the operating system`, when),
  ]
}

const whenNames: When = { standard: '1.4', experimental: '1.2' }

/** How the certificate of a backend is checked. */
export const BackendTLSPolicyValidation = object(
  {
    caCertificateRefs: optional(
      list(LocalObjectReference, {
        minItems: 1,
        maxItems: 8,
        was: [
          [{ standard: '1.0' }, { minItems: null }],
          [{ experimental: '1.0-1.6' }, { minItems: null }],
        ],
      }),
      'ConfigMaps with certificates of authorities to trust, under ca.crt, or ClusterTrustBundles where the implementation reads them.',
    ),
    wellKnownCACertificates: optional(
      string({
        minLength: 1,
        maxLength: 253,
        pattern: `^(System|(${SUBDOMAIN}/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$`,
        was: [[upTo('1.4'), { minLength: null, maxLength: null, pattern: null, enum: ['System'] }]],
      }),
      'System trusts what the operating system trusts; other sets have domain-prefixed names.',
    ),
    hostname: required(
      PreciseHostname,
      'Server name (SNI) for the backend; its certificate must carry it unless subjectAltNames is given.',
    ),
    subjectAltNames: optional(list(SubjectAltName, { maxItems: 5 }), 'Names, one of which the certificate must carry.', {
      when: whenNames,
    }),
  },
  {
    rules: [
      ...oneSourceOfTrust('caCertificateRefs', 'wellKnownCACertificates', { standard: '1.0', experimental: '1.0-1.6' }),
      rule(
        'has(self.caCertificateRefs) != has(self.wellKnownCACertificates)',
        'give exactly one of caCertificateRefs and wellKnownCACertificates; System stands for the certificates of the operating system',
        { experimental: '1.7' },
      ),
    ],
  },
)
export type BackendTLSPolicyValidation = Static<typeof BackendTLSPolicyValidation>
