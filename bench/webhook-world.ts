import type { KubeObject } from '../src/kinds/object.ts'

const group = 'gateway.networking.k8s.io'

/** A cluster as large ones are: Gateways shared by teams, ten routes to a host, rules with several matches, filters and backends. */
export function* bigCluster(routes: number): Generator<KubeObject> {
  const teams = Math.max(10, Math.ceil(routes / 100))
  yield { apiVersion: `${group}/v1`, kind: 'GatewayClass', metadata: { name: 'edge' }, spec: { controllerName: 'example.com/gateway' } }
  yield namespace('infra')
  for (let i = 0; i < 20; i++) yield gateway(i)
  for (let i = 0; i < teams; i++) {
    yield namespace(`team-${i}`)
    for (let j = 0; j < 5; j++) yield service(`team-${i}`, `service-${j}`)
  }
  for (let i = 0; i < routes; i++) yield route(i, teams)
}

function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name }, resourceVersion: '1' } }
}

function gateway(i: number): KubeObject {
  const listeners = ['http', 'alt'].map((name, j) => ({
    name,
    port: 80 + j * 8000,
    protocol: 'HTTP',
    allowedRoutes: { namespaces: { from: 'All' } },
  }))
  return {
    apiVersion: `${group}/v1`,
    kind: 'Gateway',
    metadata: { name: `edge-${i}`, namespace: 'infra', resourceVersion: '1' },
    spec: { gatewayClassName: 'edge', listeners },
  }
}

function service(ns: string, name: string): KubeObject {
  const ports = [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }]
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: ns, resourceVersion: '1' },
    spec: { type: 'ClusterIP', ports, selector: { app: name } },
  }
}

/** An HTTPRoute of 2 to 4 KB as the API server sends it, `managedFields` included. */
export function route(i: number, teams: number, more: { readonly name?: string } = {}): KubeObject {
  const ns = `team-${i % teams}`
  const rules = Array.from({ length: 2 + (i % 3) }, (_, r) => ({
    name: `rule-${r}`,
    matches: [
      {
        path: { type: 'PathPrefix', value: `/api/v${r}/resource-${i % 10}` },
        headers: [{ type: 'Exact', name: 'x-tenant', value: `tenant-${i % 7}` }],
      },
      { path: { type: 'Exact', value: `/health/${i % 10}/${r}` }, method: 'GET' },
    ],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-route', value: `route-${i}` }] } }],
    backendRefs: [
      { group: '', kind: 'Service', name: `service-${r}`, port: 80, weight: 9 },
      { group: '', kind: 'Service', name: `service-${r + 1}`, port: 80, weight: 1 },
    ],
    timeouts: { request: '30s' },
  }))
  return {
    apiVersion: `${group}/v1`,
    kind: 'HTTPRoute',
    metadata: {
      name: more.name ?? `route-${i}`,
      namespace: ns,
      uid: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      resourceVersion: String(1000 + i),
      generation: 1,
      creationTimestamp: new Date(Date.UTC(2025, 0, 1) + i * 1000).toISOString().replace('.000Z', 'Z'),
      labels: { 'app.kubernetes.io/name': `app-${i}`, 'app.kubernetes.io/managed-by': 'argocd' },
      managedFields: [
        {
          manager: 'argocd-controller',
          operation: 'Apply',
          apiVersion: `${group}/v1`,
          time: '2025-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/name': {}, 'f:app.kubernetes.io/managed-by': {} } },
            'f:spec': { 'f:hostnames': {}, 'f:parentRefs': {}, 'f:rules': {} },
          },
        },
      ],
    },
    spec: {
      parentRefs: [{ group, kind: 'Gateway', name: `edge-${i % 20}`, namespace: 'infra' }],
      hostnames: [`host-${Math.floor(i / 10)}.example.com`],
      rules,
    },
  }
}
