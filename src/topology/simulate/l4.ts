import { matchesHostname } from '../../values/hostname.ts'
import { ageKnown, compareAge } from '../age.ts'
import { compareHosts } from '../matches/precedence.ts'
import type { RouteKind } from '../model.ts'
import type { Binding } from '../topology.ts'
import { backendOutcomes } from './backends.ts'
import { type Answered, type HttpSite, unanswered } from './http.ts'
import type { ReadRequest } from './request.ts'
import type { Candidate, MatchSite } from './result.ts'

/**
 * The TLSRoute, TCPRoute or UDPRoute that takes a connection: by the most specific name in the handshake, then the oldest. All others are
 * accepted and get nothing.
 * @see GEP-2643, GEP-2644, GEP-2645
 */
export function answerConnection(
  site: Omit<HttpSite, 'index'>,
  request: ReadRequest,
  kinds: readonly RouteKind[],
  passthrough: boolean,
): Answered {
  const claims = site.topology
    .routesOn(site.listener)
    .filter(({ route }) => kinds.includes(route.kind))
    .flatMap(binding => site.topology.effectiveHostnames(binding).map(host => ({ binding, host })))
    .filter(
      ({ binding, host }) => binding.route.kind !== 'TLSRoute' || host === '' || (request.sni !== '' && matchesHostname(host, request.sni)),
    )
    .sort((a, b) => compareHosts(a.host, b.host) || compareAge(a.binding.route, b.binding.route))
  const [winner, ...rest] = claims
  if (winner === undefined) {
    const named = request.sni === '' ? '' : ` for ${request.sni}`
    return { ...unanswered, answer: { kind: 'refused', reason: `no route takes the connection${named}` } }
  }
  const { route } = winner.binding
  const rival = rest.find(
    ({ host, binding }) => host === winner.host && binding.route !== route && !ageKnown(binding.route, route, site.engine.sameAge),
  )
  const candidates: Candidate[] = [
    { site: siteOf(winner.binding, winner.host), outcome: 'selected' },
    ...rest.map(claim => ({
      site: siteOf(claim.binding, claim.host),
      outcome: 'outranked' as const,
      level:
        claim.host !== winner.host
          ? ('hostname' as const)
          : claim.binding.route.created !== route.created
            ? ('age' as const)
            : ('name' as const),
    })),
  ]
  const [rule] = route.rules
  const notes =
    rival === undefined
      ? []
      : [
          `${rival.binding.route.ref.namespace}/${rival.binding.route.ref.name} claims the same: whichever is created first gets all connections`,
        ]
  const base = { ...unanswered, site: siteOf(winner.binding, winner.host), candidates, notes }
  if (rule === undefined || rule.backends.length === 0 || rule.backends.every(({ weight }) => weight === 0))
    return { ...base, answer: { kind: 'refused', reason: 'the route has no backend' } }
  const backendSite = { topology: site.topology, route: route.object, kind: route.kind, gateway: site.gateway, request, passthrough }
  const backends = backendOutcomes(rule.backends, backendSite, () => ({ filters: [] }))
  const serving = backends.filter(({ share }) => share > 0)
  if (serving.every(({ error }) => error !== undefined)) return { ...base, answer: { kind: 'refused', reason: serving[0]!.error!.reason } }
  return { ...base, answer: { kind: 'forward', backends } }
}

function siteOf({ route }: Binding, host: string): MatchSite {
  return { route: route.ref, rule: 0, match: 0, at: route.rules[0]?.at ?? ['spec'], host }
}
