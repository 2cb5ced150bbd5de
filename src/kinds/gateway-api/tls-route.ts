import { list, object, optional, required, rule, type Static, since, upTo } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { RouteStatus } from './conditions.ts'
import { l4Rules } from './l4-route.ts'
import { Hostname, SUBDOMAIN } from './names.ts'
import { ParentReferences } from './parent-ref.ts'
import { root, type Typed } from './root.ts'
import { useDefaultGateways } from './route-parts.ts'
import { backendReferences, parentReferences } from './route-references.ts'

const strict = ['v1', 'v1alpha3']
const checked = since('1.5', strict)

const hostnames = list(Hostname, {
  minItems: 1,
  maxItems: 1024,
  was: [
    [upTo('1.5'), { maxItems: 16 }],
    [since('1.0', ['v1alpha2']), { minItems: null }],
  ],
  rules: [
    rule('self.all(h, !isIP(h))', 'replace IP addresses by hostnames: clients send no server name for an address', checked),
    rule(
      `self.all(h, h.contains('*') || h.matches(r'^${SUBDOMAIN}$'))`,
      'write hostnames as DNS labels in lower case with "." between them',
      checked,
    ),
    rule(
      `self.all(h, !h.contains('*') || (h.startsWith('*.') && h.substring(2).matches(r'^${SUBDOMAIN}$')))`,
      'use "*" as the whole first label only, as in *.example.com',
      checked,
    ),
  ],
})

export const TLSRouteSpec = object({
  parentRefs: optional(ParentReferences, 'What the route attaches to, usually Gateways.'),
  hostnames: required(hostnames, 'Server names (SNI) that the route answers for.', { required: since('1.0', strict) }),
  rules: required(
    l4Rules(
      since('1.0', ['v1alpha2']),
      { experimental: '1.2', versions: ['v1alpha2'] },
      { experimental: '1.4-1.4', versions: ['v1alpha3'] },
    ),
    'Where connections go.',
  ),
  useDefaultGateways,
})
export type TLSRouteSpec = Static<typeof TLSRouteSpec>

export type TLSRoute = Typed<'TLSRoute', typeof TLSRouteSpec, typeof RouteStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'TLSRoute',
  plural: 'tlsroutes',
  scope: 'Namespaced',
  description: 'Sends TLS connections to backends by server name.',
  versions: [
    { name: 'v1', listed: since('1.5'), stored: since('1.5') },
    {
      name: 'v1alpha2',
      listed: { standard: '1.5', experimental: '1.0' },
      served: { experimental: '1.0' },
      stored: { experimental: '1.0-1.3' },
      deprecated: since('1.5'),
    },
    {
      name: 'v1alpha3',
      listed: { standard: '1.5', experimental: '1.4' },
      served: { experimental: '1.4' },
      stored: { experimental: '1.4-1.4' },
      deprecated: since('1.5'),
    },
  ],
  schema: root({
    spec: required(TLSRouteSpec, 'What is wanted.'),
    status: optional(RouteStatus, 'What controllers say.'),
  }),
  references: [...parentReferences, ...backendReferences],
})
