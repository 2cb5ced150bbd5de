import { applyDefaults, defaults, patchOf } from '../defaults/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { AdmissionResponse } from './answer.ts'
import { passes, type World } from './judge.ts'
import type { AdmissionRequest } from './review.ts'
import { fitWarnings } from './warnings.ts'

export interface Mutation {
  readonly response: AdmissionResponse
  /** Names of the defaults that were applied. */
  readonly applied: readonly string[]
  /** What kept the defaults from being filled in: the object is left as it is then. */
  readonly failure?: unknown
}

/** Fills in what the configuration wants filled in, and says so. A default that fails costs the defaults, not the answer. */
export function mutate(request: AdmissionRequest, world: World): Mutation {
  try {
    return fillIn(request, world)
  } catch (failure) {
    return { response: { uid: request.uid, allowed: true }, applied: [], failure }
  }
}

function fillIn(request: AdmissionRequest, world: World): Mutation {
  const untouched = { response: { uid: request.uid, allowed: true }, applied: [] }
  if (request.operation === 'DELETE' || passes(request, world.admission) !== undefined) return untouched
  const object = withNamespace(request.object as KubeObject, request.namespace)
  const { engine, defaultSettings, snapshot } = world
  const { edits, applied } = applyDefaults(object, snapshot, {
    defaults,
    settings: defaultSettings,
    door: 'admission',
    profile: engine.profile,
  })
  if (edits.length === 0) return untouched
  const patch = Buffer.from(JSON.stringify(patchOf(request.object, edits))).toString('base64')
  const warnings = fitWarnings(applied.map(({ name, note }) => `${note} (default ${name} of Gatewright)`))
  const names = applied.map(({ name }) => name)
  return {
    response: { uid: request.uid, allowed: true, patchType: 'JSONPatch', patch, warnings, auditAnnotations: { defaults: names.join(' ') } },
    applied: names,
  }
}

/** The mutating phase may see objects whose namespace stands in the request alone. */
function withNamespace(object: KubeObject, namespace: string | undefined): KubeObject {
  if (!namespace || object.metadata.namespace !== undefined) return object
  return { ...object, metadata: { ...object.metadata, namespace } }
}
