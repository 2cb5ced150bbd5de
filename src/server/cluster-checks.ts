import { customResourceDefinitions } from '../cluster/catalogue.ts'
import type { Cluster, ResourceStatus } from '../cluster/cluster.ts'
import { resourceName } from '../cluster/resource.ts'
import type { Check } from './health.ts'

/**
 * Whether the snapshot can be trusted: listed once, and heard of since. One line per kind that is not simply live. `began`: when the replica began to
 * list. A kind that only ever fails (a broken conversion webhook is enough) keeps a replica from being ready for as long as knowledge may be old.
 */
export function clusterChecks(cluster: Cluster, maxStaleness: number, began: number, now = Date.now()): Check[] {
  const status = cluster.status()
  const waiting = status.filter(({ state }) => state === 'waiting')
  if (!cluster.synced && (status.length < 2 || !givenUp(waiting, now - began > maxStaleness))) {
    const names = waiting.map(({ name, trouble }) => (trouble === undefined ? name : `${name} (${trouble})`))
    return [{ name: 'cluster', ok: false, detail: `not listed yet: ${names.join(', ') || 'what the cluster serves'}` }]
  }
  const odd = status.flatMap(each => oddity(each, maxStaleness, now))
  return [
    {
      name: 'cluster',
      ok: true,
      detail: cluster.state.revision === '' ? 'nothing was listed' : `as of revision ${cluster.state.revision}`,
    },
    ...odd,
  ]
}

function givenUp(waiting: readonly ResourceStatus[], late: boolean): boolean {
  return late && waiting.every(({ name, trouble }) => trouble !== undefined && name !== resourceName(customResourceDefinitions))
}

function oddity({ name, state, optional, contact, trouble }: ResourceStatus, maxStaleness: number, now: number): Check[] {
  const why = trouble === undefined ? '' : `: ${trouble}`
  if (state === 'forbidden') {
    const detail = optional
      ? 'not permitted, and optional: rules that need it say nothing'
      : 'not permitted: rules that need it say nothing'
    return [{ name, ok: true, detail }]
  }
  if (state === 'waiting') return [{ name, ok: true, detail: `not listed yet, and rules that need it say nothing${why}` }]
  if (state !== 'lost') return []
  const age = now - contact
  return [{ name, ok: age <= maxStaleness, detail: `the watch is broken; last heard ${Math.round(age / 1000)} s ago${why}` }]
}
