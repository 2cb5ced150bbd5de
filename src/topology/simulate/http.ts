import type { KubeObject } from '../../kinds/object.ts'
import { delegates, delegationOf, isRoute } from '../delegation.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import type { ListenerIndex } from '../matches/listener-index.ts'
import type { Profile } from '../profile.ts'
import type { Engine } from '../scope.ts'
import type { EffectiveListener, Topology } from '../topology.ts'
import { type BackendSite, backendOutcomes, mirrorOutcome } from './backends.ts'
import { type Selection, selectMatch, siteOf } from './candidates.ts'
import { isPreflight, preflightHeaders } from './cors.ts'
import { applyFilters, type Passage, ResponseHeaders } from './filters.ts'
import type { ReadRequest } from './request.ts'
import type { Answer, BackendOutcome, ForwardedRequest, Trace } from './result.ts'

export interface HttpSite {
  readonly topology: Topology
  readonly engine: Engine
  readonly gateway: KubeObject | undefined
  readonly listener: EffectiveListener
  readonly profile: Profile
  readonly index: ListenerIndex
}

export type Answered = Pick<
  Trace,
  'site' | 'delegatedBy' | 'candidates' | 'filters' | 'mirrors' | 'responseHeaders' | 'timeouts' | 'retry' | 'answer' | 'notes'
>

export const unanswered: Omit<Answered, 'answer'> = {
  candidates: [],
  filters: [],
  mirrors: [],
  responseHeaders: {},
  timeouts: {},
  notes: [],
}

/** What a listener's HTTPRoutes and GRPCRoutes make of a request that has reached it. */
export function answerHttp(site: HttpSite, request: ReadRequest): Answered {
  const answered = answerByRoutes(site, request)
  const { filters } = site.listener
  if (filters.length === 0) return answered
  const first = `before a route is chosen the request passes the filters of the listener (${filters.join(', ')}): what they do to it is not known`
  return { ...answered, notes: [first, ...answered.notes] }
}

function answerByRoutes(site: HttpSite, request: ReadRequest): Answered {
  const selection = select(site, request.view)
  if (isPreflight(request.view)) {
    const preflight = answerPreflight(site, request, selection)
    if (preflight !== undefined) return preflight
  }
  const { winner, candidates, notes } = selection
  if (winner === undefined)
    return { ...unanswered, candidates, notes, answer: { kind: 'error', status: 404, reason: 'no rule matches the request' } }
  return answerMatch(site, request, winner, selection)
}

function select({ index, profile, engine, topology }: HttpSite, view: ReadRequest['view']): Selection {
  return selectMatch(index, view, profile, { profile, sameAge: engine.sameAge }, delegates(profile) ? topology.snapshot : undefined)
}

/**
 * A rule with a CORS filter answers preflights itself. Its matches may ask for the method or headers of the request to come, so that is what
 * is looked for when nothing takes the preflight as it is.
 */
function answerPreflight(site: HttpSite, request: ReadRequest, selection: Selection): Answered | undefined {
  const method = request.view.headers.get('access-control-request-method') ?? 'GET'
  const meant = select(site, { ...request.view, method })
  const [direct, later] = [corsOf(selection.winner), corsOf(meant.winner)]
  const [winner, filter, chosen] = direct === undefined ? [meant.winner, later, meant] : [selection.winner, direct, selection]
  if (winner === undefined || filter === undefined || (selection.winner !== undefined && direct === undefined)) return undefined
  const headers = preflightHeaders(filter.settings, request.view)
  const effect = headers === undefined ? 'the origin is not let in' : 'answers the preflight'
  return {
    ...unanswered,
    site: siteOf(winner),
    candidates: chosen.candidates,
    filters: [{ type: 'CORS', at: filter.at, effect }],
    notes: direct === undefined ? [...chosen.notes, 'the rule does not take OPTIONS: other implementations may answer 404'] : chosen.notes,
    answer: { kind: 'preflight', status: headers === undefined ? 200 : 204, headers: headers ?? {} },
  }
}

function corsOf(match: FlatMatch | undefined): FlatMatch['rule']['filters'][number] | undefined {
  return match?.rule.filters.find(({ type }) => type === 'CORS')
}

function answerMatch(site: HttpSite, request: ReadRequest, match: FlatMatch, { candidates, notes }: Selection): Answered {
  const { rule, route } = match
  const passage: Passage = {
    request,
    ...(match.path.type === 'prefix' && { prefix: match.path.value }),
    listenerPort: site.listener.port,
    listenerScheme: site.listener.protocol === 'HTTPS' ? 'https' : 'http',
    host: request.authority,
    path: request.path,
    headers: new Map(request.view.headers),
    responseHeaders: new ResponseHeaders(folded(request.given.backendHeaders)),
    steps: [],
    mirrors: [],
    unknown: [],
  }
  applyFilters(rule.filters, passage)
  const backendSite: BackendSite = {
    topology: site.topology,
    route: route.object,
    kind: route.kind,
    gateway: site.gateway,
    request,
    passthrough: false,
  }
  const delegation = delegationOf(match)
  const inherited = delegation.some(above => above.rule.filters.length > 0)
  const unsure = [
    ...(passage.unknown.length === 0 ? [] : [`it is not known ${passage.unknown.join(' and ')}`]),
    ...(inherited ? ['filters of the rules that hand the request on are not followed'] : []),
  ]
  return {
    site: siteOf(match),
    ...(delegation.length > 0 && { delegatedBy: delegation.map(siteOf) }),
    candidates,
    filters: passage.steps,
    mirrors: passage.mirrors.flatMap(({ filter, percent }) => mirrorOutcome(filter, percent, backendSite)),
    responseHeaders: Object.fromEntries(passage.responseHeaders),
    timeouts: rule.timeouts,
    ...(rule.retry !== undefined && rule.retry.attempts !== 0 && { retry: rule.retry }),
    answer: answer(match, passage, backendSite, site.profile),
    notes: [...notes, ...unsure],
  }
}

function answer(match: FlatMatch, passage: Passage, site: BackendSite, profile: Profile): Answer {
  const { rule } = match
  if (passage.redirect !== undefined) return { kind: 'redirect', ...passage.redirect }
  if (rule.backends.length === 0) {
    if (rule.filters.some(({ type }) => type === 'ExtensionRef')) return { kind: 'unknown', reason: 'an extension may answer by itself' }
    return { kind: 'error', status: 500, reason: 'the rule has no backendRefs' }
  }
  const further = delegates(profile) ? rule.backends.find(isRoute) : undefined
  if (further !== undefined)
    return {
      kind: 'unknown',
      reason: `the rule hands the request on to HTTPRoute ${further.namespace}/${further.name}: what that does is not known`,
    }
  if (rule.backends.every(({ weight }) => weight === 0)) return { kind: 'error', status: 500, reason: 'all backends have weight 0' }
  const backends = backendOutcomes(rule.backends, site, ref => throughOwnFilters(ref.filters, passage))
  const serving = backends.filter(({ share }) => share > 0)
  const [first] = serving
  if (first?.error !== undefined && serving.every(({ error }) => error !== undefined)) return { kind: 'error', ...first.error }
  return { kind: 'forward', request: forwarded(passage), backends }
}

function forwarded({ request, host, path, headers }: Passage): ForwardedRequest {
  return {
    method: request.view.method,
    host,
    path: path + request.query,
    headers: Object.fromEntries([...headers].filter(([name]) => name !== 'host')),
  }
}

function folded(headers: Readonly<Record<string, string>> = {}): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
}

/** Filters of one backend change the request and the answer for that backend only. */
function throughOwnFilters(filters: Parameters<typeof applyFilters>[0], passage: Passage): Pick<BackendOutcome, 'filters' | 'own'> {
  if (filters.length === 0) return { filters: [] }
  const own: Passage = {
    ...passage,
    headers: new Map(passage.headers),
    responseHeaders: new ResponseHeaders(passage.responseHeaders),
    steps: [],
    mirrors: [],
    unknown: [],
  }
  applyFilters(filters, own)
  return { filters: own.steps, own: { request: forwarded(own), responseHeaders: Object.fromEntries(own.responseHeaders) } }
}
