import { defineKind } from '../define-kind.ts'
import type { RouteStatus } from './conditions.ts'
import { type L4RouteSpec, l4Route, l4Versions } from './l4-route.ts'
import type { Typed } from './root.ts'
import { backendReferences, parentReferences } from './route-references.ts'

export type UDPRoute = Typed<'UDPRoute', typeof L4RouteSpec, typeof RouteStatus>

export default defineKind({
  group: 'gateway.networking.k8s.io',
  kind: 'UDPRoute',
  plural: 'udproutes',
  scope: 'Namespaced',
  description: 'Sends UDP packets to backends by port.',
  versions: l4Versions,
  schema: l4Route,
  references: [...parentReferences, ...backendReferences],
})
