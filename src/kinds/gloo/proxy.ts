import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gloo.solo.io',
  kind: 'Proxy',
  plural: 'proxies',
  shortNames: ['px', 'gpx'],
  scope: 'Namespaced',
  description: 'What Gloo made of all objects, for its proxies. Written by Gloo.',
  versions: [{ name: 'v1' }],
})
