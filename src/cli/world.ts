import type { Command } from 'commander'
import { completeAs } from '../inventory/completeness.ts'
import { refOf } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import { createSnapshot } from '../inventory/store.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createTopology } from '../topology/index.ts'
import type { Topology } from '../topology/topology.ts'
import { CliError } from './exit.ts'
import { placeFlags } from './flags.ts'
import { type Inputs, insistReadable, readInputs } from './inputs.ts'
import type { LiveFlags } from './live.ts'
import { type PlaceFlags, settings } from './settings.ts'

export interface WorldFlags extends PlaceFlags, LiveFlags {
  readonly sameAge?: boolean
}

/** Adds the flags that say which objects there are, besides those that say where they will run. */
export function worldFlags(command: Command): Command {
  return placeFlags(command)
    .option('--live', 'lay the files over what is in the cluster now')
    .option('--kubeconfig <file>', 'with --live: the kubeconfig to use')
    .option('--context <name>', 'with --live: the context to use')
    .option('--same-age', 'objects without a creation time are created together: names decide between them')
}

/** The objects of the files, over those of the cluster where it is asked for. */
export interface World {
  readonly topology: Topology
  readonly snapshot: Snapshot
  /** Those that stand in the files. */
  readonly objects: readonly KubeObject[]
  /** With `--live`: the cluster without the files. */
  readonly cluster?: Snapshot
}

/** @throws CliError where a file or the cluster cannot be read: an answer from half of the objects would be wrong. */
export async function readWorld(paths: readonly string[], flags: WorldFlags): Promise<World> {
  if (paths.length === 0 && flags.live !== true) throw new CliError('name files or folders to read, or --live for the cluster')
  const objects = objectsOf(await readInputs(paths))
  const { profile, complete } = await settings(flags, paths, objects)
  const cluster = flags.live === true ? await (await import('./live.ts')).readCluster(flags) : undefined
  const snapshot = cluster === undefined ? createSnapshot(objects, { complete: completeAs(complete) }) : laidOver(cluster, objects)
  const topology = createTopology(snapshot, { profile, sameAge: flags.sameAge === true })
  return { snapshot, objects, topology, ...(cluster !== undefined && { cluster }) }
}

/** @throws CliError where a file cannot be read. */
export function objectsOf(inputs: Inputs): readonly KubeObject[] {
  return insistReadable(inputs)
    .flatMap(file => file.documents.map(document => document.object as KubeObject))
    .filter(({ metadata }) => refOfName(metadata) !== '')
}

function laidOver(cluster: Snapshot, objects: readonly KubeObject[]): Snapshot {
  let snapshot = cluster
  for (const object of objects) {
    // An object that is there keeps its age: an apply does not make it young.
    const stored = snapshot.get(refOf(object))?.metadata.creationTimestamp
    snapshot = snapshot.with(stored === undefined ? object : { ...object, metadata: { ...object.metadata, creationTimestamp: stored } })
  }
  return snapshot
}

function refOfName(metadata: unknown): string {
  const name = (metadata as { name?: unknown } | null | undefined)?.name
  return typeof name === 'string' ? name : ''
}
