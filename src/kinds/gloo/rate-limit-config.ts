import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'ratelimit.solo.io',
  kind: 'RateLimitConfig',
  plural: 'ratelimitconfigs',
  shortNames: ['rlc', 'grlc'],
  scope: 'Namespaced',
  description: 'How many requests are let through.',
  versions: [{ name: 'v1alpha1' }],
})
