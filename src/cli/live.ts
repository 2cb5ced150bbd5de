import { createClient } from '../cluster/client.ts'
import { Cluster } from '../cluster/cluster.ts'
import { loadCredentials } from '../cluster/kubeconfig.ts'
import { watchedKinds } from '../cluster/watched.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import { CliError, EXIT } from './exit.ts'

export interface LiveFlags {
  readonly live?: boolean
  readonly kubeconfig?: string
  readonly context?: string
}

/** How long a cluster may take to list everything, in milliseconds. */
const patience = 60_000

/** The cluster as it is now. What may not be listed there is unknown, not absent. */
export async function readCluster({ kubeconfig, context }: LiveFlags): Promise<Snapshot> {
  let cluster: Cluster
  try {
    const credentials = await loadCredentials({
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(context !== undefined && { context }),
    })
    const client = createClient(credentials)
    // Watches try again and again; whether there is anybody to answer shows at once.
    await client.get('/version', { quiet: 10_000 }).catch(error => {
      throw new Error(`cannot reach the cluster at ${client.server}: ${(error as Error).message}`)
    })
    cluster = new Cluster(client, { kinds: watchedKinds() })
  } catch (error) {
    throw new CliError((error as Error).message, EXIT.unreadable)
  }
  cluster.start()
  try {
    const end = Date.now() + patience
    while (!cluster.synced) {
      if (Date.now() > end) {
        const waiting = cluster.status().filter(({ state }) => state === 'waiting')
        throw new CliError(
          `the cluster has not answered for ${patience / 1000} s: still without ${waiting.map(({ name }) => name).join(', ') || 'the list of kinds'}`,
          EXIT.unreadable,
        )
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    return cluster.state.snapshot
  } finally {
    await cluster.stop()
  }
}
