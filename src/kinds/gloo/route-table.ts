import { defineKind } from '../define-kind.ts'
import { glooRoutes } from './routes.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'RouteTable',
  plural: 'routetables',
  shortNames: ['rt', 'grt'],
  scope: 'Namespaced',
  description: 'Routes that a VirtualService or another RouteTable delegates to.',
  versions: [{ name: 'v1' }],
  references: [...glooRoutes('spec.routes[]')],
})
