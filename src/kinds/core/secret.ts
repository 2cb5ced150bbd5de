import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: '',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
  description: 'Data that few may read, such as certificates and their keys.',
  versions: [{ name: 'v1' }],
})
