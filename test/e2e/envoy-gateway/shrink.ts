import type { KubeObject } from '../../../src/kinds/object.ts'

/** The smallest set that can be had from `objects` by leaving out objects and fields while `holds` still says yes. */
export async function shrink(objects: readonly KubeObject[], holds: (objects: KubeObject[]) => Promise<boolean>): Promise<KubeObject[]> {
  let smallest = structuredClone(objects) as KubeObject[]
  for (let changed = true; changed; ) {
    changed = false
    for (const less of smaller(smallest)) {
      if (!(await holds(less))) continue
      smallest = less
      changed = true
      break
    }
  }
  return smallest
}

/** The set with one thing less, the largest things first. */
function* smaller(objects: readonly KubeObject[]): Generator<KubeObject[]> {
  for (let i = objects.length - 1; i >= 0; i--) if (!['Namespace', 'GatewayClass'].includes(objects[i]!.kind)) yield objects.toSpliced(i, 1)
  for (const [i, object] of objects.entries())
    for (const path of paths(object)) {
      const copy = structuredClone(objects) as KubeObject[]
      remove(copy[i] as unknown as Record<string, unknown>, path)
      yield copy
    }
}

function* paths(value: unknown, depth = 0): Generator<(string | number)[]> {
  if (typeof value !== 'object' || value === null) return
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value).filter(key => depth > 0 || key === 'spec')
  for (const key of keys) {
    if (depth > 0) yield [key]
    for (const below of paths((value as Record<string | number, unknown>)[key], depth + 1)) yield [key, ...below]
  }
}

function remove(object: Record<string | number, unknown>, [key, ...rest]: (string | number)[]): void {
  if (rest.length > 0) remove(object[key!] as Record<string, unknown>, rest)
  else if (Array.isArray(object)) object.splice(key as number, 1)
  else delete object[key!]
}
