import { fields, items, text } from '../../topology/reading/fields.ts'
import { subdomainProblems } from '../../values/names.ts'
import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

const ADDRESS_TYPES = new Set(['IPAddress', 'Hostname', 'NamedAddress'])

/** Values that pass a pattern of the schema only because its alternatives are not anchored. */
export default defineRule({
  code: 'GWA-SCH-012',
  name: 'type-by-accident',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'An address type or protocol is accepted by the schema although it is neither a known name nor a domain-prefixed one.',
    why: 'The patterns of these fields are not anchored, so a typing error passes the API server and fails in the controller.',
    fix: 'Use a known name, or the domain-prefixed one that your controller documents.',
    spec: 'AddressType and ProtocolType in the Gateway API reference',
  },
  messages: {
    address: ({ type }: { type: string }) =>
      `${JSON.stringify(type)} is no address type (IPAddress, Hostname, NamedAddress or example.com/Type): the schema lets it pass, controllers answer UnsupportedAddress`,
    protocol: ({ protocol }: { protocol: string }) =>
      `${JSON.stringify(protocol)} is no protocol (HTTP, HTTPS, TLS, TCP, UDP or example.com/Name): the schema lets it pass, controllers answer UnsupportedProtocol`,
  },
  check(object, { topology, report }) {
    for (const { value, at } of items(fields(object.spec).addresses, ['spec', 'addresses'])) {
      const type = text(value.type) ?? 'IPAddress'
      if (!ADDRESS_TYPES.has(type) && !isDomainPrefixed(type)) report('address', [...at, 'type'], { type })
    }
    for (const { protocol, at } of ownListeners(topology, object)) {
      if (protocol.includes('/') && !isDomainPrefixed(protocol)) report('protocol', [...at, 'protocol'], { protocol })
    }
  },
})

function isDomainPrefixed(value: string): boolean {
  const slash = value.indexOf('/')
  return (
    slash > 0 && subdomainProblems(value.slice(0, slash)).length === 0 && /^[A-Za-z0-9/._~%!$&'()*+,;=:-]+$/.test(value.slice(slash + 1))
  )
}
