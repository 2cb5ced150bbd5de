import type { Snapshot } from '../inventory/snapshot.ts'
import type { Topology } from './topology.ts'

export interface TopologyOptions {
  /** Profile by name for whatever names no known class; `conformant` by default. */
  readonly profile?: string
}

/** The topology of a snapshot. Cheap: everything is derived when it is asked for, and taken over from relatives of the snapshot. */
export function createTopology(_snapshot: Snapshot, _options: TopologyOptions = {}): Topology {
  throw new Error('not built yet')
}
