import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'enterprise.gloo.solo.io',
  kind: 'AuthConfig',
  plural: 'authconfigs',
  shortNames: ['ac', 'gac'],
  scope: 'Namespaced',
  description: 'How requests are authenticated.',
  versions: [{ name: 'v1' }],
})
