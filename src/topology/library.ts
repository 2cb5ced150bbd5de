import { completeAs, type Declared } from '../inventory/completeness.ts'
import { refOf } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import { createSnapshot } from '../inventory/store.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createTopology, type TopologyOptions } from './open.ts'
import type { SimulatedRequest, Simulation } from './simulate/result.ts'
import type { PredictedStatus } from './status/result.ts'
import type { Topology } from './topology.ts'

/** What may be said about a set of objects. */
export interface SetOptions extends TopologyOptions {
  /** Kinds of which `objects` hold all there are; `all` for everything. By default nothing: what is not here may exist elsewhere. */
  readonly complete?: Declared
}

/** One object with the status that a conformant controller would write on it. */
export interface PredictedObject {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly status: PredictedStatus
}

const topologies = new WeakMap<readonly KubeObject[], Map<string, Topology>>()

/** The same array is read once, whatever is asked about it: an array that was changed in the meantime has to be copied. */
function topologyOf(objects: readonly KubeObject[] | Snapshot, options: SetOptions): Topology {
  if (!Array.isArray(objects)) return createTopology(objects as Snapshot, options)
  const list = objects as readonly KubeObject[]
  let known = topologies.get(list)
  if (known === undefined) {
    known = new Map()
    topologies.set(list, known)
  }
  const { complete = [] } = options
  const key = JSON.stringify([complete, options.profile, options.sameAge])
  let topology = known.get(key)
  if (topology === undefined) {
    topology = createTopology(createSnapshot(list, { complete: completeAs(complete) }), options)
    known.set(key, topology)
  }
  return topology
}

/**
 * The status that a conformant controller would write, or the controller that the GatewayClass names, for each object that gets one. Synchronous;
 * for a snapshot everything is worked out once. What the objects at hand do not decide is `Unknown` with reason `Undetermined`.
 *
 * @param objects in any order; the answer comes in the order of groups, kinds, namespaces and names
 */
export function predict(objects: readonly KubeObject[] | Snapshot, options: SetOptions = {}): readonly PredictedObject[] {
  const topology = topologyOf(objects, options)
  const { snapshot } = topology
  return snapshot.kinds().flatMap(({ group, kind }) =>
    snapshot.list(group, kind).flatMap(object => {
      const status = topology.status(object)
      return status === undefined ? [] : [predicted(object, status)]
    }),
  )
}

function predicted(object: KubeObject, status: PredictedStatus): PredictedObject {
  const { group, kind, namespace, name } = refOf(object)
  return { group, version: object.apiVersion.slice(object.apiVersion.indexOf('/') + 1), kind, namespace, name, status }
}

/**
 * What happens to a request: at which listener it arrives, which route, rule and match answer it and why no other, what filters do to it, and
 * where it goes. Synchronous; never throws for a request that makes no sense, but says so.
 */
export function simulate(objects: readonly KubeObject[] | Snapshot, request: SimulatedRequest, options: SetOptions = {}): Simulation {
  return topologyOf(objects, options).simulate(request)
}
