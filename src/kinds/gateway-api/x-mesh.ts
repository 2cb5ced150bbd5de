import { object, optional, required, type Static, string } from '../author.ts'
import { defineKind } from '../define-kind.ts'
import { conditions, pending } from './conditions.ts'
import { SupportedFeatures } from './gateway-class.ts'
import { ImmutableController } from './names.ts'
import { ParametersReference } from './parameters-ref.ts'
import { root, type Typed } from './root.ts'

export const XMeshSpec = object({
  controllerName: required(ImmutableController, 'The controller that runs the mesh, as a path under a domain.'),
  parametersRef: optional(ParametersReference, 'Settings of the implementation.'),
  description: optional(string({ maxLength: 64 }), 'What the mesh is for, for people.'),
})
export type XMeshSpec = Static<typeof XMeshSpec>

const XMeshStatus = object(
  {
    conditions: optional(conditions({ default: pending(['Accepted', 'Programmed']) }), 'What the controller says about the mesh.'),
    supportedFeatures: optional(SupportedFeatures, 'What the implementation can do.'),
  },
  { default: { conditions: pending(['Accepted']) } },
)

export type XMesh = Typed<'XMesh', typeof XMeshSpec, typeof XMeshStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XMesh',
  plural: 'xmeshes',
  shortNames: ['mesh'],
  scope: 'Cluster',
  description: 'A service mesh that follows routes between Services.',
  versions: [{ name: 'v1alpha1', listed: { experimental: '1.4' }, stored: { experimental: '1.4' } }],
  schema: root({
    spec: required(XMeshSpec, 'What is wanted.'),
    status: optional(XMeshStatus, 'What the controller says.'),
  }),
  references: [{ at: 'spec.parametersRef', purpose: 'parameters', namespace: 'field-or-cluster' }],
})
