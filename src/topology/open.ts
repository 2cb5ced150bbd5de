import type { Snapshot } from '../inventory/snapshot.ts'
import { topologyOf } from './create.ts'
import { conformant, profileByName } from './profiles/index.ts'
import type { Topology } from './topology.ts'

export interface TopologyOptions {
  /** Profile by name for whatever names no known class; `conformant` by default, and for a name that nobody knows. */
  readonly profile?: string
  /** Objects without a creation time count as created together, so that names decide between them; by default their order is not known. */
  readonly sameAge?: boolean
}

/** The topology of a snapshot. Cheap: everything is derived when it is asked for, and taken over from relatives of the snapshot. */
export function createTopology(snapshot: Snapshot, options: TopologyOptions = {}): Topology {
  const profile = (options.profile === undefined ? undefined : profileByName(options.profile)) ?? conformant
  const sameAge = options.sameAge ?? false
  const key = `topology ${profile.name} ${sameAge}`
  const known = snapshot.kept.get(key) as Topology | undefined
  const topology = known ?? topologyOf(snapshot, { profile, sameAge })
  if (known === undefined) snapshot.kept.set(key, topology)
  return topology
}
