import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'networking.higress.io',
  kind: 'Http2Rpc',
  plural: 'http2rpcs',
  scope: 'Namespaced',
  description: 'How HTTP requests become Dubbo calls.',
  versions: [{ name: 'v1' }],
})
