import { integer, rule, type Static, string } from '../author.ts'

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
/** A DNS subdomain, as a regular expression without anchors. */
export const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
/** A hostname whose first label may be `*`. */
export const WILDCARD_HOSTNAME = `^(\\*\\.)?${SUBDOMAIN}$`
/** A qualified name: an optional domain and `/`, then up to 63 characters. */
export const QUALIFIED_NAME = `^(${SUBDOMAIN}/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$`
/** What may stand in the path of a URL. */
export const PATH_CHARACTERS = "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$"

const DOMAIN_PREFIXED = `${SUBDOMAIN}\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$`

export const ObjectName = string({ minLength: 1, maxLength: 253 })
export const Namespace = string({ minLength: 1, maxLength: 63, pattern: `^${LABEL}$` })

const group = { maxLength: 253, pattern: `^$|^${SUBDOMAIN}$` }
const kind = { minLength: 1, maxLength: 63, pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$' }
/** An API group; empty for the core group. */
export const Group = string(group)
export const Kind = string(kind)
/** A group or kind that is filled in when it is left out. */
export const GroupOr = (value: string) => string({ ...group, default: value })
export const KindOr = (value: string) => string({ ...kind, default: value })

/** Names a part of a resource: a listener, a rule or a port. */
export const SectionName = string({ minLength: 1, maxLength: 253, pattern: `^${SUBDOMAIN}$` })
export const PortNumber = integer({ format: 'int32', minimum: 1, maximum: 65535 })

export const Hostname = string({ minLength: 1, maxLength: 253, pattern: WILDCARD_HOSTNAME })
export const PreciseHostname = string({ minLength: 1, maxLength: 253, pattern: `^${SUBDOMAIN}$` })

export const GatewayController = string({ minLength: 1, maxLength: 253, pattern: `^${DOMAIN_PREFIXED}` })
/** As the API has it: the alternatives stand outside the anchors, so more passes than the pattern seems to say. */
export const AddressType = string({
  minLength: 1,
  maxLength: 253,
  pattern: `^Hostname|IPAddress|NamedAddress|${DOMAIN_PREFIXED}`,
  default: 'IPAddress',
})

/** A duration as GEP-2257 writes it: `1h30m`, `500ms`. */
export const Duration = string({ pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$' })
export type Duration = Static<typeof Duration>

const token = { minLength: 1, maxLength: 256, pattern: "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$" }
export const HeaderName = string(token)
export type HeaderName = Static<typeof HeaderName>

/** A header's value in HTTP: visible characters with single spaces or tabs between them, checked in the experimental channel only. */
export const HTTPHeaderValue = string({
  minLength: 1,
  maxLength: 4096,
  pattern: '^[!-~]+([\\t ]?[!-~]+)*$',
  was: [
    [{ standard: '1.0' }, { pattern: null }],
    [{ experimental: '1.0-1.4' }, { pattern: null }],
  ],
})

/** A value under a key of free form: TLS and policy options, annotations. */
export const AnnotationValue = string({ minLength: 0, maxLength: 4096 })

/** The value of a label. */
export const LabelValue = string({
  minLength: 0,
  maxLength: 63,
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
  was: [[{ experimental: '1.0-1.1' }, { maxLength: 4096, pattern: null }]],
})

/** Whether a name lies in a domain that Kubernetes keeps for itself. */
const IN_KUBERNETES = '^([^/]*\\.)?k8s\\.io/'

/** Who can reach an address. */
export const AddressRoutability = string({
  maxLength: 253,
  rules: [
    rule(
      `self in ['', 'Cluster'] || (self.matches(r'^${SUBDOMAIN}/.+$') && !self.matches(r'${IN_KUBERNETES}'))`,
      'use Cluster, or a value of the implementation with its domain before "/"; k8s.io and the domains below it are taken',
    ),
  ],
})

/** A name that never changes once it is written. */
export const ImmutableController = string({
  minLength: 1,
  maxLength: 253,
  pattern: `^${DOMAIN_PREFIXED}`,
  rules: [rule('self == oldSelf', 'the controller cannot be changed: create a new object with the other controllerName, then move to it')],
})
