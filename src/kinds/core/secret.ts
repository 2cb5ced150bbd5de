import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

/** A Secret as it is written or stored. Values never appear in findings. */
export interface Secret extends KubeObject {
  /** Opaque when left out. */
  readonly type?: string
  /** Values in base64. */
  readonly data?: Readonly<Record<string, string>>
  /** Values as plain text, which the API server moves to `data`. */
  readonly stringData?: Readonly<Record<string, string>>
}

/** The keys that a Secret holds, from both of its maps. */
export function secretKeys(secret: KubeObject): ReadonlySet<string> {
  const { data, stringData } = secret as Secret
  return new Set([...Object.keys(data ?? {}), ...Object.keys(stringData ?? {})])
}

export const secretType = (secret: KubeObject): string => (secret as Secret).type ?? 'Opaque'

export default defineKind({
  group: '',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
  description: 'Data that few may read, such as certificates and their keys.',
  versions: [{ name: 'v1' }],
})
