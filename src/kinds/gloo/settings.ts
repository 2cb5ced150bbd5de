import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gloo.solo.io',
  kind: 'Settings',
  plural: 'settings',
  shortNames: ['st', 'gst'],
  scope: 'Namespaced',
  description: 'How Gloo itself runs.',
  versions: [{ name: 'v1' }],
})
