import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'VirtualHostOption',
  plural: 'virtualhostoptions',
  shortNames: ['vho', 'vhopts', 'gvho'],
  scope: 'Namespaced',
  description: 'Settings for all routes of a host.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'field' }],
})
