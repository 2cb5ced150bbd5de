import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: '',
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  scope: 'Cluster',
  description: 'A part of the cluster with names of its own.',
  versions: [{ name: 'v1' }],
})
