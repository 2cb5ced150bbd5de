import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'MatchableTcpGateway',
  plural: 'tcpgateways',
  shortNames: ['tgw', 'gtgw'],
  scope: 'Namespaced',
  description: 'A part of a hybrid gateway, for TCP.',
  versions: [{ name: 'v1' }],
})
