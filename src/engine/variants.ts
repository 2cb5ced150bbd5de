import { refKey, refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'

/** Objects of a set, apart by whether their identity is theirs alone. */
export interface Variants {
  /** One object for each identity, as far as all that are written agree. */
  readonly plain: readonly KubeObject[]
  /** Those that differ from another one of the same identity: overlays, or examples that were never meant to be applied together. */
  readonly variants: readonly KubeObject[]
  /** All that are written of one identity, where that is more than one. */
  readonly twins: readonly (readonly KubeObject[])[]
}

/**
 * Tells objects that are there once from those of which there are several versions. Which version will be applied is not known, so nothing may
 * be concluded from one of them about other objects; each is judged by itself.
 */
export function variantsOf(objects: readonly KubeObject[]): Variants {
  if (new Set(objects.map(object => refKey(refOf(object)))).size === objects.length) return { plain: objects, variants: [], twins: [] }
  const byKey = new Map<string, KubeObject[]>()
  for (const object of objects) {
    const key = refKey(refOf(object))
    const same = byKey.get(key)
    if (same === undefined) byKey.set(key, [object])
    else same.push(object)
  }
  const plain: KubeObject[] = []
  const variants: KubeObject[] = []
  const twins: KubeObject[][] = []
  for (const same of byKey.values()) {
    if (same.length > 1 && refOf(same[0]!).name !== '') twins.push(same)
    if (same.length === 1 || new Set(same.map(textOf)).size === 1) plain.push(same.at(-1)!)
    else variants.push(...same)
  }
  return { plain, variants, twins }
}

function textOf(object: KubeObject): string {
  return JSON.stringify(object, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}
