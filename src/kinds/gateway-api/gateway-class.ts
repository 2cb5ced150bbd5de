import { choice, listBy, object, optional, required, string, upTo } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { since } from '../presence.ts'
import { conditions, pending } from './conditions.ts'
import { ImmutableController } from './names.ts'
import { ParametersReference } from './parameters-ref.ts'
import { root, type Typed } from './root.ts'

/** The features that the first bundle knew; the second took any name. */
const firstFeatures = choice([
  'Gateway',
  'GatewayPort8080',
  'GatewayStaticAddresses',
  'HTTPRoute',
  'HTTPRouteDestinationPortMatching',
  'HTTPRouteHostRewrite',
  'HTTPRouteMethodMatching',
  'HTTPRoutePathRedirect',
  'HTTPRoutePathRewrite',
  'HTTPRoutePortRedirect',
  'HTTPRouteQueryParamMatching',
  'HTTPRouteRequestMirror',
  'HTTPRouteRequestMultipleMirrors',
  'HTTPRouteResponseHeaderModification',
  'HTTPRouteSchemeRedirect',
  'Mesh',
  'ReferenceGrant',
  'TLSRoute',
])

const setOf = (items: unknown) => ({ items, 'x-kubernetes-list-type': 'set', 'x-kubernetes-list-map-keys': null })

/** Features by name; plain strings in the first two bundles. */
export const SupportedFeatures = listBy(
  ['name'],
  object({ name: required(string(), 'Name of the feature, as the conformance suite writes it.') }),
  {
    maxItems: 64,
    was: [
      [{ experimental: '1.0-1.0' }, setOf(firstFeatures)],
      [{ experimental: '1.1-1.1' }, setOf(string())],
    ],
  },
)

export const GatewayClassSpec = object({
  controllerName: required(ImmutableController, 'The controller that runs Gateways of this class, as a path under a domain.'),
  parametersRef: optional(ParametersReference, 'Settings of the implementation for all Gateways of this class.'),
  description: optional(string({ maxLength: 64 }), 'What the class is for, for people.'),
})

const accepted = pending(['Accepted'])

export const GatewayClassStatus = object(
  {
    conditions: optional(conditions({ default: accepted }), 'What the controller says about the class.'),
    supportedFeatures: optional(SupportedFeatures, 'What the implementation can do.', { when: { experimental: '1.0', standard: '1.4' } }),
  },
  { default: { conditions: accepted }, was: [[upTo('1.1'), { default: { conditions: pending(['Accepted'], 'Waiting') } }]] },
)

export type GatewayClass = Typed<'GatewayClass', typeof GatewayClassSpec, typeof GatewayClassStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'GatewayClass',
  plural: 'gatewayclasses',
  shortNames: ['gc'],
  scope: 'Cluster',
  description: 'A kind of Gateway, and the controller that runs it.',
  versions: [
    { name: 'v1', listed: since('1.0'), stored: since('1.1') },
    { name: 'v1beta1', listed: since('1.0'), stored: upTo('1.0') },
  ],
  schema: root({
    spec: required(GatewayClassSpec, 'What is wanted.'),
    status: optional(GatewayClassStatus, 'What the controller says.'),
  }),
  references: [{ at: 'spec.parametersRef', purpose: 'parameters', namespace: 'field-or-cluster' }],
})
