import type { KubeObject } from '../../../src/kinds/object.ts'
import { type Labels, matchesSelector } from '../../../src/values/label-selector.ts'
import { pathOf, type WatchedCluster } from './watched-cluster.ts'

/** A pod that runs, as far as anybody can tell. */
export interface Pod {
  readonly namespace: string
  readonly name: string
  readonly ip: string
  readonly labels: Labels
  readonly template: { readonly spec: PodSpec }
}

interface PodSpec {
  readonly containers: readonly { readonly env?: readonly { readonly name: string; readonly value?: string }[] }[]
  readonly volumes?: readonly { readonly secret?: { readonly secretName: string } }[]
}

export interface Workloads {
  /** The ready pods behind a Service, by its EndpointSlices. */
  behind(namespace: string, service: string): readonly Pod[]
  /** The pod with an address. */
  at(ip: string): Pod | undefined
}

interface DeploymentSpec {
  readonly replicas?: number
  readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec }
}

interface ServiceSpec {
  readonly selector?: Labels
  readonly ports: readonly {
    readonly name?: string
    readonly protocol?: string
    readonly port: number
    readonly targetPort?: number | string
  }[]
}

interface Slice extends KubeObject {
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null
}

/** Stands in for the controllers of Kubernetes and for its nodes: pods for Deployments, EndpointSlices for Services, and namespaces that go when they are deleted. */
export function startWorkloads(cluster: WatchedCluster): Workloads {
  const pods = new Map<string, Pod>()
  /** EndpointSlices as they were last written, by path. */
  const slices = new Map<string, string>()
  let started = 0

  async function work(): Promise<void> {
    await Promise.all([runPods(), finishNamespaces()])
    await publishEndpoints()
  }

  async function runPods(): Promise<void> {
    const wanted = new Map<string, { readonly deployment: KubeObject; readonly spec: DeploymentSpec }>()
    for (const deployment of cluster.snapshot().list('apps', 'Deployment')) {
      const spec = deployment.spec as unknown as DeploymentSpec
      for (let replica = 0; replica < (spec.replicas ?? 1); replica++)
        wanted.set(`${deployment.metadata.namespace}/${deployment.metadata.name}-5c9f7d8b6-${replica}`, { deployment, spec })
    }
    const gone = [...pods].filter(([key]) => !wanted.has(key))
    const fresh = [...wanted].filter(([key]) => !pods.has(key))
    await Promise.all([...gone.map(([key, pod]) => stopPod(key, pod)), ...fresh.map(([key, { spec }]) => startPod(key, spec))])
  }

  async function startPod(key: string, { template }: DeploymentSpec): Promise<void> {
    const [namespace = '', name = ''] = key.split('/')
    const ip = `10.1.${++started >> 8}.${started & 255}`
    const { labels } = template.metadata
    const path = `/api/v1/namespaces/${namespace}/pods`
    await cluster.client.send('POST', path, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels },
      spec: { ...template.spec, nodeName: 'conformance' },
    })
    const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [{ type: 'Ready', status: 'True' }] }
    await cluster.client.send('PATCH', `${path}/${name}/status`, { status }, 'application/merge-patch+json')
    pods.set(key, { namespace, name, ip, labels, template })
  }

  async function stopPod(key: string, { namespace, name }: Pod): Promise<void> {
    pods.delete(key)
    await cluster.client.send('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`, { gracePeriodSeconds: 0 }).catch(ifThere)
  }

  async function publishEndpoints(): Promise<void> {
    const wanted = new Map<string, object>()
    for (const service of cluster.snapshot().list('', 'Service')) {
      const { selector, ports } = service.spec as unknown as ServiceSpec
      if (selector === undefined) continue
      const { namespace = '', name } = service.metadata
      const ready = [...pods.values()].filter(pod => pod.namespace === namespace && matchesSelector({ matchLabels: selector }, pod.labels))
      wanted.set(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${name}-auto`, {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: `${name}-auto`, namespace, labels: { 'kubernetes.io/service-name': name } },
        addressType: 'IPv4',
        endpoints: ready.map(({ ip }) => ({ addresses: [ip], conditions: { ready: true } })),
        ports: ports.map(({ name: port, protocol, targetPort, ...rest }) => ({
          name: port ?? '',
          protocol,
          port: typeof targetPort === 'number' ? targetPort : rest.port,
        })),
      })
    }
    const writes: Promise<unknown>[] = []
    for (const [path, slice] of wanted) {
      const text = JSON.stringify(slice)
      if (slices.get(path) === text) continue
      slices.set(path, text)
      writes.push(
        cluster.client.send('PATCH', `${path}?fieldManager=workloads&force=true`, slice, 'application/apply-patch+yaml').catch(ifThere),
      )
    }
    for (const path of [...slices.keys()].filter(path => !wanted.has(path))) {
      slices.delete(path)
      writes.push(cluster.client.send('DELETE', path, {}).catch(ifThere))
    }
    await Promise.all(writes)
  }

  async function finishNamespaces(): Promise<void> {
    const snapshot = cluster.snapshot()
    for (const namespace of snapshot.list('', 'Namespace')) {
      if (namespace.metadata['deletionTimestamp'] === undefined) continue
      const { name } = namespace.metadata
      const content = snapshot
        .kinds()
        .flatMap(({ group, kind }) => snapshot.list(group, kind).filter(({ metadata }) => metadata.namespace === name))
      await Promise.all(content.map(object => cluster.client.send('DELETE', pathOf(object), {}).catch(ifThere)))
      const { spec: _, ...rest } = namespace
      await cluster.client.send('PUT', `/api/v1/namespaces/${name}/finalize`, { ...rest, spec: { finalizers: [] } }).catch(ifThere)
    }
  }

  cluster.follow(work)
  return {
    at: address => [...pods.values()].find(({ ip }) => ip === address),
    behind(namespace, service) {
      const own = cluster
        .snapshot()
        .list('discovery.k8s.io', 'EndpointSlice')
        .filter(({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === service)
      const addresses = own.flatMap(slice => ((slice as Slice).endpoints ?? []).flatMap(endpoint => endpoint.addresses))
      return [...pods.values()].filter(({ ip }) => addresses.includes(ip))
    },
  }
}

/** What was deleted, or is about to be, need not be written. */
function ifThere(error: { readonly status?: number }): void {
  if (error.status === undefined || ![403, 404, 409].includes(error.status)) throw error
}
