import { createClient, type KubeClient } from '../../../src/cluster/client.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'
import { loadCredentials } from '../../../src/cluster/kubeconfig.ts'
import { watchedKinds } from '../../../src/cluster/watched.ts'
import { createSnapshot, type Snapshot } from '../../../src/inventory/index.ts'
import { groupOf, type KubeObject } from '../../../src/kinds/object.ts'

/** What a controller needs besides: where backends run, and who is there to answer. */
const kinds = [
  ...watchedKinds(),
  { group: 'apps', kind: 'Deployment', plural: 'deployments', versions: ['v1'] },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice', plural: 'endpointslices', versions: ['v1'] },
]

/** A cluster under watch, and the means to write to it. */
export interface WatchedCluster {
  readonly client: KubeClient
  snapshot(): Snapshot
  /** Calls `work` after every change, never twice at a time; many changes at once count as one. */
  follow(work: () => Promise<void>): void
  stop(): Promise<void>
}

export async function watchCluster(kubeconfig: string): Promise<WatchedCluster> {
  const client = createClient(await loadCredentials({ kubeconfig }))
  const cluster = new Cluster(client, { kinds })
  cluster.start()
  await cluster.ready
  const running = new Set<Promise<void>>()
  let stopped = false
  return {
    client,
    snapshot: () => complete(cluster.state.snapshot),
    follow(work) {
      let due = false
      let busy = false
      const run = async () => {
        busy = true
        try {
          while (due && !stopped) {
            due = false
            await work()
          }
        } finally {
          busy = false
        }
      }
      const start = () => {
        due = true
        if (busy) return
        const done = run().catch(error => console.error(error))
        running.add(done)
        void done.finally(() => running.delete(done))
      }
      cluster.state.onChange(() => setImmediate(start))
      start()
    },
    async stop() {
      stopped = true
      await Promise.all(running)
      await cluster.stop()
      client.close()
    },
  }
}

const completed = new WeakMap<Snapshot, Snapshot>()

/** What is not served does not exist either: the cluster is known as a whole. */
function complete(snapshot: Snapshot): Snapshot {
  let whole = completed.get(snapshot)
  if (whole === undefined) {
    const objects = snapshot.kinds().flatMap(({ group, kind }) => snapshot.list(group, kind))
    whole = createSnapshot(objects, { complete: () => true })
    completed.set(snapshot, whole)
  }
  return whole
}

/** The place of an object in the API. */
export function pathOf(object: KubeObject): string {
  const group = groupOf(object.apiVersion)
  const plural = kinds.find(kind => kind.group === group && kind.kind === object.kind)!.plural
  const { namespace, name } = object.metadata
  return `${group === '' ? '/api' : '/apis'}/${object.apiVersion}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}/${name}`
}
