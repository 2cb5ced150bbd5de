import type { ObjectRef } from '../../diagnostics/finding.ts'
import { sameRef } from '../../inventory/ref.ts'
import type { Lookup, Snapshot } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { servicePorts } from '../backends.ts'
import { type GatewayFacts, gatewayFacts, listenersOwnedBy } from '../gateway-facts.ts'
import { xGroup } from '../indexes.ts'
import { gatewayGroup, type ParentRef, type Route } from '../model.ts'
import type { Profile } from '../profile.ts'
import { readGateway, readListenerSet } from '../reading/gateway.ts'
import type { Scope } from '../scope.ts'
import type { Binding, EffectiveListener, ParentFacts } from '../topology.ts'
import { or } from '../tri.ts'
import { attach } from './attach.ts'
import { commonHostnames, isolatedHostnames } from './hostnames.ts'

const none: readonly never[] = []

/** What became of every parent of a route: those it names, or the Gateways that take routes by default. */
export function parentsOf(scope: Scope, route: Route): readonly ParentFacts[] {
  const refs = route.parentRefs.length === 0 && route.useDefaultGateways ? defaultGateways(scope) : route.parentRefs
  const parents = refs.map(ref => resolveParent(scope, route, ref))
  if (parents.every(({ sections }) => sections.length === 0)) return parents
  const bindings = isolate(scope, parents)
  if (bindings.size === 0) return parents
  return parents.map(parent =>
    parent.bindings.length === 0 ? parent : { ...parent, bindings: parent.bindings.map(binding => bindings.get(binding) ?? binding) },
  )
}

/** The bindings of a route at the listeners of one Gateway and its sets, for each listener the first that lets the route in. */
export function bindingsAt(facts: GatewayFacts, route: Route, snapshot: Snapshot): readonly Binding[] {
  const { gateway } = facts
  const byDefault = route.parentRefs.length === 0 && route.useDefaultGateways && gateway.defaultScope === 'All'
  const refs: readonly ParentRef[] = byDefault ? [{ ...gateway.ref, at: ['spec', 'useDefaultGateways'] }] : route.parentRefs
  const found = new Map<EffectiveListener, Binding>()
  for (const ref of refs) {
    if (!owns(facts, ref)) continue
    for (const listener of select(facts, ref)) {
      const binding = attach(snapshot, route, ref, listener)
      const before = found.get(listener)
      if (binding.verdict === 'yes' ? before?.verdict !== 'yes' : binding.verdict === 'unknown' && before === undefined)
        found.set(listener, binding)
    }
  }
  if (facts.listeners.length === 1) return [...found.values()]
  const attached = (listener: EffectiveListener) => found.get(listener)?.verdict === 'yes'
  return [...found.values()].map(binding => isolateBinding(binding, facts.listeners, attached))
}

function owns(facts: GatewayFacts, ref: ObjectRef): boolean {
  return sameRef(facts.gateway.ref, ref) || facts.sets.some(({ set, allowed }) => allowed === 'yes' && sameRef(set.ref, ref))
}

/** Gateways that take routes by default, as references without a place in the route. */
function defaultGateways(scope: Scope): readonly ParentRef[] {
  return scope.snapshot
    .list(gatewayGroup, 'Gateway')
    .map(readGateway)
    .filter(({ defaultScope }) => defaultScope === 'All')
    .map(({ ref }) => ({ ...ref, at: ['spec', 'useDefaultGateways'] }))
}

export function parentKind(ref: ObjectRef): ParentFacts['kind'] {
  if (ref.group === gatewayGroup && ref.kind === 'Gateway') return 'Gateway'
  if ((ref.group === gatewayGroup && ref.kind === 'ListenerSet') || (ref.group === xGroup && ref.kind === 'XListenerSet'))
    return 'ListenerSet'
  if (ref.group === '' && ref.kind === 'Service') return 'Service'
  if (ref.group === 'multicluster.x-k8s.io' && ref.kind === 'ServiceImport') return 'ServiceImport'
  return 'other'
}

function resolveParent(scope: Scope, route: Route, ref: ParentRef): ParentFacts {
  const kind = parentKind(ref)
  const parent = scope.snapshot.lookup(ref)
  const unresolved: ParentFacts = { ref, kind, parent, sections: none, bindings: none, accepted: 'unknown' }
  if (parent.state !== 'found') return unresolved
  if (kind === 'Service') return meshParent(unresolved, parent.object)
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return unresolved
  const gateway = kind === 'Gateway' ? parent : gatewayOfSet(scope, parent.object)
  if (gateway.state !== 'found') return unresolved
  const facts = scope.derive(gatewayFacts, gateway.object)
  // A set that the Gateway does not let in has no listeners; what a route then shows is not specified.
  if (kind === 'ListenerSet' && facts.sets.find(entry => entry.set.object === parent.object)?.allowed !== 'yes') {
    return { ...unresolved, gateway: gateway.object }
  }
  const { sections, bindings, accepted, reason } = judge(scope, route, ref, facts)
  const judged = { ref, kind, parent, sections, bindings, accepted, gateway: gateway.object }
  return reason === undefined ? judged : Object.assign(judged, { reason })
}

export function gatewayOfSet(scope: Scope, set: KubeObject): Lookup {
  const { parent } = readListenerSet(set)
  return parentKind(parent) === 'Gateway' ? scope.snapshot.lookup(parent) : { state: 'unknown' }
}

function judge(
  scope: Scope,
  route: Route,
  ref: ParentRef,
  gateway: GatewayFacts,
): Pick<ParentFacts, 'sections' | 'bindings' | 'accepted'> & { readonly reason: ParentFacts['reason'] | undefined } {
  const sections = select(gateway, ref)
  const bindings = sections.map(listener => attach(scope.snapshot, route, ref, listener))
  const accepted = or(...bindings.map(({ verdict }) => verdict))
  return { sections, bindings, accepted, reason: accepted === 'no' ? reasonOf(bindings, gateway.class.profile) : undefined }
}

/** The listeners of one owner that a reference names: by section and port where it says so, all otherwise. */
function select(facts: GatewayFacts, ref: ParentRef): readonly EffectiveListener[] {
  const listeners = listenersOwnedBy(facts, ref)
  if (ref.sectionName === undefined && ref.port === undefined) return listeners
  return listeners.filter(
    listener =>
      (ref.sectionName === undefined || listener.name === ref.sectionName) && (ref.port === undefined || listener.port === ref.port),
  )
}

/** Why no section lets the route in, as the controller words it when several gates are shut. */
function reasonOf(bindings: readonly Binding[], profile: Profile): NonNullable<ParentFacts['reason']> {
  if (bindings.length === 0) return 'NoMatchingParent'
  const hostsFirst = profile.attachmentOrder.indexOf('hostname') < profile.attachmentOrder.indexOf('allowed')
  if (hostsFirst && bindings.every(({ route, listener }) => commonHostnames(route, listener).length === 0))
    return 'NoMatchingListenerHostname'
  const stages = new Set(bindings.map(({ stage }) => (stage === 'hostname' ? 'hostname' : 'allowed')))
  if (stages.size === 1) return stages.has('hostname') ? 'NoMatchingListenerHostname' : 'NotAllowedByListeners'
  // The last gate that a section reached tells most: a section that let kind and namespace pass failed by its hostname only.
  return hostsFirst ? 'NotAllowedByListeners' : 'NoMatchingListenerHostname'
}

/** A Service is a parent in a mesh: its ports are the sections, by number or by name. */
function meshParent(facts: ParentFacts, service: KubeObject): ParentFacts {
  const { port, sectionName } = facts.ref
  if (port === undefined && sectionName === undefined) return { ...facts, accepted: 'yes' }
  const found = servicePorts(service).some(entry => (port ?? entry.port) === entry.port && (sectionName ?? entry.name) === entry.name)
  return found ? { ...facts, accepted: 'yes' } : { ...facts, accepted: 'no', reason: 'NoMatchingParent' }
}

/** Adds what more specific listeners of the same Gateway take away, seen over all parents of the route. */
function isolate(scope: Scope, parents: readonly ParentFacts[]): ReadonlyMap<Binding, Binding> {
  const attached = new Set<EffectiveListener>()
  for (const parent of parents) for (const binding of parent.bindings) if (binding.verdict === 'yes') attached.add(binding.listener)
  const isolated = new Map<Binding, Binding>()
  for (const { gateway, bindings } of parents) {
    if (gateway === undefined) continue
    const all = scope.derive(gatewayFacts, gateway).listeners
    if (all.length === 1) continue
    for (const binding of bindings)
      isolated.set(
        binding,
        isolateBinding(binding, all, listener => attached.has(listener)),
      )
  }
  return isolated
}

function isolateBinding(binding: Binding, all: readonly EffectiveListener[], attached: (listener: EffectiveListener) => boolean): Binding {
  if (binding.verdict === 'no') return binding
  return { ...binding, isolated: isolatedHostnames(binding.hostnames, binding.listener, all, attached) }
}
