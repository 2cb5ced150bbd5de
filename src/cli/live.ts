import { Cluster, type ResourceStatus } from '../cluster/cluster.ts'
import { watchedKinds } from '../cluster/watched.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import { connect } from './connect.ts'
import { CliError, EXIT } from './exit.ts'

export interface LiveFlags {
  readonly live?: boolean
  readonly kubeconfig?: string
  readonly context?: string
}

/** How long a cluster may take to list everything, in milliseconds. */
const patience = 60_000

/** A cluster at one moment. */
export interface LiveCluster {
  readonly snapshot: Snapshot
  /** The minor version of the API server: `1.36`. */
  readonly kubernetes: string
  /** What may not be listed, in words; undefined where nothing is missing. */
  readonly unknown?: string
  /** Whether more is missing than what an ordinary role may lack. */
  readonly partial: boolean
}

/** The objects of a cluster as it is now. What may not be listed there is unknown, not absent, and standard error says so. */
export async function readCluster(flags: LiveFlags): Promise<Snapshot> {
  const { snapshot, unknown } = await readLive(flags)
  if (unknown !== undefined) process.stderr.write(`gatewright: ${unknown}\n`)
  return snapshot
}

/** @throws CliError where nothing can be read. */
export async function readLive(flags: LiveFlags): Promise<LiveCluster> {
  let cluster: Cluster
  try {
    const client = await connect(flags)
    // Watches try again and again; whether there is anybody to answer shows at once.
    await client.get('/version', { quiet: 10_000 }).catch(error => {
      throw new Error(`cannot read the cluster at ${client.server}: ${(error as Error).message}`)
    })
    cluster = new Cluster(client, { kinds: watchedKinds() })
  } catch (error) {
    throw new CliError((error as Error).message, EXIT.unreadable)
  }
  cluster.start()
  try {
    const end = Date.now() + patience
    while (!cluster.synced || cluster.kubernetes === '') {
      if (Date.now() > end) {
        const waiting = cluster.status().filter(({ state }) => state === 'waiting')
        throw new CliError(
          `the cluster has not answered for ${patience / 1000} s: still without ${waiting.map(({ name }) => name).join(', ') || 'its version or the list of kinds'}`,
          EXIT.unreadable,
        )
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    return { snapshot: cluster.state.snapshot, kubernetes: cluster.kubernetes, ...missing(cluster.status()) }
  } finally {
    await cluster.stop()
  }
}

/** @throws CliError where nothing may be listed: there would be no problem in nothing. */
function missing(status: readonly ResourceStatus[]): Pick<LiveCluster, 'unknown' | 'partial'> {
  const forbidden = status.filter(({ state }) => state === 'forbidden')
  if (forbidden.length === 0) return { partial: false }
  if (status.every(({ state }) => state === 'forbidden' || state === 'absent'))
    throw new CliError(`nothing may be listed in the cluster: ${forbidden[0]?.trouble}`, EXIT.unreadable)
  const names = forbidden.map(({ name }) => name).join(', ')
  return {
    unknown: `not permitted to list ${names}: what depends on them was not judged`,
    partial: forbidden.some(({ optional }) => !optional),
  }
}
