import { integer, list, listBy, object, optional, required, type Static, since } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { Condition, conditions, pending } from './conditions.ts'
import { listenerProperties, listenerRules, RouteGroupKind } from './listener.ts'
import { GroupOr, KindOr, Namespace, ObjectName, PortNumber, SectionName } from './names.ts'
import { root, type Typed } from './root.ts'
import { listenerFilterReferences } from './route-references.ts'

/** The Gateway that gets the listeners. */
export const ParentGatewayReference = object({
  group: optional(GroupOr('gateway.networking.k8s.io'), 'API group of the parent.'),
  kind: optional(KindOr('Gateway'), 'Kind of the parent.'),
  name: required(ObjectName, 'Name of the parent.'),
  namespace: optional(Namespace, "Namespace of the parent; the set's own when left out."),
})

/** A port that could be left to the implementation for one bundle of XListenerSet. */
const EntryPort = integer({
  format: 'int32',
  minimum: 1,
  maximum: 65535,
  was: [
    [
      { experimental: '1.4-1.4', versions: ['v1alpha1'] },
      { minimum: 0, default: 0 },
    ],
  ],
})

export const ListenerEntry = object(
  listenerProperties(
    required(EntryPort, 'The port that the listener answers on.', {
      required: [{ experimental: '1.3-1.3' }, since('1.5')],
    }),
  ),
)
export type ListenerEntry = Static<typeof ListenerEntry>

const entries = (rules: (keyof typeof listenerRules)[], item: typeof ListenerEntry) =>
  listBy(['name'], item, { minItems: 1, maxItems: 64, rules: rules.map(name => listenerRules[name]) })

export const ListenerSetSpec = object({
  parentRef: required(ParentGatewayReference, 'The Gateway that gets the listeners. It must allow so in allowedListeners.'),
  listeners: required(
    entries(['tlsForbidden', 'httpsTerminates', 'tlsNeedsMode', 'noHostname', 'uniqueName', 'distinctWithPort'], ListenerEntry),
    'What the Gateway shall answer on besides its own listeners.',
  ),
})
export type ListenerSetSpec = Static<typeof ListenerSetSpec>

const waiting = pending(['Accepted', 'Programmed'])

const entryStatus = {
  name: required(SectionName, 'Name of the listener.'),
  supportedKinds: optional(list(RouteGroupKind, { maxItems: 8 }), 'Kinds of route that the listener takes.', {
    required: { experimental: '1.3-1.4' },
  }),
  attachedRoutes: required(integer({ format: 'int32' }), 'How many routes are attached.'),
  conditions: required(listBy(['type'], Condition, { maxItems: 8 }), 'What the controller says about the listener.'),
  port: optional(PortNumber, 'The port that the listener got.', {
    when: { experimental: '1.3-1.4' },
    required: { experimental: '1.3-1.4' },
  }),
}

export const ListenerSetStatus = object(
  {
    conditions: optional(conditions({ default: waiting }), 'What the controller says about the set.'),
    listeners: optional(listBy(['name'], object(entryStatus), { maxItems: 64 }), 'What the controller says about each listener.'),
  },
  { default: { conditions: waiting } },
)

/** Both kinds of set are one schema: history tells them apart. */
export const listenerSet = root({
  spec: required(ListenerSetSpec, 'What is wanted.'),
  status: optional(ListenerSetStatus, 'What the controller says.'),
})

export const listenerSetReferences = [
  { at: 'spec.parentRef', purpose: 'parent', group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'field' },
  { at: 'spec.listeners[].tls.certificateRefs[]', purpose: 'certificate', group: '', kind: 'Secret', namespace: 'field', needsGrant: true },
] as const

export type ListenerSet = Typed<'ListenerSet', typeof ListenerSetSpec, typeof ListenerSetStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'ListenerSet',
  plural: 'listenersets',
  shortNames: ['lset'],
  scope: 'Namespaced',
  description: 'Adds listeners to a Gateway, from another namespace if the Gateway allows it.',
  versions: [{ name: 'v1', listed: since('1.5'), stored: since('1.5') }],
  schema: listenerSet,
  references: [...listenerSetReferences, ...listenerFilterReferences],
})
