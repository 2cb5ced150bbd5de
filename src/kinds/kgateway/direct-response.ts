import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'DirectResponse',
  plural: 'directresponses',
  shortNames: ['dr'],
  scope: 'Namespaced',
  description: 'An answer that the gateway gives itself.',
  versions: [{ name: 'v1alpha1' }],
})
