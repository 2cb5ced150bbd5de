import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gloo.solo.io',
  kind: 'UpstreamGroup',
  plural: 'upstreamgroups',
  shortNames: ['ug', 'gug'],
  scope: 'Namespaced',
  description: 'Backends with weights.',
  versions: [{ name: 'v1' }],
  references: [
    { at: 'spec.destinations[].destination.upstream', purpose: 'backend', group: 'gloo.solo.io', kind: 'Upstream', namespace: 'field' },
    { at: 'spec.destinations[].destination.kube.ref', purpose: 'backend', group: '', kind: 'Service', namespace: 'field' },
  ],
})
