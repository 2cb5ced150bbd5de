import type { Finding } from '../diagnostics/finding.ts'
import { breakage } from '../engine/breakage.ts'
import { protectedKinds } from '../engine/dependents.ts'
import { refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { World } from './judge.ts'
import type { AdmissionRequest } from './review.ts'

const nothing = { findings: [] as readonly Finding[], partial: false }

/** What a change or a deletion breaks for other live objects. */
export function protect(
  request: AdmissionRequest,
  { snapshot, admission, engine }: World,
): { readonly findings: readonly Finding[]; readonly partial: boolean } {
  if (admission.protect === 'off' || request.operation === 'CREATE') return nothing
  const object = (request.operation === 'DELETE' ? request.oldObject : request.object) as KubeObject
  const ref = refOf(object)
  if (!protectedKinds.has(`${ref.group}/${ref.kind}`)) return nothing
  const before = snapshot.with((request.oldObject ?? object) as KubeObject)
  const after = request.operation === 'DELETE' ? before.without(ref) : before.with(object)
  return breakage(before, after, ref, { profile: engine.profile })
}
