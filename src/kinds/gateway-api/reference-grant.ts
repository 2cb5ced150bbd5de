import { list, object, optional, required, type Static, since, upTo } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { Group, Kind, Namespace, ObjectName } from './names.ts'
import { root, type Typed } from './root.ts'

export const ReferenceGrantFrom = object({
  group: required(Group, 'API group of the objects that may refer.'),
  kind: required(Kind, 'Kind of the objects that may refer.'),
  namespace: required(Namespace, 'Namespace of the objects that may refer.'),
})
export type ReferenceGrantFrom = Static<typeof ReferenceGrantFrom>

export const ReferenceGrantTo = object({
  group: required(Group, 'API group of the objects that may be referred to; empty for the core group.'),
  kind: required(Kind, 'Kind of the objects that may be referred to.'),
  name: optional(ObjectName, 'Name of the one object that may be referred to; all of the kind when left out.'),
})
export type ReferenceGrantTo = Static<typeof ReferenceGrantTo>

export const ReferenceGrantSpec = object({
  from: required(list(ReferenceGrantFrom, { minItems: 1, maxItems: 16 }), 'Who may refer to objects of this namespace.'),
  to: required(list(ReferenceGrantTo, { minItems: 1, maxItems: 16 }), 'Which objects of this namespace may be referred to.'),
})
export type ReferenceGrantSpec = Static<typeof ReferenceGrantSpec>

export type ReferenceGrant = Typed<'ReferenceGrant', typeof ReferenceGrantSpec>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'ReferenceGrant',
  plural: 'referencegrants',
  shortNames: ['refgrant'],
  scope: 'Namespaced',
  description: 'Lets objects of other namespaces refer to objects of this one.',
  status: false,
  versions: [
    { name: 'v1', listed: since('1.5') },
    {
      name: 'v1alpha2',
      listed: upTo('1.1'),
      served: { standard: '1.0-1.0', experimental: '1.0-1.1' },
      deprecated: upTo('1.1'),
    },
    { name: 'v1beta1', listed: since('1.0'), stored: since('1.0') },
  ],
  schema: root({ spec: required(ReferenceGrantSpec, 'What is allowed.', { required: since('1.6') }) }),
})
