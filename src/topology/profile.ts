import type { Tri } from '../inventory/snapshot.ts'

/** How a controller behaves where the specification leaves a choice, or where it is known to differ. Data only. */
export interface Profile {
  /** As in the configuration: `envoy-gateway`. */
  readonly name: string
  /** For people: `Envoy Gateway`. */
  readonly title: string
  readonly controllerNames: readonly string[]
  /** Where RegularExpression stands among path types, greatest first; undefined: not defined. */
  readonly regexRank?: 'above-prefix' | 'below-prefix'
  /** Whether a regular expression must match the whole value or may match anywhere in it. */
  readonly regexMatch?: 'full' | 'search'
  /** Whether the presence of a method is a level of precedence of its own (level 4), or a method counts as one more header. */
  readonly methodCounts: 'first' | 'as a header'
  /** Whether of two matches with equally many headers, or parameters, the one with more exact values precedes. */
  readonly exactPrecedes: boolean
  /** What a host answers when none of its rules matches, while a wider host has one: `not-found` for virtual-host proxies. */
  readonly hostFallThrough?: 'not-found' | 'falls-through'
  /** Listeners of a Gateway that cannot share a port: everyone loses, or the first one stays. */
  readonly listenerConflict: 'all-lose' | 'first-wins'
  /** HTTP and the TLS family on one port. */
  readonly httpBesideTls: 'conflict' | 'by-hostname'
  /** The gates of attachment in the order in which the controller names the failing one. */
  readonly attachmentOrder: readonly ('section' | 'allowed' | 'hostname')[]
  /** Whether a route none of whose rules can be implemented says so even where the gates before the hostname are shut as well. */
  readonly contentOutweighsGates: boolean
  /** HTTPRoute and GRPCRoute that share a host: both accepted, or only the older. */
  readonly mixedRouteKinds: 'both' | 'older'
  /** Reason of ResolvedRefs=False for a Service without the port; `not shown`: the route does not show it, its requests fail all the same. */
  readonly missingPortReason: 'BackendNotFound' | 'UnsupportedProtocol' | 'PortNotFound' | 'not shown'
  /** Reason of ResolvedRefs=False for a port of a Service that carries UDP where TCP is needed, or TCP where UDP is. */
  readonly missingTransportReason: 'UnsupportedProtocol' | 'PortNotFound'
  /** Reason of ResolvedRefs=False for a Service of type ExternalName; undefined: it is a backend like others. */
  readonly externalNameReason?: 'UnsupportedValue'
  /** Protocols of listeners beside those of the specification, with no domain before the name. */
  readonly protocols: readonly string[]
  /**
   * What becomes of a listener that refers to something unusable, or allows no kind of route that it can serve; `refused unless for
   * certificates`: wrong kinds count beside right ones, and of certificates only that they must not be used.
   */
  readonly brokenListener: 'accepted' | 'refused' | 'refused unless for certificates'
  /** Whether such a listener counts as valid when the controller looks for a valid one, without which it refuses the Gateway. */
  readonly brokenListenerCounts: boolean
  /** Whether such a listener keeps others from its port. */
  readonly brokenListenerConflicts: boolean
  /** Whether a listener must name certificates where it ends TLS, whatever its options say, and none where it passes TLS on. */
  readonly strictCertificateRefs: boolean
  /** Types of Secrets that may hold the certificate of a listener. */
  readonly certificateTypes: readonly string[]
  /** Reason of ResolvedRefs=False of a listener that can use some of its certificates, and works with these; undefined: it must be able to use all. */
  readonly someCertificatesReason?: 'PartiallyInvalidCertificateRef'
  /** Routes of different kinds at one port of a Service in the mesh: only the greatest kind, or all. */
  readonly meshKinds: 'greatest' | 'all'
  /** Reason of ResolvedRefs=False for a backend whose BackendTLSPolicy cannot be used; undefined: the route does not show it. */
  readonly unusableBackendTls?: string
  /** Further kinds of backends, as `group/Kind`. */
  readonly backendKinds: readonly string[]
  /** Those of them that are names of hosts and not objects. */
  readonly hostKinds: readonly string[]
  /** Kinds of filters behind ExtensionRef. */
  readonly extensionKinds: readonly string[]
  /** Whether nothing else of vendors is taken: other protocols, types of addresses, kinds of routes, backends and filters are refused. */
  readonly vendorsComplete: boolean
  /** Types of filters that make a rule be refused (`UnsupportedValue`). */
  readonly unsupportedFilters: readonly string[]
  /** Whether a rule with a regular expression that RE2 cannot compile is refused (`UnsupportedValue`). */
  readonly refusesOtherThanRE2: boolean
  /** Whether header filters on `Host` and on names that no header can have are refused (`UnsupportedValue`). */
  readonly refusesHeaderNames: boolean
  /** What a ConfigMap must hold to count as certificate authority: certificates under `ca.crt`, or anything under `ca.crt` or the only key. */
  readonly authorities: 'certificates' | 'anything'
  /** Listeners among which overlapping hostnames are reported. */
  readonly overlapAmong: 'TLS family' | 'HTTPS'
  /** Further kinds that may hold certificate authorities, as `group/Kind`. */
  readonly caKinds: readonly string[]
  /** Whether a BackendTLSPolicy may list several targets. */
  readonly severalPolicyTargets: boolean
  /** What a TLS listener in mode Terminate offers, in the order of `supportedKinds`. */
  readonly tlsTerminateKinds: readonly string[]
  /** Route kinds that the controller implements; undefined: not known, none is held against it. */
  readonly routeKinds?: readonly string[]
  /** Features known to be there or known to be missing. */
  readonly features: Readonly<Record<string, Exclude<Tri, 'unknown'>>>
}
