import type { KubeObject } from '../kinds/object.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { readPolicy } from '../policy/read.ts'
import type { SourceDocument } from '../source/index.ts'
import { atItsPlace } from '../source/problem.ts'
import { CliError, EXIT } from './exit.ts'
import { insistReadable, readInputs } from './inputs.ts'

/**
 * The objects in files with policies and what is around them; suites of tests are passed over.
 * @throws CliError with the places of what the API server would not take for an object at all: nothing could be said of it
 */
export async function objectsIn(paths: readonly string[]): Promise<KubeObject[]> {
  const documents = insistReadable(await readInputs(paths)).flatMap(file => file.documents)
  const objects = documents.filter(({ object }) => (object as { kind?: unknown } | null)?.kind !== 'PolicyTest')
  const problems = objects.flatMap(problemsOf)
  if (problems.length > 0) throw new CliError(problems.join('\n'), EXIT.unreadable)
  return objects.map(document => document.object as KubeObject)
}

function problemsOf(document: SourceDocument): string[] {
  const told = (at: readonly (string | number)[], message: string) =>
    atItsPlace({ kind: 'not-an-object', file: document.file, span: document.locate(at), message })
  const { apiVersion, kind, metadata } = (document.object ?? {}) as Partial<Record<'apiVersion' | 'kind' | 'metadata', unknown>>
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [told([], 'an object needs apiVersion and kind, both texts')]
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return [told([], `this ${kind} has no metadata`)]
  const object = document.object as KubeObject
  return isPolicyObject(object) ? readPolicy(object).problems.map(({ at, message }) => told(at, message)) : []
}
