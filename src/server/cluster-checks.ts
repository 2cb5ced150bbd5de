import type { Cluster, ResourceStatus } from '../cluster/cluster.ts'
import type { Check } from './health.ts'

/** Whether the snapshot can be trusted: listed once, and heard of since. One line per kind that is not simply live. */
export function clusterChecks(cluster: Cluster, maxStaleness: number, now = Date.now()): Check[] {
  if (!cluster.synced) {
    const waiting = cluster.status().filter(status => status.state === 'waiting')
    return [
      {
        name: 'cluster',
        ok: false,
        detail: `not listed yet: ${waiting.map(status => status.name).join(', ') || 'what the cluster serves'}`,
      },
    ]
  }
  const odd = cluster.status().flatMap(status => oddity(status, maxStaleness, now))
  return [{ name: 'cluster', ok: true, detail: `as of revision ${cluster.state.revision}` }, ...odd]
}

function oddity({ name, state, optional, contact }: ResourceStatus, maxStaleness: number, now: number): Check[] {
  if (state === 'forbidden') {
    const detail = optional
      ? 'not permitted, and optional: rules that need it say nothing'
      : 'not permitted: rules that need it say nothing'
    return [{ name, ok: true, detail }]
  }
  if (state !== 'lost') return []
  const age = now - contact
  return [{ name, ok: age <= maxStaleness, detail: `the watch is broken; last heard ${Math.round(age / 1000)} s ago` }]
}
