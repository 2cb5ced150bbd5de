import type { ObjectRef } from '../diagnostics/finding.ts'
import { refKey } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import { ANY } from '../values/hostname.ts'
import { servicePorts } from './backends.ts'
import { routesByParent } from './indexes.ts'
import type { ParentRef, Route, RouteKind } from './model.ts'
import { gatewayGroup } from './model.ts'
import { readRoute } from './reading/route.ts'
import type { Engine } from './scope.ts'
import type { EffectiveListener, MeshBinding, MeshFacts, ServicePort } from './topology.ts'

/** Of kinds that name one port of one Service the greatest counts (GEP-1294). */
const ranks: Readonly<Record<RouteKind, number>> = { GRPCRoute: 4, HTTPRoute: 3, TLSRoute: 2, TCPRoute: 1, UDPRoute: 0 }

/**
 * The routes of a Service in a mesh. Routes in the Service's namespace hold for all clients, routes elsewhere for the clients of their own
 * namespace, instead of the former.
 * @see GEP-1294, GEP-1324
 */
export function meshOf(engine: Engine, service: ObjectRef): MeshFacts {
  const { snapshot } = engine
  const object = snapshot.get(service)
  const ports = object === undefined ? [] : servicePorts(object)
  const claims: { route: Route; parent: ParentRef; listener: EffectiveListener }[] = []
  if (object !== undefined) {
    const listeners = new Map(ports.map(port => [port.port, portListener(service, object, port)]))
    for (const candidate of snapshot.indexed(routesByParent, refKey(service))) {
      const route = readRoute(candidate)!
      for (const parent of route.parentRefs.filter(ref => refKey(ref) === refKey(service))) {
        for (const [port, listener] of listeners)
          if ((parent.port ?? port) === port && (parent.sectionName ?? listener.name) === listener.name)
            claims.push({ route, parent, listener })
      }
    }
  }
  const producers: MeshBinding[] = []
  const consumers = new Map<string, MeshBinding[]>()
  const first = new Map<string, Route>()
  for (const claim of claims) {
    const key = rivalKey(claim)
    const before = first.get(key)
    if (before === undefined || ranks[claim.route.kind] > ranks[before.kind]) first.set(key, claim.route)
  }
  for (const claim of claims) {
    const { namespace } = claim.route.ref
    const greatest = first.get(rivalKey(claim))
    const alone = engine.profileOfRoute(claim.route.object).meshKinds === 'greatest'
    const winner = alone && greatest !== undefined && ranks[greatest.kind] > ranks[claim.route.kind] ? greatest : undefined
    const role = namespace === service.namespace ? 'producer' : 'consumer'
    const binding: MeshBinding = {
      ...claim,
      role,
      verdict: winner === undefined ? 'yes' : 'no',
      hostnames: [ANY],
      isolated: [],
      ...(winner !== undefined && { conflictsWith: winner }),
    }
    if (role === 'producer') producers.push(binding)
    else consumers.set(namespace, [...(consumers.get(namespace) ?? []), binding])
  }
  return { service, ports, producers, consumers }
}

/** Routes of one namespace at one port are compared with each other only. */
function rivalKey({ route, listener }: { readonly route: Route; readonly listener: EffectiveListener }): string {
  return `${listener.port} ${route.ref.namespace}`
}

/** A port of a Service in the place of a listener, so that matches and requests can be worked out the same way. */
function portListener(service: ObjectRef, object: KubeObject, port: ServicePort): EffectiveListener {
  return {
    at: port.at,
    index: 0,
    name: port.name,
    port: port.port,
    protocol: 'HTTP',
    hostname: ANY,
    allowedKinds: [],
    allowedNamespaces: { at: [], from: 'All', selector: undefined },
    filters: [],
    gateway: service,
    owner: service,
    ownerObject: object,
    supportedKinds: (['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'] as const).map(kind => ({ group: gatewayGroup, kind })),
    invalidKinds: [],
    kindsKnown: true,
    certificates: [],
    overlapping: [],
    neighbours: [],
    accepted: 'yes',
    programmed: 'yes',
  }
}
