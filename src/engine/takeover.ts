import type { Finding, ObjectRef, RequestSketch } from '../diagnostics/finding.ts'
import { formatPath, type Path } from '../diagnostics/path.ts'
import { sameRef } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import routesLoseRequests from '../rules/protection/routes-lose-requests.ts'
import { requestText } from '../rules/view/conflicts.ts'
import { createTopology } from '../topology/index.ts'
import type { FlatMatch } from '../topology/matches/flat-match.ts'
import { gatewayGroup } from '../topology/model.ts'
import type { Topology } from '../topology/topology.ts'
import { type Loss, lossFinding } from './loss.ts'

/** The kinds whose objects can. */
export const takingKinds: ReadonlySet<string> = new Set([`${gatewayGroup}/HTTPRoute`, `${gatewayGroup}/GRPCRoute`])

/** How many matches are tried; routes may have thousands, with a host for each. */
const BUDGET = 200

/**
 * What a new or changed route takes over: requests that another route answers in `before`, and this one in `after`. The owner of the other route
 * is told when that one is looked at again; whoever applies this one should know before. A route of the same namespace counts only where it
 * claims the very same requests: to take a part of one's own traffic by a more specific match is what precedence is for.
 */
export function takeover(before: Snapshot, after: Snapshot, ref: ObjectRef, { profile }: { readonly profile: string }): readonly Finding[] {
  const [then, now] = [before, after].map(snapshot => createTopology(snapshot, { profile })) as [Topology, Topology]
  const route = after.get(ref)
  if (route === undefined) return []
  const losses = new Map<string, Loss>()
  let first: { readonly at: Path; readonly witness: RequestSketch } | undefined
  for (const match of now.matchesOf(route).slice(0, BUDGET)) {
    const taken = takenBy(match, then, now)
    if (taken === undefined) continue
    const { route: loser } = taken.from
    const key = `${loser.ref.kind} ${loser.ref.namespace}/${loser.ref.name}`
    first ??= { at: match.at, witness: taken.witness }
    if (!losses.has(key)) losses.set(key, { object: loser.ref, message: requestText(taken.witness) })
  }
  if (first === undefined) return []
  const finding = lossFinding(routesLoseRequests, ref, [...losses.values()], `this takes over requests of ${losses.size} live route`)
  return [{ ...finding, ...first, path: formatPath(first.at) }]
}

/** A request that changes hands by a match, and the match that answered it. */
function takenBy(
  match: FlatMatch,
  then: Topology,
  now: Topology,
): { readonly from: FlatMatch; readonly witness: RequestSketch } | undefined {
  for (const sample of now.samplesOf(match)) {
    const from = then.answering(match.listener, sample.view)
    if (from === undefined || sameRef(from.route.ref, match.route.ref)) return undefined
    const equal = from.host === match.host && from.key === match.key
    if (equal ? from.action === match.action : from.route.ref.namespace === match.route.ref.namespace) return undefined
    const winner = now.answering(match.listener, sample.view)
    if (winner !== undefined && sameRef(winner.route.ref, match.route.ref))
      return from.action === match.action ? undefined : { from, witness: sample.sketch }
    // What holds for one of the very same requests holds for all; something narrower may hold this one alone.
    if (equal) return undefined
  }
  return undefined
}
