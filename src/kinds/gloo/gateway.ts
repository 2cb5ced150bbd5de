import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'Gateway',
  plural: 'gateways',
  shortNames: ['gw', 'ggw'],
  scope: 'Namespaced',
  description: 'A place where traffic comes in to Gloo: an address, a port and the VirtualServices there.',
  versions: [{ name: 'v1' }],
  references: [
    { at: 'spec.httpGateway.virtualServices[]', purpose: 'route', group: 'gateway.solo.io', kind: 'VirtualService', namespace: 'field' },
  ],
})
