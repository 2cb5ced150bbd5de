import { defineKind } from '../define-kind.ts'

export default defineKind({
  group: 'extensions.higress.io',
  kind: 'WasmPlugin',
  plural: 'wasmplugins',
  scope: 'Namespaced',
  description: 'A plugin in WebAssembly, and the routes that it runs on.',
  versions: [{ name: 'v1alpha1' }],
  references: [{ at: 'spec.imagePullSecret', purpose: 'credentials', group: '', kind: 'Secret', namespace: 'own' }],
})
