import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import type { Lookup, Snapshot, Tri } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Certificate } from './certificates/x509.ts'
import type { ConnectionConflict } from './conflicts/connections.ts'
import type { MeshConflict } from './conflicts/mesh.ts'
import type { MatchConflict } from './conflicts/result.ts'
import type { Witness } from './conflicts/witness.ts'
import type { FlatMatch } from './matches/flat-match.ts'
import type { RequestView } from './matches/request.ts'
import type { BackendRef, Gateway, GroupKind, Listener, ListenerSet, ParentRef, Reference, Route } from './model.ts'
import type { AttachedPolicy, AttachedTarget, BackendTlsFacts, BackendTlsPolicyFacts } from './policies/facts.ts'
import type { Profile } from './profile.ts'
import type { SimulatedRequest, Simulation } from './simulate/result.ts'
import type { PredictedStatus } from './status/result.ts'

/** The class of a Gateway and who implements it. */
export interface ClassFacts {
  readonly class: Lookup
  readonly controllerName?: string
  /** How that controller behaves where implementations differ; the configured one where the controller is not known. */
  readonly profile: Profile
}

/** Whether a controller supports a feature, and who says so. */
export interface Support {
  readonly supported: Tri
  readonly source: 'status' | 'profile' | 'unknown'
}

/** Two listeners that cannot both be served. */
export interface ListenerConflict {
  readonly reason: 'HostnameConflict' | 'ProtocolConflict'
  readonly with: readonly EffectiveListener[]
  /** Both lose inside one object; across objects the one that comes first keeps the port. `undetermined`: ages are not known. */
  readonly outcome: 'both-lose' | 'loses' | 'undetermined'
}

/** A certificate, CA or client certificate that something refers to. */
export interface CertificateFacts {
  readonly ref: Reference
  readonly object: Lookup
  readonly permitted: Tri
  /** Undefined where nothing is wrong or nothing is known. */
  readonly problem?: CertificateProblem
  /** DNS names that the certificate covers; undefined where the content is not known. */
  readonly dnsNames?: readonly string[]
  readonly notBefore?: string
  readonly notAfter?: string
  /** What the object holds, the leaf first; undefined where the content is not known. */
  readonly certificates?: readonly Certificate[]
  readonly known: boolean
}

export interface CertificateProblem {
  readonly reason:
    | 'InvalidCertificateRef'
    | 'RefNotPermitted'
    | 'InvalidCACertificateRef'
    | 'InvalidCACertificateKind'
    | 'InvalidKind'
    | 'InvalidClientCertificateRef'
  /** What is wrong, as the end of a sentence: `has no key tls.crt`. */
  readonly detail: string
}

/** A listener of a Gateway or of a ListenerSet that the Gateway took in. Identity is stable while nothing that it depends on changes. */
export interface EffectiveListener extends Listener {
  readonly gateway: ObjectRef
  /** The Gateway or the ListenerSet whose `spec.listeners` holds it: `at` is a place in that object. */
  readonly owner: ObjectRef
  readonly ownerObject: KubeObject
  /** Route kinds that may attach, in the order of `supportedKinds`. */
  readonly supportedKinds: readonly GroupKind[]
  readonly invalidKinds: readonly (GroupKind & { readonly at: Path })[]
  /** For a protocol of a vendor nothing is known about the kinds. */
  readonly kindsKnown: boolean
  readonly conflict?: ListenerConflict
  /** A reason of `Accepted=False` other than a conflict. */
  readonly rejected?: 'UnsupportedProtocol' | 'UnsupportedValue' | 'ProtocolConflict' | 'NoValidCACertificate' | 'TooManyListeners'
  readonly certificates: readonly CertificateFacts[]
  /** Validation of client certificates that applies on its port (HTTPS). */
  readonly clientValidation?: {
    readonly at: Path
    readonly mode: 'AllowValidOnly' | 'AllowInsecureFallback'
    readonly cas: readonly CertificateFacts[]
  }
  /** Other listeners on the port whose TLS hostnames overlap. */
  readonly overlapping: readonly EffectiveListener[]
  /** All other listeners of the TLS family on the port: their certificates may cover common names. */
  readonly neighbours: readonly EffectiveListener[]
  /** Its `Accepted` condition: neither in conflict nor rejected. */
  readonly accepted: Tri
  /** Whether it serves: accepted, and all that it refers to is there. Its `Programmed` condition. */
  readonly programmed: Tri
}

export interface ListenerSetFacts {
  readonly set: ListenerSet
  readonly gateway: Lookup
  /** Whether the Gateway lets the set's namespace add listeners. */
  readonly allowed: Tri
  readonly listeners: readonly EffectiveListener[]
}

/** What became of one parentRef. `sections` are the listeners that it selects, whether they let the route in or not. */
export interface ParentFacts {
  readonly ref: ParentRef
  readonly kind: 'Gateway' | 'ListenerSet' | 'Service' | 'ServiceImport' | 'other'
  readonly parent: Lookup
  /** The Gateway behind it; for a ListenerSet the Gateway of the set. */
  readonly gateway?: KubeObject
  readonly sections: readonly EffectiveListener[]
  readonly bindings: readonly Binding[]
  /** `unknown` where a parent, a namespace's labels or a vendor's protocol is not known. */
  readonly accepted: Tri
  /** Reason of `Accepted=False` when `accepted` is `no`. */
  readonly reason?: 'NoMatchingParent' | 'NotAllowedByListeners' | 'NoMatchingListenerHostname'
}

/** One route at one listener through one parentRef. */
export interface Binding {
  readonly route: Route
  readonly parent: ParentRef
  readonly listener: EffectiveListener
  readonly verdict: Tri
  /** Which gate said no or does not know. */
  readonly stage?: 'kind' | 'namespace' | 'hostname'
  /** Hosts on which the route answers here, by intersection; `''` is any host. Empty unless `verdict` is yes or unknown. */
  readonly hostnames: readonly string[]
  /**
   * Those of `hostnames` that a more specific listener of the port takes away (listener isolation). `served`: the same route is let in there
   * too, so that nothing is lost.
   */
  readonly isolated: readonly { readonly hostname: string; readonly by: EffectiveListener; readonly served: boolean }[]
}

export interface GrantQuestion {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string }
  readonly to: ObjectRef
}

/** The ReferenceGrant that comes closest to a permission, and what in it does not fit. */
export interface NearMiss {
  readonly grant: KubeObject
  readonly at: Path
  readonly field: 'namespace' | 'from.group' | 'from.kind' | 'from.namespace' | 'to.group' | 'to.kind' | 'to.name'
  readonly has: string
  readonly needs: string
}

/** What became of one backendRef, mirror or external authorisation. */
export interface BackendFacts {
  readonly ref: BackendRef
  readonly kind: 'Service' | 'ServiceImport' | 'XBackend' | 'other'
  readonly permitted: Tri
  readonly object: Lookup
  /** The Service's port that `port` names. */
  readonly port?: ServicePort
  /** Reason of `ResolvedRefs=False`; undefined where the reference is fine or not known. */
  readonly reason?: 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound' | 'UnsupportedProtocol' | 'PortNotFound' | 'UnsupportedValue'
  /** True where the controller does not show `reason` on the route. */
  readonly hidden?: boolean
  /** What is wrong, for people: `Service shop/cart has no port 8080; it has 80 (http)`. */
  readonly detail?: string
  /** Ready addresses behind it: `no` where slices are complete and hold none. */
  readonly endpoints: Tri
  /** `yes` only where everything about it is known to be right. */
  readonly resolved: Tri
}

export interface ServicePort {
  readonly at: Path
  readonly port: number
  readonly name: string
  readonly protocol: string
  readonly appProtocol?: string
}

/** One route at one port of a Service, in a mesh (GAMMA). Its listener stands for the port; its hosts do not count. */
export interface MeshBinding extends Binding {
  /** Producer: the route stands in the Service's namespace and holds for all clients. */
  readonly role: 'producer' | 'consumer'
  /** A route of a greater kind on the same port, which keeps this one from being accepted. */
  readonly conflictsWith?: Route
}

/** A Service as a mesh sees it: the routes that name it as parent. */
export interface MeshFacts {
  readonly service: ObjectRef
  readonly ports: readonly ServicePort[]
  readonly producers: readonly MeshBinding[]
  /** By the namespace of the clients for which they hold, instead of the producers. */
  readonly consumers: ReadonlyMap<string, readonly MeshBinding[]>
}

/**
 * What a set of objects means, as the Gateway API specification means it. Facts only: derived when asked for, kept for the snapshot, and taken
 * over from its predecessor where nothing that they depend on has changed. Objects are given as they stand in the snapshot.
 */
export interface Topology {
  readonly snapshot: Snapshot
  /** The profile for whatever names no class that is known. */
  readonly profile: Profile

  // Readings: the object with defaults applied; undefined where it is not of that kind.
  gateway(object: KubeObject): Gateway | undefined
  listenerSet(object: KubeObject): ListenerSet | undefined
  route(object: KubeObject): Route | undefined

  // Classes and controllers
  classOf(gateway: KubeObject): ClassFacts
  /** Whether the controller of the Gateway supports a feature, by its own status, then by the profile's table. */
  supports(gateway: KubeObject, feature: string): Support
  /** The Gateways that a route may reach, accepted or not. */
  gatewaysOf(route: KubeObject): readonly KubeObject[]

  // Listeners
  /** The Gateway's own listeners, then those of its ListenerSets in order of precedence. */
  effectiveListeners(gateway: KubeObject): readonly EffectiveListener[]
  /** Those that stand in this Gateway or ListenerSet. */
  listenersOf(owner: KubeObject): readonly EffectiveListener[]
  listenerSetsOf(gateway: KubeObject): readonly ListenerSetFacts[]
  listenerSetFacts(set: KubeObject): ListenerSetFacts | undefined
  /** `spec.tls.backend.clientCertificateRef`. */
  clientCertificate(gateway: KubeObject): CertificateFacts | undefined

  // Attachment
  parentsOf(route: KubeObject): readonly ParentFacts[]
  /** All bindings of the route, through all parents, whatever the verdict. */
  bindingsOf(route: KubeObject): readonly Binding[]
  /** The routes at a listener whose verdict is yes or unknown, each route once. */
  routesOn(listener: EffectiveListener): readonly Binding[]
  /** Hosts on which the route really answers at the listener: `hostnames` without `isolated`. */
  effectiveHostnames(binding: Binding): readonly string[]

  // References
  isGranted(from: GrantQuestion['from'], to: ObjectRef): Tri
  nearestGrant(from: GrantQuestion['from'], to: ObjectRef): NearMiss | undefined
  resolveBackend(route: KubeObject, ref: BackendRef): BackendFacts
  /** Every backend, mirror and external authorisation of the route, in order. */
  backendsOf(route: KubeObject): readonly BackendFacts[]
  resolveCertificate(owner: ObjectRef, ref: Reference): CertificateFacts
  /** The routes that send anything to this object (backends, mirrors, authorisation). */
  routesTo(backend: ObjectRef): readonly KubeObject[]

  // Matches
  /** What an HTTPRoute or GRPCRoute claims, at every listener that lets it in. */
  matchesOf(route: KubeObject): readonly FlatMatch[]
  /** What all routes claim at one listener, greatest precedence first. */
  flatMatches(listener: EffectiveListener): readonly FlatMatch[]
  /** Plain requests that a match claims and that come to its listener. */
  samplesOf(match: FlatMatch): Iterable<Witness>
  /** Which match answers a request that has come to the listener. */
  answering(listener: EffectiveListener, request: RequestView): FlatMatch | undefined
  /** What stands between this route and other routes (or itself), each with a witness that the simulator has confirmed. */
  conflictsOf(route: KubeObject): readonly MatchConflict[]
  /** What other routes take from a TLSRoute, TCPRoute or UDPRoute. */
  connectionConflicts(route: KubeObject): readonly ConnectionConflict[]

  // Policies
  /** The BackendTLSPolicy that governs a Service's port. */
  backendTls(service: ObjectRef, port: number): BackendTlsFacts
  backendTlsPolicy(policy: KubeObject): BackendTlsPolicyFacts | undefined
  /** Policies of any kind whose targetRefs name the object, in order of precedence within a kind. */
  policiesFor(target: ObjectRef): readonly AttachedPolicy[]
  /** The targets of a policy of any kind, and which other policies of the kind want the same. */
  attachedTargets(policy: KubeObject): readonly AttachedTarget[]

  // Mesh
  meshOf(service: ObjectRef): MeshFacts
  /** What other routes take from a route at the ports of a Service. */
  meshConflicts(service: ObjectRef, route: KubeObject): readonly MeshConflict[]
  /** Whether the mesh supports a feature: by the status of the one XMesh there is, then by the configured profile's table. */
  supportsInMesh(feature: string): Support

  // Answers
  status(object: KubeObject): PredictedStatus | undefined
  simulate(request: SimulatedRequest): Simulation
}
