import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: '',
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  scope: 'Namespaced',
  description: 'Data that everybody in the namespace may read, such as certificates of authorities.',
  versions: [{ name: 'v1' }],
})
