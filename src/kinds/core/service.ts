import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: '',
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  scope: 'Namespaced',
  description: 'A name and ports for a set of pods.',
  versions: [{ name: 'v1' }],
})
