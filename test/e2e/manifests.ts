const group = 'gateway.networking.k8s.io/v1'

/** Objects for the cases, as a user would write them. */
export const namespace = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})

export const gatewayClass = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: group,
  kind: 'GatewayClass',
  metadata: { name, annotations },
  spec: { controllerName: 'example.com/gateway' },
})

export const gateway = (ns: string, name: string, extra: object = {}) => ({
  apiVersion: group,
  kind: 'Gateway',
  metadata: { name, namespace: ns },
  spec: {
    gatewayClassName: 'example',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
    ...extra,
  },
})

export const service = (ns: string, name: string, port = 80) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: ns },
  spec: { ports: [{ name: 'http', port }], selector: { app: name } },
})

export interface RouteOptions {
  readonly hostnames?: readonly string[]
  readonly path?: string
  readonly backend?: string
  readonly port?: number
  readonly parent?: object
}

export const route = (ns: string, name: string, options: RouteOptions = {}) => ({
  apiVersion: group,
  kind: 'HTTPRoute',
  metadata: { name, namespace: ns },
  spec: {
    parentRefs: [options.parent ?? { name: 'edge', namespace: 'infra' }],
    ...(options.hostnames !== undefined && { hostnames: options.hostnames }),
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: options.path ?? '/' } }],
        backendRefs: [{ name: options.backend ?? 'web', port: options.port ?? 80 }],
      },
    ],
  },
})

/** A route that the schema lets pass and that is wrong in itself: a backend cannot redirect. */
export const brokenRoute = (ns: string, name: string) => ({
  ...route(ns, name),
  spec: {
    parentRefs: [{ name: 'edge', namespace: 'infra' }],
    hostnames: [`${name}.example.com`],
    rules: [{ backendRefs: [{ name: 'web', port: 80, filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 301 } }] }] }],
  },
})

/** Manifests for `kubectl apply -f -`. */
export function manifests(...objects: readonly object[]): string {
  return objects.map(object => JSON.stringify(object)).join('\n---\n')
}
