import type { ObjectRef } from '../../diagnostics/finding.ts'
import { refKey, refOf } from '../../inventory/ref.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { gatewayGroup } from '../model.ts'
import { routeKinds } from '../reading/route.ts'
import type { EffectiveListener, Topology } from '../topology.ts'

export type NodeKind = 'class' | 'gateway' | 'set' | 'listener' | 'route' | 'backend' | 'grant'

export interface GraphNode {
  readonly id: string
  readonly kind: NodeKind
  readonly label: string
  /** What is wrong with it, in a few words. */
  readonly problem?: string
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly label?: string
  readonly problem?: string
}

/** Classes, Gateways, listeners, routes, backends and grants, and what leads from one to the other. Ordered by kind and name. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** Everything of a topology as a graph, with problems marked where they stand. */
export function buildGraph(topology: Topology): Graph {
  const builder = new Builder(topology)
  const { snapshot } = topology
  for (const object of snapshot.list(gatewayGroup, 'GatewayClass')) builder.node('class', refOf(object), refOf(object).name)
  for (const object of snapshot.list(gatewayGroup, 'Gateway')) builder.gateway(object)
  for (const kind of routeKinds) for (const object of snapshot.list(gatewayGroup, kind)) builder.route(object)
  for (const object of snapshot.list(gatewayGroup, 'ReferenceGrant'))
    builder.node('grant', refOf(object), `ReferenceGrant ${name(refOf(object))}`)
  return builder.graph()
}

class Builder {
  readonly #topology: Topology
  readonly #nodes = new Map<string, GraphNode>()
  readonly #edges: GraphEdge[] = []

  constructor(topology: Topology) {
    this.#topology = topology
  }

  graph(): Graph {
    return { nodes: [...this.#nodes.values()], edges: this.#edges }
  }

  node(kind: NodeKind, ref: ObjectRef, label: string, problem?: string): string {
    const id = refKey(ref)
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, kind, label, ...(problem !== undefined && { problem }) })
    return id
  }

  gateway(object: KubeObject): void {
    const ref = refOf(object)
    const { class: lookup } = this.#topology.classOf(object)
    const missing = lookup.state === 'absent' ? 'no such class' : undefined
    const id = this.node('gateway', ref, `Gateway ${name(ref)}`, this.#problemOf(object))
    const className = this.#topology.gateway(object)!.className
    const classId = this.node('class', { group: gatewayGroup, kind: 'GatewayClass', namespace: '', name: className }, className, missing)
    this.#edges.push({ from: classId, to: id })
    for (const facts of this.#topology.listenerSetsOf(object)) {
      const setId = this.node(
        'set',
        facts.set.ref,
        `ListenerSet ${name(facts.set.ref)}`,
        facts.allowed === 'no' ? 'not allowed' : undefined,
      )
      this.#edges.push({ from: id, to: setId, ...(facts.allowed === 'no' && { problem: 'not allowed' }) })
    }
    for (const listener of this.#topology.effectiveListeners(object)) {
      const problem = listener.conflict?.reason ?? listener.rejected ?? (listener.programmed === 'no' ? 'cannot be programmed' : undefined)
      const at = listenerId(listener)
      const text = `${listener.name}: ${listener.port} ${listener.protocol}${listener.hostname === '' ? '' : ` ${listener.hostname}`}`
      this.#nodes.set(at, { id: at, kind: 'listener', label: text, ...(problem !== undefined && { problem }) })
      this.#edges.push({ from: refKey(listener.owner), to: at })
    }
  }

  route(object: KubeObject): void {
    const ref = refOf(object)
    const parents = this.#topology.parentsOf(object)
    const lost = parents.length > 0 && parents.every(({ accepted }) => accepted === 'no')
    const id = this.node('route', ref, `${ref.kind} ${name(ref)}`, lost ? 'not accepted' : undefined)
    for (const parent of parents) {
      const bound = parent.bindings.filter(({ verdict }) => verdict !== 'no')
      for (const { listener, hostnames } of bound)
        this.#edges.push({ from: listenerId(listener), to: id, label: hostnames.filter(Boolean).join(', ') })
      if (bound.length > 0) continue
      const kind = parent.kind === 'Service' ? 'backend' : parent.kind === 'ListenerSet' ? 'set' : 'gateway'
      const problem = parent.parent.state === 'absent' ? 'does not exist' : parent.reason
      const target = this.node(
        kind,
        parent.ref,
        `${parent.ref.kind} ${name(parent.ref)}`,
        parent.parent.state === 'absent' ? 'does not exist' : undefined,
      )
      this.#edges.push({ from: target, to: id, ...(problem !== undefined && { problem }) })
    }
    for (const backend of this.#topology.backendsOf(object)) {
      const missing = backend.object.state === 'absent' ? 'does not exist' : undefined
      const to = this.node('backend', backend.ref, `${backend.ref.kind} ${name(backend.ref)}`, missing)
      const share =
        backend.ref.purpose === 'backend' ? (backend.ref.weight === 1 ? '' : `weight ${backend.ref.weight}`) : backend.ref.purpose
      const label = [backend.ref.port === undefined ? '' : `:${backend.ref.port}`, share].filter(Boolean).join(' ')
      this.#edges.push({ from: id, to, ...(label !== '' && { label }), ...(backend.reason !== undefined && { problem: backend.reason }) })
    }
  }

  #problemOf(gateway: KubeObject): string | undefined {
    const accepted = this.#topology.status(gateway)?.conditions?.find(({ type }) => type === 'Accepted')
    return accepted?.status === 'False' ? accepted.reason : undefined
  }
}

function listenerId(listener: EffectiveListener): string {
  return `${refKey(listener.owner)}#${listener.name}`
}

function name(ref: ObjectRef): string {
  return ref.namespace === '' ? ref.name : `${ref.namespace}/${ref.name}`
}
