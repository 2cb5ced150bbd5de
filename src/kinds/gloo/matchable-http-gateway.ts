import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'MatchableHttpGateway',
  plural: 'httpgateways',
  shortNames: ['hgw', 'ghgw'],
  scope: 'Namespaced',
  description: 'A part of a hybrid gateway, for HTTP.',
  versions: [{ name: 'v1' }],
})
