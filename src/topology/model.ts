import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { CanonicalMatch } from './matches/canonical.ts'
import type { Condition } from './matches/flat-match.ts'

// Objects as the algorithms read them: defaults applied, names resolved to namespaces, each part with its place in the object.
// What is malformed is left out: the schema reports it, and nothing here falls over it.

export const gatewayGroup = 'gateway.networking.k8s.io'

export interface GroupKind {
  readonly group: string
  readonly kind: string
}

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute'

/** A reference to another object, with the namespace that it means. */
export interface Reference extends ObjectRef {
  readonly at: Path
}

/** Which namespaces a listener or a Gateway opens itself to. */
export interface NamespaceChoice {
  readonly at: Path
  readonly from: 'All' | 'Selector' | 'Same' | 'None'
  readonly selector: unknown
}

export interface ListenerTls {
  readonly at: Path
  readonly mode: 'Terminate' | 'Passthrough'
  readonly certificateRefs: readonly Reference[]
  readonly options: Readonly<Record<string, string>>
}

/** One entry of `spec.listeners`. */
export interface Listener {
  readonly at: Path
  readonly index: number
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** Lower case; empty where none is given: any host. */
  readonly hostname: string
  readonly tls?: ListenerTls
  readonly allowedKinds: readonly (GroupKind & { readonly at: Path })[]
  readonly allowedNamespaces: NamespaceChoice
  /** Types of the filters that every request passes before a route is chosen. */
  readonly filters: readonly string[]
}

export interface FrontendValidation {
  readonly at: Path
  readonly caCertificateRefs: readonly Reference[]
  readonly mode: 'AllowValidOnly' | 'AllowInsecureFallback'
}

export interface Gateway {
  readonly object: KubeObject
  readonly ref: ObjectRef
  readonly className: string
  readonly listeners: readonly Listener[]
  readonly allowedListeners: NamespaceChoice
  readonly addresses: readonly { readonly at: Path; readonly type: string; readonly value: string | undefined }[]
  readonly frontendDefault: FrontendValidation | undefined
  readonly frontendPerPort: readonly { readonly at: Path; readonly port: number; readonly validation?: FrontendValidation }[]
  readonly backendClientCertificate: Reference | undefined
  readonly parameters: Reference | undefined
  readonly defaultScope: 'All' | 'None'
}

export interface ListenerSet {
  readonly object: KubeObject
  readonly ref: ObjectRef
  readonly parent: Reference
  readonly listeners: readonly Listener[]
}

/** One entry of `spec.parentRefs`, or a Gateway that takes the route by default. */
export interface ParentRef extends Reference {
  /** Undefined for a default Gateway, which the route does not name. */
  readonly index?: number
  readonly sectionName?: string
  readonly port?: number
}

/** The name as written. */
export interface ValueMatch extends Condition {
  readonly at: Path
  readonly type: 'Exact' | 'RegularExpression'
}

export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'
  readonly value: string
}

/** One entry of `matches`; one that matches everything where a rule has none. */
export interface RouteMatch {
  /** The same in the form in which matches are compared. */
  readonly canonical: CanonicalMatch
  readonly at: Path
  readonly index: number
  readonly path: PathMatch
  /** The verb; for gRPC always POST. */
  readonly method?: string | undefined
  /** Names as written. */
  readonly headers: readonly ValueMatch[]
  readonly query: readonly ValueMatch[]
  readonly grpc?: GrpcMatch | undefined
}

export interface GrpcMatch {
  readonly type: 'Exact' | 'RegularExpression'
  readonly service?: string
  readonly method?: string
}

/** A filter with its own settings under `settings`, as written. */
export interface Filter {
  readonly at: Path
  readonly type: string
  readonly settings: Readonly<Record<string, unknown>>
  /** The backend of a mirror or of an external authorisation. */
  readonly backend?: BackendRef
}

export interface BackendRef extends Reference {
  readonly purpose: 'backend' | 'mirror' | 'auth'
  readonly port?: number | undefined
  readonly weight: number
  readonly filters: readonly Filter[]
}

export interface RouteRule {
  readonly at: Path
  readonly index: number
  readonly name?: string
  readonly matches: readonly RouteMatch[]
  readonly filters: readonly Filter[]
  readonly backends: readonly BackendRef[]
  readonly timeouts: { readonly request?: string; readonly backendRequest?: string }
  readonly retry?: { readonly codes: readonly number[]; readonly attempts?: number; readonly backoff?: string }
  readonly sessionPersistence?: Readonly<Record<string, unknown>>
}

export interface Route {
  readonly object: KubeObject
  readonly ref: ObjectRef
  readonly kind: RouteKind
  readonly parentRefs: readonly ParentRef[]
  readonly useDefaultGateways: boolean
  /** Lower case. Empty: any host. */
  readonly hostnames: readonly { readonly at: Path; readonly value: string }[]
  readonly rules: readonly RouteRule[]
  /** `metadata.creationTimestamp`; undefined: the age is not known. */
  readonly created?: string
}
