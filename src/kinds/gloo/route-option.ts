import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'RouteOption',
  plural: 'routeoptions',
  shortNames: ['rto', 'rtopts', 'grto'],
  scope: 'Namespaced',
  description: 'Settings for HTTPRoutes or Gloo routes.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.targetRefs[]', purpose: 'target', namespace: 'field' }],
})
