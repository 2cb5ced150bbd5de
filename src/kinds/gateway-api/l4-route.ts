import { list, object, optional, required, rule, type Static, since, type When } from '../author.ts'
import { BackendRef } from './backend-ref.ts'
import { RouteStatus } from './conditions.ts'
import { SectionName } from './names.ts'
import { ParentReferences } from './parent-ref.ts'
import { root } from './root.ts'
import { uniqueRuleNames, useDefaultGateways } from './route-parts.ts'

/** The only rule, or one of several: connections go to one of its backends. */
export const L4RouteRule = object({
  name: optional(SectionName, 'Name of the rule, for sectionName in policies.', { when: since('1.2') }),
  backendRefs: required(list(BackendRef, { minItems: 1, maxItems: 16 }), 'Where connections go.', { required: since('1.4') }),
})
export type L4RouteRule = Static<typeof L4RouteRule>

/** Rules of a route that has but one. `many` says where there were up to sixteen, `unique` where their names had to differ. */
export const l4Rules = (many: When, ...unique: When[]) =>
  list(L4RouteRule, {
    minItems: 1,
    maxItems: 1,
    was: [[many, { maxItems: 16 }]],
    rules: unique.map(when => rule(uniqueRuleNames, 'give each rule a name of its own', when)),
  })

/** Versions in which TCPRoute and UDPRoute stood before they were stable. */
const alpha = ['v1alpha2']

/** TCPRoute and UDPRoute, which are the same but for what they carry. */
export const L4RouteSpec = object({
  parentRefs: optional(ParentReferences, 'What the route attaches to, usually Gateways.'),
  rules: required(l4Rules(since('1.0', alpha), { experimental: '1.2', versions: alpha }), 'Where connections go.'),
  useDefaultGateways,
})
export type L4RouteSpec = Static<typeof L4RouteSpec>

export const l4Route = root({
  spec: required(L4RouteSpec, 'What is wanted.'),
  status: optional(RouteStatus, 'What controllers say.'),
})

export const l4Versions = [
  { name: 'v1', listed: since('1.6'), stored: since('1.6') },
  {
    name: 'v1alpha2',
    listed: { standard: '1.6', experimental: '1.0' },
    served: { experimental: '1.0' },
    stored: { experimental: '1.0-1.5' },
    deprecated: since('1.6'),
  },
] as const
