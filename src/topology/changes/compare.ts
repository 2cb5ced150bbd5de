import { compare } from '../../inventory/table.ts'
import { gatewayGroup } from '../model.ts'
import type { Answer, MatchSite, SimulatedRequest } from '../simulate/result.ts'
import type { Topology } from '../topology.ts'
import { sampleRequests } from './requests.ts'

/** What becomes of a request. */
export interface Destination {
  readonly site?: MatchSite
  readonly answer: Answer
}

/**
 * `broken`: a larger share of such requests fails than before. `served`: a smaller share. `moved`: the answer comes from elsewhere, or fails in
 * another way. `unclear`: something that decides is not known, on one side or the other.
 */
export type ChangeKind = 'broken' | 'moved' | 'served' | 'unclear'

export interface RequestChange {
  readonly kind: ChangeKind
  readonly request: SimulatedRequest & { readonly method: string }
  readonly before: Destination
  readonly after: Destination
}

export interface RequestChanges {
  readonly changes: readonly RequestChange[]
  /** How many requests were compared. */
  readonly compared: number
}

const order: readonly ChangeKind[] = ['broken', 'moved', 'served', 'unclear']

/**
 * The requests that another state of the world answers differently: every request that stands for something a route claims, before or after,
 * is put to both. The worst come first.
 */
export function requestChanges(before: Topology, after: Topology): RequestChanges {
  const samples = new Map([...sampleRequests(before), ...sampleRequests(after)])
  const changes: RequestChange[] = []
  for (const { request } of samples.values()) {
    const [then, now] = [destination(before, request), destination(after, request)]
    if (identity(then) !== identity(now)) changes.push({ kind: kindOf(then, now), request, before: then, after: now })
  }
  return { changes: changes.sort((a, b) => compare(sortKey(a), sortKey(b))), compared: samples.size }
}

function destination(topology: Topology, request: RequestChange['request']): Destination {
  const { gateway } = request
  if (gateway !== undefined && topology.snapshot.get({ group: gatewayGroup, kind: 'Gateway', ...gateway }) === undefined)
    return { answer: { kind: 'refused', reason: `there is no Gateway ${gateway.namespace}/${gateway.name}` } }
  const [trace] = topology.simulate(request).traces
  return { ...(trace?.site !== undefined && { site: trace.site }), answer: trace!.answer }
}

/** Places in objects change without anything else. */
function identity({ answer }: Destination): string {
  return JSON.stringify(answer, (key, value) => (key === 'at' ? undefined : value))
}

function kindOf(before: Destination, after: Destination): ChangeKind {
  const [then, now] = [failing(before.answer), failing(after.answer)]
  if (then === undefined || now === undefined) return 'unclear'
  return now > then ? 'broken' : now < then ? 'served' : 'moved'
}

/** The share of requests that fail, 0 to 1; undefined where it is not known. */
function failing(answer: Answer): number | undefined {
  switch (answer.kind) {
    case 'forward':
      return answer.backends.reduce((sum, { share, error }) => (error === undefined ? sum : sum + share), 0)
    case 'redirect':
    case 'preflight':
      return 0
    case 'error':
    case 'refused':
      return 1
    case 'unknown':
      return undefined
  }
}

function sortKey({ kind, request: { gateway, url, method, headers } }: RequestChange): string {
  return JSON.stringify([order.indexOf(kind), gateway?.namespace, gateway?.name, url, method, headers])
}
