import type { Engine } from '../scope.ts'
import type { Topology } from '../topology.ts'
import type { SimulatedRequest, Simulation } from './result.ts'

export function simulate(_topology: Topology, _engine: Engine, _request: SimulatedRequest): Simulation {
  throw new Error('not built yet')
}
