import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'HttpListenerOption',
  plural: 'httplisteneroptions',
  shortNames: ['hlisopts', 'ghlisopts'],
  scope: 'Namespaced',
  description: 'Settings for HTTP listeners.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'field' }],
})
