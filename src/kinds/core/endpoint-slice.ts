import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'discovery.k8s.io',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  scope: 'Namespaced',
  description: 'Addresses behind a Service.',
  versions: [{ name: 'v1' }],
})
