import type { KubeObject } from '../../kinds/object.ts'
import type { Engine } from '../scope.ts'
import type { Topology } from '../topology.ts'
import type { MatchConflict } from './result.ts'

export function conflictsOf(_topology: Topology, _engine: Engine, _route: KubeObject): readonly MatchConflict[] {
  return []
}
