import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'ListenerOption',
  plural: 'listeneroptions',
  shortNames: ['lisopts', 'glisopts'],
  scope: 'Namespaced',
  description: 'Settings for listeners.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'field' }],
})
