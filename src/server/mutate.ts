import type { AdmissionResponse } from './answer.ts'
import type { World } from './judge.ts'
import type { AdmissionRequest } from './review.ts'

export interface Mutation {
  readonly response: AdmissionResponse
  /** Names of the defaults that were applied. */
  readonly applied: readonly string[]
}

/** Fills in what the configuration wants filled in. */
export function mutate(request: AdmissionRequest, _world: World): Mutation {
  return { response: { uid: request.uid, allowed: true }, applied: [] }
}
