import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>
  /** Values in base64. */
  readonly binaryData?: Readonly<Record<string, string>>
}

/** The text under a key; undefined where there is none, or only bytes. */
export const configMapText = (configMap: KubeObject, key: string): string | undefined => (configMap as ConfigMap).data?.[key]

export default defineKind({
  group: '',
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  scope: 'Namespaced',
  description: 'Data that everybody in the namespace may read, such as certificates of authorities.',
  versions: [{ name: 'v1' }],
})
