import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import type { PrecedenceLevel } from '../matches/flat-match.ts'

/** What a client does. Everything that is not given is derived from `url`. */
export interface SimulatedRequest {
  /** `https://shop.example.com/cart?x=1`; schemes http, https, ws, wss, grpc, grpcs, tls, tcp, udp. */
  readonly url: string
  /** GET unless gRPC. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** `package.Service/Method`. */
  readonly grpc?: string
  /** The name in the TLS handshake, the host of the URL by default; empty: none. */
  readonly sni?: string
  /** The port at the Gateway, the port of the URL by default. */
  readonly port?: number
  /** Only this Gateway; all of them by default. */
  readonly gateway?: { readonly namespace: string; readonly name: string }
  readonly clientCertificate?: 'none' | 'valid' | 'invalid'
  /** Headers that backends are taken to answer with, for filters that change them. */
  readonly backendHeaders?: Readonly<Record<string, string>>
  /** For a mesh: the namespace of the client. The host then names a Service. */
  readonly clientNamespace?: string
}

/** Names one match of one route. */
export interface MatchSite {
  readonly route: ObjectRef
  readonly rule: number
  readonly ruleName?: string
  readonly match: number
  readonly at: Path
  /** The host of the route that fits, `''` for any. */
  readonly host: string
}

export interface Candidate {
  readonly site: MatchSite
  readonly outcome: 'selected' | 'outranked' | 'no match'
  /** Outranked: the level that decided. */
  readonly level?: PrecedenceLevel
  /** No match: what in the request does not fit: `path`, `method`, `header x-env`, `query parameter v`. */
  readonly mismatch?: string
}

export interface ListenerSite {
  readonly gateway: ObjectRef
  readonly owner: ObjectRef
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly hostname: string
}

export interface TlsOutcome {
  readonly mode: 'Terminate' | 'Passthrough'
  readonly sni: string
  /** The Secret whose certificate is presented. */
  readonly certificate?: ObjectRef
  /** Whether the certificate covers the name; undefined where its content is not known. */
  readonly covers?: boolean
  readonly clientValidation?: 'AllowValidOnly' | 'AllowInsecureFallback'
}

/** One filter at work, in order. */
export interface FilterStep {
  readonly type: string
  readonly at: Path
  /** What it did, for people: `path /old/a becomes /new/a`. */
  readonly effect: string
}

export interface BackendOutcome {
  readonly backend: ObjectRef
  readonly port?: number
  readonly weight: number
  /** Share of the traffic, 0 to 1. */
  readonly share: number
  readonly protocol: 'http/1.1' | 'h2c' | 'http/2' | 'websocket' | 'tcp' | 'udp' | 'tls'
  readonly tls?: {
    readonly policy: ObjectRef
    readonly hostname: string
    readonly ca: readonly string[]
    readonly subjectAltNames: readonly string[]
    readonly clientCertificate?: ObjectRef
  }
  /** What this share of the traffic meets instead of an answer. */
  readonly error?: { readonly status: number; readonly reason: string }
  readonly filters: readonly FilterStep[]
  /** Where it has filters of its own: the request as they leave it, and the headers of the answer. */
  readonly own?: { readonly request: ForwardedRequest; readonly responseHeaders: Trace['responseHeaders'] }
}

/** The request as it leaves for the backends. */
export interface ForwardedRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

export type Answer =
  | { readonly kind: 'forward'; readonly request?: ForwardedRequest; readonly backends: readonly BackendOutcome[] }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  /** A CORS preflight that the Gateway answers itself. */
  | { readonly kind: 'preflight'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'error'; readonly status: number; readonly reason: string }
  /** No connection comes about: nothing listens, or the TLS handshake fails. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Something that decides is not known. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** What happens to one request at one Gateway. */
export interface Trace {
  readonly gateway: ObjectRef
  readonly listener?: ListenerSite
  readonly tls?: TlsOutcome
  readonly site?: MatchSite
  /** The matches whose rules hand the request on to the route of `site` (kgateway, Gloo Gateway), from the Gateway on. */
  readonly delegatedBy?: readonly MatchSite[]
  /** Every match on the host that could have answered, greatest precedence first. */
  readonly candidates: readonly Candidate[]
  readonly filters: readonly FilterStep[]
  readonly mirrors: readonly (BackendOutcome & { readonly percent: number })[]
  /** Headers that are set, added or removed on the way back: name and value, undefined for removed. */
  readonly responseHeaders: Readonly<Record<string, string | undefined>>
  readonly timeouts: { readonly request?: string; readonly backendRequest?: string }
  readonly retry?: { readonly attempts?: number; readonly codes: readonly number[]; readonly backoff?: string }
  readonly answer: Answer
  /** What is uncertain about the answer, and why. */
  readonly notes: readonly string[]
}

/** One trace for every Gateway that the request could have gone to. */
export interface Simulation {
  readonly request: { readonly method: string; readonly url: string; readonly host: string; readonly port: number; readonly path: string }
  readonly traces: readonly Trace[]
}
