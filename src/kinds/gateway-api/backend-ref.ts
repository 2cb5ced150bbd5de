import { implies, integer, object, optional, required, rule, type Static } from '../author.ts'
import { Group, GroupOr, Kind, KindOr, Namespace, ObjectName, PortNumber } from './names.ts'

const place = {
  group: optional(GroupOr(''), 'API group of the backend; empty for a Service.'),
  kind: optional(KindOr('Service'), 'Kind of the backend.'),
  name: required(ObjectName, 'Name of the backend.'),
  namespace: optional(Namespace, 'Namespace of the backend; another than your own needs a ReferenceGrant there.'),
  port: optional(PortNumber, 'Port of the Service, not of its pods. Must be given for a Service; an XBackend has its own.'),
}

const portRules = [
  rule(implies("self.group == '' && self.kind == 'Service'", 'has(self.port)'), 'add the port of the Service that requests shall go to'),
  rule(
    implies("self.group == 'gateway.networking.x-k8s.io' && self.kind == 'XBackend'", '!has(self.port)'),
    'remove port: an XBackend says itself which port connections go to',
    { experimental: '1.7' },
  ),
]

/** Where requests go: a Service unless `group` and `kind` say otherwise. */
export const BackendObjectReference = object(place, { rules: portRules })
export type BackendObjectReference = Static<typeof BackendObjectReference>

const weight = {
  weight: optional(
    integer({ format: 'int32', minimum: 0, maximum: 1_000_000, default: 1 }),
    "This backend's share: its weight divided by the sum of all weights of the rule. 0 sends it nothing.",
  ),
}

/** Where requests go, and how many of them. */
export const BackendRef = object({ ...place, ...weight }, { rules: portRules })
export type BackendRef = Static<typeof BackendRef>

/** A backend with more properties, such as filters. */
export const backendRefWith = <P extends Parameters<typeof object>[0]>(more: P) =>
  object({ ...place, ...weight, ...more }, { rules: portRules })

/** An object of the same namespace. */
export const LocalObjectReference = object({
  group: required(Group, 'API group of the object; empty for the core group.'),
  kind: required(Kind, 'Kind of the object.'),
  name: required(ObjectName, 'Name of the object, in the same namespace.'),
})
export type LocalObjectReference = Static<typeof LocalObjectReference>

/** An object of any kind, in the same namespace unless another is named. */
export const ObjectReference = object({
  group: required(Group, 'API group of the object; empty for the core group.'),
  kind: required(Kind, 'Kind of the object.'),
  name: required(ObjectName, 'Name of the object.'),
  namespace: optional(Namespace, 'Namespace of the object; another than your own needs a ReferenceGrant there.'),
})
export type ObjectReference = Static<typeof ObjectReference>

/** A Secret, or what an implementation takes in its place. */
export const SecretObjectReference = object({
  group: optional(GroupOr(''), 'API group of the object; empty for a Secret.'),
  kind: optional(KindOr('Secret'), 'Kind of the object.'),
  name: required(ObjectName, 'Name of the object.'),
  namespace: optional(Namespace, 'Namespace of the object; another than your own needs a ReferenceGrant there.'),
})
export type SecretObjectReference = Static<typeof SecretObjectReference>
