import { IntType as Int, list, type ObjectType, object, StringType as Text } from '../cel/types.ts'
import { MapView, type Value } from '../cel/value.ts'
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
  return new Facts(GATEWAY, { topology, subject, ref, route: ref.group === GROUP && ROUTES.includes(ref.kind) })
}

interface Subject {
  readonly topology: Topology
  readonly subject: KubeObject
  readonly ref: ObjectRef
  readonly route: boolean
}

const GATEWAY: Readonly<Record<string, (of: Subject) => unknown>> = {
  parents: ({ topology, subject, route }) => (route ? topology.parentsOf(subject).map(parent => parentOf(topology, parent)) : []),
  listeners: ({ topology, subject }) => topology.listenersOf(subject).map(one => listenerOf(topology, one, [])),
  routes: ({ topology, subject }) => attached(topology, subject),
  hostnames: ({ topology, subject, route }) => (route ? hostsOf(topology, subject) : []),
  sharing: ({ topology, subject, route, ref }) => (route ? sharing(topology, subject, ref) : []),
  references: ({ topology, subject, route }) => (route ? topology.backendsOf(subject).map(referenceOf) : []),
  conditions: ({ topology, subject }) => conditions(topology, subject),
  routesInNamespace: ({ topology, ref }) => routesIn(topology.snapshot, ref.namespace),
}

function referenceOf({ ref: { kind, namespace, name }, permitted, resolved, reason }: ReturnType<Topology['backendsOf']>[number]): object {
  return { kind, namespace, name, permitted, resolved, reason: reason ?? '' }
}

type Listener = ReturnType<Topology['listenersOf']>[number]
type Binding = ReturnType<Topology['bindingsOf']>[number]

/** Any host is `*`, as a listener without hostname takes it. */
const shown = (hostname: string): string => (hostname === '' ? '*' : hostname)
const named = ({ namespace, name }: ObjectRef): string => `${namespace}/${name}`

function listenerOf(topology: Topology, of: Listener, hostnames: readonly string[]): object {
  return new Facts(LISTENER, { topology, of, hostnames })
}

const LISTENER: Readonly<
  Record<string, (one: { readonly topology: Topology; readonly of: Listener; readonly hostnames: readonly string[] }) => unknown>
> = {
  gateway: ({ of }) => named(of.gateway),
  name: ({ of }) => of.name,
  port: ({ of }) => of.port,
  protocol: ({ of }) => of.protocol,
  hostname: ({ of }) => shown(of.hostname),
  accepted: ({ of }) => of.accepted,
  routes: ({ topology, of }) => topology.routesOn(of).length,
  hostnames: ({ hostnames }) => hostnames.map(shown),
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
      const hosts = servedHosts(topology, binding.listener)
      const { gateway, name: section } = binding.listener
      return topology.effectiveHostnames(binding).flatMap(host =>
        (hosts.get(host) ?? [])
          .filter(({ kind, namespace, name }) => kind !== ref.kind || namespace !== ref.namespace || name !== ref.name)
          .map(({ kind, namespace, name }) => ({
            hostname: shown(host),
            gateway: named(gateway),
            listener: section,
            kind,
            namespace,
            name,
          })),
      )
    })
}

const hostsByListener = new WeakMap<Topology, WeakMap<Listener, Map<string, ObjectRef[]>>>()

/** The routes that answer at a listener, by hostname: made once, for every route of a large set asks. */
function servedHosts(topology: Topology, of: Listener): ReadonlyMap<string, readonly ObjectRef[]> {
  const known = hostsByListener.get(topology) ?? new WeakMap<Listener, Map<string, ObjectRef[]>>()
  hostsByListener.set(topology, known)
  let hosts = known.get(of)
  if (hosts === undefined) {
    hosts = new Map()
    for (const binding of topology.routesOn(of)) {
      if (binding.verdict !== 'yes') continue
      for (const host of topology.effectiveHostnames(binding)) {
        const there = hosts.get(host)
        if (there === undefined) hosts.set(host, [binding.route.ref])
        else there.push(binding.route.ref)
      }
    }
    known.set(of, hosts)
  }
  return hosts
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

const counts = new WeakMap<Snapshot, Map<string, number>>()

/** The routes that are known to be in a namespace: offline there may be more. */
function routesIn(snapshot: Snapshot, namespace: string): number {
  const known = counts.get(snapshot) ?? new Map<string, number>()
  counts.set(snapshot, known)
  const count = known.get(namespace) ?? ROUTES.reduce((sum, kind) => sum + snapshot.list(GROUP, kind, namespace).length, 0)
  known.set(namespace, count)
  return count
}

/** A map whose members are derived when they are first read. */
class Facts<Source> extends MapView {
  readonly #fields: Readonly<Record<string, (source: Source) => unknown>>
  readonly #source: Source
  readonly #known = new Map<string, Value>()

  constructor(fields: Readonly<Record<string, (source: Source) => unknown>>, source: Source) {
    super()
    this.#fields = fields
    this.#source = source
  }

  get size(): number {
    return Object.keys(this.#fields).length
  }

  get(key: Value): Value | undefined {
    if (typeof key !== 'string' || !Object.hasOwn(this.#fields, key)) return undefined
    let value = this.#known.get(key)
    if (value === undefined) {
      value = this.#fields[key]!(this.#source) as Value
      this.#known.set(key, value)
    }
    return value
  }

  keys(): Iterable<Value> {
    return Object.keys(this.#fields)
  }

  *entries(): Iterable<readonly [Value, Value]> {
    for (const key of Object.keys(this.#fields)) yield [key, this.get(key)!]
  }
}
