import { completeExcept } from '../../src/inventory/completeness.ts'
import { createSnapshot } from '../../src/inventory/store.ts'
import type { KubeObject } from '../../src/kinds/object.ts'
import { createTopology, type TopologyOptions } from '../../src/topology/open.ts'
import type { Topology } from '../../src/topology/topology.ts'

const gatewayApi = 'gateway.networking.k8s.io/v1'

type Spec = Record<string, unknown>

export function object(
  kind: string,
  name: string,
  spec: unknown,
  metadata: Record<string, unknown> = {},
  apiVersion = gatewayApi,
): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'infra', ...metadata }, spec }
}

export const fromAll = { namespaces: { from: 'All' } }

export function gateway(listeners: readonly Spec[], extra: Spec = {}, name = 'edge'): KubeObject {
  return object('Gateway', name, {
    gatewayClassName: 'class',
    listeners: listeners.map(listener => ({ allowedRoutes: fromAll, ...listener })),
    ...extra,
  })
}

export const http = (hostname?: string, port = 80, name = `http-${hostname ?? 'any'}-${port}`): Spec => ({
  name,
  port,
  protocol: 'HTTP',
  ...(hostname !== undefined && { hostname }),
})

export const https = (hostname?: string, port = 443, name = `https-${hostname ?? 'any'}-${port}`): Spec => ({
  name,
  port,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: 'certificate' }] },
  ...(hostname !== undefined && { hostname }),
})

export function route(name: string, spec: Spec, metadata: Record<string, unknown> = {}, kind = 'HTTPRoute'): KubeObject {
  return object(kind, name, { parentRefs: [{ name: 'edge', namespace: 'infra' }], ...spec }, metadata)
}

/** A rule that sends everything to one Service, whose name says which rule it was. */
export function rule(backend: string, ...matches: Spec[]): Spec {
  return { ...(matches.length > 0 && { matches }), backendRefs: [{ name: backend, port: 80 }] }
}

export const prefix = (value: string, more: Spec = {}): Spec => ({ path: { type: 'PathPrefix', value }, ...more })
export const exact = (value: string, more: Spec = {}): Spec => ({ path: { type: 'Exact', value }, ...more })
export const regex = (value: string, more: Spec = {}): Spec => ({ path: { type: 'RegularExpression', value }, ...more })

export function service(name: string, ports: readonly Spec[] = [{ port: 80, name: 'http' }], namespace = 'infra'): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports } }
}

/** Everything is known, except which pods are ready. */
export function topology(objects: readonly KubeObject[], options: TopologyOptions = { sameAge: true }): Topology {
  return createTopology(
    createSnapshot(objects, {
      complete: completeExcept([{ kind: 'EndpointSlice' }, { kind: 'Secret' }, { kind: 'Service' }, { kind: 'GatewayClass' }]),
    }),
    options,
  )
}

/** The first backend that answers a request, or what happens instead: `302 http://...`, `404`, `refused`. */
export function answer(world: Topology, url: string, more: Partial<Parameters<Topology['simulate']>[0]> = {}): string {
  const [trace] = world.simulate({ url, ...more }).traces
  if (trace === undefined) return 'nowhere'
  const { answer: given } = trace
  switch (given.kind) {
    case 'forward':
      return given.backends.map(({ backend }) => backend.name).join(',')
    case 'redirect':
      return `${given.status} ${given.location}`
    case 'preflight':
    case 'error':
      return `${given.status}`
    default:
      return given.kind
  }
}
