import type { Finding } from '../diagnostics/finding.ts'
import type { World } from './judge.ts'
import type { AdmissionRequest } from './review.ts'

/** What a change or a deletion breaks for other live objects. */
export function protect(_request: AdmissionRequest, _world: World): readonly Finding[] {
  return []
}
