import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'networking.higress.io',
  kind: 'McpBridge',
  plural: 'mcpbridges',
  scope: 'Namespaced',
  description: 'Registries in which Higress looks for services. Only the one called default in its own namespace is read.',
  versions: [{ name: 'v1' }],
  references: [{ at: 'spec.registries[].authSecretName', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' }],
})
