import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'GatewayParameters',
  plural: 'gatewayparameters',
  shortNames: ['gwp'],
  scope: 'Namespaced',
  description: 'How the proxies of a Gateway are deployed.',
  versions: [{ name: 'v1alpha1' }],
})
