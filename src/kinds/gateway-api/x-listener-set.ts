import { defineKind } from '../define-kind.ts'
import { type ListenerSetSpec, type ListenerSetStatus, listenerSet, listenerSetReferences } from './listener-set.ts'
import type { Typed } from './root.ts'

export type XListenerSet = Typed<'XListenerSet', typeof ListenerSetSpec, typeof ListenerSetStatus>

export default defineKind({
  group: 'gateway.networking.x-k8s.io',
  kind: 'XListenerSet',
  plural: 'xlistenersets',
  shortNames: ['lset'],
  scope: 'Namespaced',
  description: 'Adds listeners to a Gateway; became ListenerSet.',
  versions: [{ name: 'v1alpha1', listed: { experimental: '1.3-1.4' }, stored: { experimental: '1.3-1.4' } }],
  schema: listenerSet,
  references: [
    ...listenerSetReferences,
    { at: 'spec.listeners[].tls.frontendValidation.caCertificateRefs[]', purpose: 'ca', namespace: 'field', needsGrant: true },
  ],
})
