import type { Finding } from '../diagnostics/finding.ts'
import { breakage } from '../engine/breakage.ts'
import { protectedKinds } from '../engine/dependents.ts'
import { takeover, takingKinds } from '../engine/takeover.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { World } from './judge.ts'
import type { AdmissionRequest } from './review.ts'

export const nothingBroken = { findings: [] as readonly Finding[], partial: false }

/** What a change or a deletion breaks for other live objects, and what a route takes over from them. `after`: the cluster as it would be. */
export function protect(
  request: AdmissionRequest,
  { snapshot, admission, engine: { profile } }: World,
  after: Snapshot,
): { readonly findings: readonly Finding[]; readonly partial: boolean } {
  if (admission.protect === 'off') return nothingBroken
  const deleted = request.operation === 'DELETE'
  const object = (deleted ? request.oldObject : request.object) as KubeObject
  const ref = refOf(object)
  const kind = `${ref.group}/${ref.kind}`
  if (!deleted && takingKinds.has(kind)) return { findings: takeover(snapshot, after, ref, { profile }), partial: false }
  if (request.operation === 'CREATE' || !protectedKinds.has(kind)) return nothingBroken
  // What is stored may differ from what was seen last: only this change counts.
  const before = snapshot.with((request.oldObject ?? object) as KubeObject)
  return breakage(before, deleted ? before.without(ref) : before.with(object), ref, { profile })
}
