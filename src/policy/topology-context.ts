import { IntType as Int, list, type ObjectType, object, StringType as Text } from '../cel/types.ts'
import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Topology } from '../topology/topology.ts'
import { requestType } from './declarations.ts'
import type { AdmissionPolicy } from './objects.ts'

// The extension of Gatewright: policies that ask for it see more than the object, in `request.options.gateway`. Where nobody knows the extension, on a
// plain API server, that field is not there.

const ANNOTATION = 'gatewright.io/context'

/** Does a policy ask for what the objects around say? */
export const wantsTopology = ({ metadata }: AdmissionPolicy): boolean => metadata.annotations?.[ANNOTATION] === 'topology'

const struct = (name: string, fields: ObjectTypeFields): ObjectType => object(`gatewright.${name}`, new Map(Object.entries(fields)))
type ObjectTypeFields = Readonly<Record<string, Parameters<typeof list>[0]>>

const listener = struct('Listener', {
  gateway: Text,
  name: Text,
  port: Int,
  protocol: Text,
  hostname: Text,
  accepted: Text,
  routes: Int,
  hostnames: list(Text),
})

/** The type of `request.options.gateway`. docs/policies.md explains the fields. */
export const gatewayType: ObjectType = struct('Gateway', {
  parents: list(
    struct('Parent', {
      kind: Text,
      namespace: Text,
      name: Text,
      sectionName: Text,
      accepted: Text,
      reason: Text,
      listeners: list(listener),
    }),
  ),
  listeners: list(listener),
  routes: list(struct('Route', { kind: Text, namespace: Text, name: Text, hostnames: list(Text) })),
  hostnames: list(Text),
  sharing: list(struct('Sharing', { hostname: Text, gateway: Text, listener: Text, kind: Text, namespace: Text, name: Text })),
  references: list(struct('Reference', { kind: Text, namespace: Text, name: Text, permitted: Text, resolved: Text, reason: Text })),
  conditions: list(struct('Condition', { of: Text, type: Text, status: Text, reason: Text, message: Text })),
  routesInNamespace: Int,
})

/** `request` of a policy that asks for the topology. */
export const requestTypeWithGateway: ObjectType = {
  ...requestType,
  field: name => (name === 'options' ? struct('Options', { gateway: gatewayType }) : requestType.field(name)),
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
const GROUP = 'gateway.networking.k8s.io'

/** What a topology says of one object of it, each field derived when it is first read. */
export function gatewayVariable(topology: Topology, subject: KubeObject, ref: ObjectRef): object {
  const route = topology.route(subject)
  return lazily({
    parents: () => (route ? topology.parentsOf(subject).map(parent => parentOf(topology, parent)) : []),
    listeners: () => topology.listenersOf(subject).map(one => listenerOf(topology, one, [])),
    routes: () => attached(topology, subject),
    hostnames: () => (route ? hostsOf(topology, subject) : []),
    sharing: () => (route ? sharing(topology, subject, ref) : []),
    references: () =>
      (route ? topology.backendsOf(subject) : []).map(({ ref: { kind, namespace, name }, permitted, resolved, reason = '' }) => ({
        kind,
        namespace,
        name,
        permitted,
        resolved,
        reason,
      })),
    conditions: () => conditions(topology, subject),
    routesInNamespace: () => routesIn(topology.snapshot, ref.namespace),
  })
}

type Listener = ReturnType<Topology['listenersOf']>[number]
type Binding = ReturnType<Topology['bindingsOf']>[number]

/** Any host is `*`, as a listener without hostname takes it. */
const shown = (hostname: string): string => (hostname === '' ? '*' : hostname)
const named = ({ namespace, name }: ObjectRef): string => `${namespace}/${name}`

function listenerOf(topology: Topology, of: Listener, hostnames: readonly string[]): object {
  const { gateway, name, port, protocol, hostname, accepted } = of
  return lazily({
    gateway: () => named(gateway),
    name: () => name,
    port: () => port,
    protocol: () => protocol,
    hostname: () => shown(hostname),
    accepted: () => accepted,
    routes: () => topology.routesOn(of).length,
    hostnames: () => hostnames.map(shown),
  })
}

function parentOf(topology: Topology, { ref, accepted, reason, bindings }: ReturnType<Topology['parentsOf']>[number]): object {
  const open = bindings.filter(({ verdict }) => verdict !== 'no')
  return {
    kind: ref.kind,
    namespace: ref.namespace,
    name: ref.name,
    sectionName: ref.sectionName ?? '',
    accepted,
    reason: reason ?? '',
    listeners: open.map(binding => listenerOf(topology, binding.listener, topology.effectiveHostnames(binding))),
  }
}

function hostsOf(topology: Topology, subject: KubeObject): string[] {
  const hosts = openBindings(topology, subject).flatMap(binding => topology.effectiveHostnames(binding))
  return [...new Set(hosts.map(shown))]
}

const openBindings = (topology: Topology, subject: KubeObject): Binding[] =>
  topology.bindingsOf(subject).filter(({ verdict }) => verdict !== 'no')

function attached(topology: Topology, subject: KubeObject): object[] {
  const found = new Map<KubeObject, Set<string>>()
  for (const of of topology.listenersOf(subject)) {
    for (const binding of topology.routesOn(of)) {
      const hosts = found.get(binding.route.object) ?? new Set()
      for (const host of topology.effectiveHostnames(binding)) hosts.add(shown(host))
      found.set(binding.route.object, hosts)
    }
  }
  return [...found].map(([{ kind, metadata }, hosts]) => ({
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    hostnames: [...hosts],
  }))
}

/** Other routes that answer for one of the same hostnames at the same listener. Only what is known for certain counts. */
function sharing(topology: Topology, subject: KubeObject, ref: ObjectRef): object[] {
  return topology
    .bindingsOf(subject)
    .filter(({ verdict }) => verdict === 'yes')
    .flatMap(binding => {
      const own = new Set(topology.effectiveHostnames(binding))
      return topology.routesOn(binding.listener).flatMap(other => {
        const { kind, namespace, name } = other.route.ref
        if (other.verdict !== 'yes' || (kind === ref.kind && namespace === ref.namespace && name === ref.name)) return []
        const { gateway, name: section } = binding.listener
        return topology
          .effectiveHostnames(other)
          .filter(host => own.has(host))
          .map(host => ({ hostname: shown(host), gateway: named(gateway), listener: section, kind, namespace, name }))
      })
    })
}

function conditions(topology: Topology, subject: KubeObject): object[] {
  const status = topology.status(subject)
  if (status === undefined) return []
  const all = (of: string, list: readonly object[] = []) => list.map(condition => ({ of, ...condition }))
  return [
    ...all('', status.conditions),
    ...(status.listeners ?? []).flatMap(one => all(one.name, one.conditions)),
    ...(status.parents ?? []).flatMap(({ parentRef: { namespace = '', name }, conditions }) => all(`${namespace}/${name}`, conditions)),
    ...(status.ancestors ?? []).flatMap(({ ancestorRef: { namespace = '', name }, conditions }) => all(`${namespace}/${name}`, conditions)),
  ]
}

/** The routes that are known to be in a namespace: offline there may be more. */
function routesIn(snapshot: Snapshot, namespace: string): number {
  return ROUTES.reduce((sum, kind) => sum + snapshot.list(GROUP, kind, namespace).length, 0)
}

function lazily(fields: Readonly<Record<string, () => unknown>>): object {
  const made = {}
  for (const [name, derive] of Object.entries(fields)) {
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = derive()
        Object.defineProperty(made, name, { value, enumerable: true })
        return value
      },
    })
  }
  return made
}
