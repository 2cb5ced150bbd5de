import { catalogue } from '../../../src/kinds/index.ts'
import type { KubeObject } from '../../../src/kinds/object.ts'
import { createAdmission } from '../../../src/schema/index.ts'

const admission = createAdmission(catalogue({ version: '1.6', channel: 'experimental' }).crds())

/** An object as the API server stores it, with defaults; undefined where it is refused. Kinds of Kubernetes itself are written out. */
export function stored(object: KubeObject): KubeObject | undefined {
  if (admission.find(object.apiVersion, object.kind) === undefined) return object
  const { allowed, object: accepted } = admission.admit({ operation: 'CREATE', object, fieldValidation: 'Strict' })
  if (!allowed) return undefined
  const { status: _, ...rest } = accepted as KubeObject
  return { ...rest, metadata: object.metadata } as KubeObject
}
