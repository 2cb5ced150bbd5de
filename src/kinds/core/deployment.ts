import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'apps',
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  scope: 'Namespaced',
  description: 'Keeps a number of equal pods running.',
  versions: [{ name: 'v1' }],
})
