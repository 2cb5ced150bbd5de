import type { ObjectRef } from '../diagnostics/finding.ts'
import { refKey, refOf, sameRef } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { gatewayOfSet, parentsOf } from './attachment/parents.ts'
import { resolveBackend } from './backends.ts'
import { resolveAuthority, resolveKeyPair } from './certificates/resolve.ts'
import { classOf, supports, supportsInMesh } from './classes.ts'
import { claimantsAt, connectionConflicts } from './conflicts/connections.ts'
import { conflictsOf } from './conflicts/find.ts'
import { meshConflicts } from './conflicts/mesh.ts'
import { witnesses } from './conflicts/witness.ts'
import { Derivations, NotedSnapshot } from './derive.ts'
import { type GatewayFacts, gatewayFacts } from './gateway-facts.ts'
import { gatewayRoutes, isolates, type ListenerRoutes } from './gateway-routes.ts'
import { isGranted, nearestGrant } from './grants.ts'
import { listenerSetKinds, policiesByTarget, policyTargets, routesByBackend } from './indexes.ts'
import type { FlatMatch } from './matches/flat-match.ts'
import { effectiveHostnames, flatten } from './matches/flatten.ts'
import { comparePrecedence } from './matches/precedence.ts'
import { Memory } from './memory.ts'
import { meshOf } from './mesh.ts'
import { type BackendRef, gatewayGroup, type Reference } from './model.ts'
import { backendTlsOf, policyFacts } from './policies/backend-tls.ts'
import { attachedTargets } from './policies/targets.ts'
import type { Profile } from './profile.ts'
import { readGateway, readListenerSet } from './reading/gateway.ts'
import { backendRefsOf, readRoute } from './reading/route.ts'
import type { Engine, Scope } from './scope.ts'
import { winnerOf } from './simulate/candidates.ts'
import { type Entrances, entrancesOf } from './simulate/entrances.ts'
import { simulate } from './simulate/simulate.ts'
import { statusOf } from './status/predict.ts'
import type { EffectiveListener, ListenerSetFacts, Topology } from './topology.ts'

export interface ScopeOptions {
  readonly profile: Profile
  readonly sameAge: boolean
}

/** Puts the algorithms together over one snapshot. */
export function topologyOf(snapshot: Snapshot, { profile, sameAge }: ScopeOptions): Topology {
  const derivations = new Derivations<Scope>(snapshot, `${profile.name} ${sameAge}`)
  const noted = new NotedSnapshot(derivations as Derivations<never>)
  const scope: Scope = { snapshot: noted, quiet: snapshot, profile, sameAge, derive: (fact, key) => derivations.derive(fact, key) }
  derivations.bind(scope)
  // A record has a place for each question: routes, of which there are most, are asked none of the others.
  const [ofRoutes, ofOthers] = [new Memory(), new Memory()]

  const classes = ofOthers.keep((gateway: KubeObject) => classOf(scope, gateway))
  const parents = ofRoutes.keep((route: KubeObject) => {
    const reading = readRoute(route)
    return reading === undefined ? [] : parentsOf(scope, reading)
  })
  const isGateway = (object: KubeObject) => sameRefKind(object, gatewayGroup, 'Gateway')
  const isSet = (object: KubeObject) => listenerSetKinds.some(({ group, kind }) => sameRefKind(object, group, kind))
  /** The Gateway of a listener as it is here; undefined where there is none any more. */
  const gatewayAt = ofOthers.keep((listener: EffectiveListener): GatewayFacts | undefined => {
    const gateway = snapshot.get(listener.gateway)
    return gateway && scope.derive(gatewayFacts, gateway)
  })
  const routesAt = ofOthers.keep((listener: EffectiveListener): ListenerRoutes | undefined => {
    const facts = gatewayAt(listener)
    if (facts === undefined) return undefined
    const routes = scope.derive(gatewayRoutes, facts.gateway.object)
    // A listener of another version of the Gateway stands for the one in its place.
    return (
      routes.byListener.get(listener) ??
      routes.byListener.get(routes.facts.listeners.find(other => sameListener(other, listener)) ?? listener)
    )
  })
  const backendContext = (route: KubeObject) => ({
    snapshot,
    profile: profileOfRoute(route),
    meshOnly: meshOnly(route),
    hasBackendTls: (service: ObjectRef, port: { readonly port: number }) => {
      const facts = topology.backendTls(service, port.port)
      return facts.effective !== undefined ? ('yes' as const) : facts.known === 'yes' ? ('no' as const) : ('unknown' as const)
    },
  })
  const gatewaysOf = ofRoutes.keep((route: KubeObject): readonly KubeObject[] => {
    const found: KubeObject[] = []
    for (const { gateway } of parents(route)) if (gateway !== undefined && !found.includes(gateway)) found.push(gateway)
    return found
  })
  /** The profile of the first Gateway that the route may reach. */
  const profileOfRoute = (route: KubeObject): Profile => {
    const [gateway] = gatewaysOf(route)
    return gateway === undefined ? profile : scope.derive(gatewayFacts, gateway).class.profile
  }
  const meshOnly = (route: KubeObject): boolean => {
    const kinds = parents(route).map(({ kind }) => kind)
    return kinds.length > 0 && kinds.every(kind => kind === 'Service' || kind === 'ServiceImport')
  }
  const tlsContext = {
    snapshot,
    profile,
    sameAge,
    ancestorsOf: (target: ObjectRef): readonly ObjectRef[] => {
      const found = new Map<string, ObjectRef>()
      for (const route of snapshot.indexed(routesByBackend, refKey(target))) {
        // There is no TLS over UDP.
        if (route.kind === 'UDPRoute') continue
        for (const { gateway, accepted } of parents(route)) {
          // Nobody looks at a Gateway of a class that does not exist.
          if (gateway === undefined || accepted !== 'yes' || scope.derive(gatewayFacts, gateway).class.class.state === 'absent') continue
          found.set(refKey(refOf(gateway)), refOf(gateway))
        }
      }
      return [...found.values()]
    },
  }
  const policies = ofOthers.keep((policy: KubeObject) => {
    const [ancestor] = policyTargets(policy).flatMap(target => tlsContext.ancestorsOf(target))
    const gateway = ancestor === undefined ? undefined : snapshot.get(ancestor)
    return policyFacts(policy, {
      ...tlsContext,
      profile: gateway === undefined ? profile : scope.derive(gatewayFacts, gateway).class.profile,
    })
  })
  const backends = ofRoutes.keep((route: KubeObject) => {
    const reading = readRoute(route)
    if (reading === undefined) return []
    const context = backendContext(route)
    return backendRefsOf(reading).map(ref => resolveBackend(reading, ref, context))
  })
  const sorted = ofOthers.keep((listener: EffectiveListener): readonly FlatMatch[] => {
    const options = { profile: profileAt(listener), sameAge }
    return (routesAt(listener)?.index.matches() ?? []).toSorted((a, b) => comparePrecedence(a, b, options))
  })
  const profileAt = (listener: EffectiveListener): Profile => gatewayAt(listener)?.class.profile ?? profile
  const setFacts = (set: KubeObject): ListenerSetFacts | undefined => {
    if (!isSet(set)) return undefined
    const gateway = gatewayOfSet(scope, set)
    const facts =
      gateway.state === 'found' ? scope.derive(gatewayFacts, gateway.object).sets.find(entry => entry.set.object === set) : undefined
    return facts ?? { set: readListenerSet(set), gateway, allowed: 'unknown', listeners: [] }
  }
  const conflicts = ofRoutes.keep((route: KubeObject) => conflictsOf(topology, engine, route))
  const meshes = ofOthers.keep((service: KubeObject) => meshOf(engine, refOf(service)))
  const mesh = (service: ObjectRef) => {
    const object = snapshot.get(service)
    return object === undefined ? meshOf(engine, service) : meshes(object)
  }
  const claimants = ofOthers.keep((listener: EffectiveListener) => claimantsAt(topology, listener))
  const statuses = ofRoutes.keep((object: KubeObject) => statusOf(topology, object))

  let entrances: Entrances | undefined
  const engine: Engine = {
    snapshot,
    sameAge,
    profileAt,
    profileOfRoute,
    routesAt,
    derive: scope.derive,
    policyTls: tlsContext,
    entrances() {
      entrances ??= entrancesOf(topology)
      return entrances
    },
  }
  const topology: Topology = {
    snapshot,
    profile,
    gateway: object => (isGateway(object) ? readGateway(object) : undefined),
    listenerSet: object => (isSet(object) ? readListenerSet(object) : undefined),
    route: readRoute,
    classOf: classes,
    supports: (gateway, feature) => supports(classes(gateway), feature),
    gatewaysOf,
    effectiveListeners: gateway => (isGateway(gateway) ? scope.derive(gatewayFacts, gateway).listeners : []),
    listenersOf: owner => {
      if (isGateway(owner)) return scope.derive(gatewayFacts, owner).own
      return setFacts(owner)?.listeners ?? []
    },
    listenerSetsOf: gateway => (isGateway(gateway) ? scope.derive(gatewayFacts, gateway).sets : []),
    listenerSetFacts: setFacts,
    clientCertificate: gateway => (isGateway(gateway) ? scope.derive(gatewayFacts, gateway).clientCertificate : undefined),
    parentsOf: parents,
    bindingsOf: route => {
      const [only, another] = parents(route)
      return only !== undefined && another === undefined ? only.bindings : parents(route).flatMap(parent => parent.bindings)
    },
    routesOn: listener => routesAt(listener)?.bindings.list() ?? [],
    effectiveHostnames: binding => effectiveHostnames(binding, isolationAt(binding.listener)),
    isGranted: (from, to) => isGranted(snapshot, from, to),
    nearestGrant: (from, to) => nearestGrant(snapshot, from, to),
    resolveBackend: (route, ref: BackendRef) => {
      const reading = readRoute(route)
      if (reading === undefined) throw new Error(`not a route: ${refKey(refOf(route))}`)
      return resolveBackend(reading, ref, backendContext(route))
    },
    backendsOf: backends,
    resolveCertificate: (owner, ref: Reference) =>
      ref.kind === 'ConfigMap'
        ? resolveAuthority(snapshot, owner, ref, 'InvalidCACertificateKind', profile)
        : resolveKeyPair(snapshot, owner, ref, 'server', profile.certificateTypes),
    routesTo: backend => snapshot.indexed(routesByBackend, refKey(backend)),
    matchesOf: route => topology.bindingsOf(route).flatMap(binding => flatten(binding, isolationAt(binding.listener))),
    flatMatches: sorted,
    samplesOf(match) {
      return witnesses([match], gatewayAt(match.listener)?.listeners ?? [], profileAt(match.listener).regexMatch)
    },
    answering(listener, request) {
      const [routes, profile] = [routesAt(listener), profileAt(listener)]
      return routes && winnerOf(routes.index, request, profile, { profile, sameAge })
    },
    conflictsOf: conflicts,
    connectionConflicts: route => connectionConflicts(topology, route, { sameAge, claimants }),
    backendTls: (service, port) => backendTlsOf(service, port, tlsContext, policies),
    backendTlsPolicy: policy => (sameRefKind(policy, gatewayGroup, 'BackendTLSPolicy') ? policies(policy) : undefined),
    policiesFor: target =>
      snapshot.indexed(policiesByTarget(snapshot), refKey(target)).flatMap(policy =>
        policyTargets(policy)
          .filter(entry => sameRef(entry, target))
          .map(entry => ({ policy, ref: refOf(policy), target: entry, targetLookup: snapshot.lookup(target) })),
      ),
    attachedTargets: policy => attachedTargets(snapshot, policy, sameAge),
    meshOf: mesh,
    meshConflicts: (service, object) => {
      const route = readRoute(object)
      return route === undefined ? [] : meshConflicts(mesh(service), route, { profile, sameAge })
    },
    supportsInMesh: feature => supportsInMesh(snapshot, profile, feature),
    status: statuses,
    simulate: request => simulate(topology, engine, request),
  }
  const isolationAt = (listener: EffectiveListener): boolean => {
    const facts = gatewayAt(listener)
    return facts === undefined || isolates(facts)
  }
  return topology
}

function sameRefKind(object: KubeObject, group: string, kind: string): boolean {
  const ref = refOf(object)
  return ref.kind === kind && ref.group === group
}

function sameListener(a: EffectiveListener, b: EffectiveListener): boolean {
  return a.name === b.name && sameRef(a.owner, b.owner)
}
