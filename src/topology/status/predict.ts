import type { KubeObject } from '../../kinds/object.ts'
import type { Engine } from '../scope.ts'
import type { Topology } from '../topology.ts'
import type { PredictedStatus } from './result.ts'

export function statusOf(_topology: Topology, _engine: Engine, _object: KubeObject): PredictedStatus | undefined {
  return undefined
}
