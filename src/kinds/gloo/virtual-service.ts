import { defineKind } from '../define-kind.ts'
import { glooRoutes } from './routes.ts'

export default defineKind({
  group: 'gateway.solo.io',
  kind: 'VirtualService',
  plural: 'virtualservices',
  shortNames: ['vs', 'gvs'],
  scope: 'Namespaced',
  description: 'Routes of a set of domains, with their certificate.',
  versions: [{ name: 'v1' }],
  references: [
    ...glooRoutes('spec.virtualHost.routes[]'),
    { at: 'spec.sslConfig.secretRef', purpose: 'certificate', group: '', kind: 'Secret', namespace: 'field' },
    {
      at: 'spec.virtualHost.optionsConfigRefs.delegateOptions[]',
      purpose: 'extension',
      group: 'gateway.solo.io',
      kind: 'VirtualHostOption',
      namespace: 'field',
    },
  ],
})
