import { dirname, join } from 'node:path'
import { readAny } from '../source/read.ts'

export const isKustomization = (path: string): boolean => /(?:^|[\\/])kustomization\.ya?ml$/.test(path)

/** The files that a kustomization lays over its resources. They hold parts of objects, which mean nothing by themselves. */
export function patchFiles(path: string, text: string): readonly string[] {
  const [document] = readAny(path, text).documents
  const { patches, patchesJson6902, patchesStrategicMerge } = (document?.object ?? {}) as Readonly<Record<string, unknown>>
  return [patches, patchesJson6902, patchesStrategicMerge]
    .flatMap(list => (Array.isArray(list) ? list : []))
    .map((patch: unknown) => (typeof patch === 'string' ? patch : (patch as { path?: unknown } | null)?.path))
    .filter(name => typeof name === 'string')
    .map(name => join(dirname(path), name))
}
