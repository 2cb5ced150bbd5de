import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'gateway.kgateway.dev',
  kind: 'Backend',
  plural: 'backends',
  shortNames: ['be'],
  scope: 'Namespaced',
  description: 'A backend that is no Service: static hosts, AWS Lambda or a language model.',
  versions: [{ name: 'v1alpha1' }],
  references: [
    { at: 'spec.aws.auth.secretRef', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' },
    { at: 'spec.aws.auth.secret', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' },
    { at: 'spec.ai.llm.provider{}.authToken.secretRef', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' },
    {
      at: 'spec.ai.multipool.priorities[].pool[].provider{}.authToken.secretRef',
      purpose: 'credentials',
      group: '',
      kind: 'Secret',
      namespace: 'own',
    },
  ],
})
