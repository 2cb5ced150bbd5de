import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gloo.solo.io',
  kind: 'Upstream',
  plural: 'upstreams',
  shortNames: ['us', 'gus'],
  scope: 'Namespaced',
  description: 'A backend: a Service, static hosts, a cloud function and others.',
  versions: [{ name: 'v1' }],
  references: [
    {
      at: 'spec.kube',
      purpose: 'backend',
      group: '',
      kind: 'Service',
      namespace: 'field',
      fields: { name: 'serviceName', namespace: 'serviceNamespace' },
    },
    { at: 'spec.aws.secretRef', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'field' },
    { at: 'spec.sslConfig.secretRef', purpose: 'client-certificate', group: '', kind: 'Secret', namespace: 'field' },
  ],
})
