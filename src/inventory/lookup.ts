import type { ObjectRef } from '../diagnostics/finding.ts'
import type { KubeObject } from '../kinds/object.ts'
import { keptOn } from './kept-on.ts'
import type { Lookup, Snapshot } from './snapshot.ts'

export const absent: Lookup = Object.freeze({ state: 'absent' })
export const unknown: Lookup = Object.freeze({ state: 'unknown' })

const answers = keptOn<Extract<Lookup, { readonly state: 'found' }>>()

/** One answer for each object: most objects are looked up by many others, which remember what they found. */
export function found(object: KubeObject): Lookup {
  let answer = answers.get(object)
  if (answer === undefined) {
    answer = Object.freeze({ state: 'found', object })
    answers.set(object, answer)
  }
  return answer
}

/** What a snapshot knows of an object: it is there, or all of its kind are and it is not, or it may exist elsewhere. */
export function lookupIn(snapshot: Snapshot, ref: ObjectRef): Lookup {
  const object = snapshot.get(ref)
  if (object !== undefined) return found(object)
  return snapshot.complete(ref.group, ref.kind, ref.namespace === '' ? undefined : ref.namespace) ? absent : unknown
}
