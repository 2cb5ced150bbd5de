import { defineKind, type ReferenceField } from '../define-kind.ts'

const backend = (at: string): ReferenceField[] => [
  { at: `${at}.service`, purpose: 'backend', group: '', kind: 'Service', namespace: 'own' },
  { at: `${at}.resource`, purpose: 'backend', group: '', namespace: 'own', fields: { group: 'apiGroup' } },
]

export default defineKind({
  group: 'networking.k8s.io',
  kind: 'Ingress',
  plural: 'ingresses',
  shortNames: ['ing'],
  scope: 'Namespaced',
  description: 'Sends HTTP requests to Services by host and path; the predecessor of HTTPRoute.',
  versions: [{ name: 'v1' }],
  references: [
    { at: 'spec.ingressClassName', purpose: 'class', group: 'networking.k8s.io', kind: 'IngressClass', namespace: 'cluster' },
    ...backend('spec.defaultBackend'),
    ...backend('spec.rules[].http.paths[].backend'),
    { at: 'spec.tls[].secretName', purpose: 'certificate', group: '', kind: 'Secret', namespace: 'own' },
  ],
})
