import type { RequestSketch } from '../../diagnostics/finding.ts'
import { coversHostname, isWildcard } from '../../values/hostname.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { mismatch, type RequestView } from '../matches/request.ts'
import { sampleOf } from '../matches/sample.ts'
import type { Profile } from '../profile.ts'
import { mostSpecific } from '../simulate/select.ts'
import type { EffectiveListener } from '../topology.ts'

/** A request in both forms: as matches see it, and ready to print, which few come to. */
export class Witness {
  readonly view: RequestView
  readonly #listener: EffectiveListener

  constructor(view: RequestView, listener: EffectiveListener) {
    this.view = view
    this.#listener = listener
  }

  get sketch(): RequestSketch {
    return sketchOf(this.view, this.#listener)
  }
}

/**
 * Requests that all of `matches` claim, the plainest first. Fewer than expected, or none, where a regular expression gives no example or
 * another listener owns the host.
 */
export function* witnesses(
  matches: readonly FlatMatch[],
  listeners: readonly EffectiveListener[],
  mode: Profile['regexMatch'],
): Iterable<Witness> {
  const [first] = matches
  if (first === undefined) return
  const headers = conditions(matches, match => match.headers)
  const query = conditions(matches, match => match.query)
  if (headers === undefined || query === undefined) return
  const grpc = matches.some(({ route }) => route.kind === 'GRPCRoute')
  const method = matches.find(match => match.method !== undefined)?.method ?? 'GET'
  if (grpc && !headers.has('content-type')) headers.set('content-type', 'application/grpc')
  for (const host of hosts(matches)) {
    if (!owns(first.listener, host, listeners)) continue
    for (const path of paths(matches)) {
      const view: RequestView = { host, path, method, headers, query, grpc }
      if (matches.every(match => mismatch(match, view, mode) === undefined)) yield new Witness(view, first.listener)
    }
  }
}

/** Whether a request for the host comes to this listener and not to a more specific one on its port. */
function owns(listener: EffectiveListener, host: string, listeners: readonly EffectiveListener[]): boolean {
  const rivals = listeners.filter(other => other.port === listener.port && other.protocol === listener.protocol && other.accepted === 'yes')
  const owner = mostSpecific(rivals, host)
  return owner === undefined || owner === listener || owner.hostname === listener.hostname
}

function hosts(matches: readonly FlatMatch[]): readonly string[] {
  // Of hosts that cover one another the narrowest is the one that all take.
  const narrowest = matches.map(({ host }) => host).reduce((a, b) => (a !== b && coversHostname(a, b) ? b : a))
  if (narrowest === '') return ['any-host.example', 'another-host.example']
  return isWildcard(narrowest) ? [`www${narrowest.slice(1)}`, `any-host${narrowest.slice(1)}`] : [narrowest]
}

function paths(matches: readonly FlatMatch[]): readonly string[] {
  const exact = matches.find(({ path }) => path.type === 'exact')
  if (exact !== undefined) return [exact.path.value]
  let longest: string | undefined
  for (const { path } of matches) if (path.type === 'prefix' && path.value.length > (longest?.length ?? -1)) longest = path.value
  const base = longest ?? '/'
  const below = base === '/' ? ['/', '/any-path', '/any-path/below'] : [base, `${base}/`, `${base}/any-path`]
  const grpc = matches.find(({ route, match }) => route.kind === 'GRPCRoute' && match.grpc !== undefined)
  const regex = matches.find(({ path }) => path.type === 'regex')
  if (grpc === undefined && regex === undefined) return below
  const sample = regex && sampleOf(regex.path.value)
  return [...(grpc === undefined ? [] : [callPath(base)]), ...(sample === undefined ? [] : [sample]), ...below]
}

function callPath(prefix: string): string {
  return prefix === '/' ? '/any.Service/AnyMethod' : prefix.indexOf('/', 1) < 0 ? `${prefix}/AnyMethod` : prefix
}

/** One value for each name that all matches ask for; undefined where there is none. */
function conditions(matches: readonly FlatMatch[], listOf: (match: FlatMatch) => FlatMatch['headers']): Map<string, string> | undefined {
  const values = new Map<string, string>()
  for (const match of matches) for (const { name, value, regex } of listOf(match)) if (!regex && !values.has(name)) values.set(name, value)
  for (const match of matches) {
    for (const { name, value, regex } of listOf(match)) {
      if (!regex || values.has(name)) continue
      const sample = sampleOf(value)
      if (sample === undefined) return undefined
      values.set(name, sample)
    }
  }
  return values
}

export function sketchOf(view: RequestView, listener: EffectiveListener): RequestSketch {
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http'
  const port = listener.port === (scheme === 'https' ? 443 : 80) ? '' : `:${listener.port}`
  const query = [...view.query].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return {
    method: view.method,
    url: `${scheme}://${view.host}${port}${view.path}${query === '' ? '' : `?${query}`}`,
    headers: Object.fromEntries(view.headers),
    ...(view.grpc && { grpc: view.path.slice(1) }),
  }
}
