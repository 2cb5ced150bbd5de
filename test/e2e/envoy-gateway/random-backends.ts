import type { Random } from '../mutate.ts'
import { gatewayApi, type Made, maybe, namespaceOf, namespaces, several } from './vocabulary.ts'

interface Port {
  readonly name?: string
  readonly port: number
  readonly protocol?: string
  readonly appProtocol?: string
}

const services: Readonly<Record<string, { readonly ports: readonly Port[]; readonly [field: string]: unknown }>> = {
  web: {
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443, appProtocol: 'https' },
      { name: 'admin', port: 8080 },
    ],
  },
  grpc: {
    ports: [
      { name: 'grpc', port: 80, appProtocol: 'kubernetes.io/h2c' },
      { name: 'tls', port: 443 },
    ],
  },
  socket: {
    ports: [
      { name: 'ws', port: 80, appProtocol: 'kubernetes.io/ws' },
      { name: 'wss', port: 443, appProtocol: 'kubernetes.io/wss' },
    ],
  },
  dns: {
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53 },
      { name: 'web', port: 80, protocol: 'UDP' },
    ],
  },
  headless: {
    clusterIP: 'None',
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ],
  },
  outside: { type: 'ExternalName', externalName: 'api.other.org', ports: [{ port: 80 }] },
}

/** Services of one namespace, most of them with something behind them. */
export function randomServices(namespace: string, random: Random): Made[] {
  return Object.entries(services).flatMap(([name, spec]) => {
    if (random.chance(0.25)) return []
    const ports = spec.ports.map(port => ({ protocol: 'TCP', ...port }))
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', ...spec, ports },
    }
    if (name === 'outside' || random.chance(0.1)) return [service]
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
      endpoints: several(random, random.chance(0.1) ? 0 : 1, 1, () => ({
        addresses: ['10.0.0.1'],
        conditions: { ready: random.chance(0.9) },
      })),
    }
    return [service, slice]
  })
}

/** A reference to a backend, which need not be there, or not be reachable. */
export function randomBackend(namespace: string, random: Random): object {
  const target = random.chance(0.03)
    ? random.pick([
        { group: '', kind: 'Pod' },
        { group: 'example.com', kind: 'Thing' },
        { group: 'multicluster.x-k8s.io', kind: 'ServiceImport' },
        { group: gatewayApi, kind: 'HTTPRoute' },
      ])
    : maybe(random, 0.1, () => ({ group: '', kind: 'Service' }))
  return {
    ...target,
    name: random.chance(0.04) ? 'absent' : random.pick(Object.keys(services)),
    ...namespaceOf(namespace, random, 0.15),
    port: random.chance(0.05) ? 81 : random.pick([80, 80, 80, 443, 443, 53]),
  }
}

export function weight(random: Random): object {
  return maybe(random, 0.3, () => ({ weight: random.pick([0, 1, 5]) }))
}

const fromKinds = ['HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'Gateway', 'Gateway', 'ListenerSet']
const toKinds = ['Service', 'Service', 'Secret', 'Secret', 'ConfigMap']

export function randomGrant(namespace: string, name: string, random: Random): Made {
  return {
    apiVersion: `${gatewayApi}/v1beta1`,
    kind: 'ReferenceGrant',
    metadata: { name, namespace },
    spec: {
      from: several(random, 1, 4, () => ({
        group: random.chance(0.95) ? gatewayApi : '',
        kind: random.pick(fromKinds),
        namespace: random.pick(namespaces),
      })),
      to: several(random, 1, 3, () => ({
        group: random.chance(0.95) ? '' : 'example.com',
        kind: random.pick(toKinds),
        ...maybe(random, 0.3, () => ({ name: random.pick(['web', 'cert-1', 'ca-1', 'dns']) })),
      })),
    },
  }
}

export function randomPolicy(namespace: string, name: string, random: Random): Made {
  const refs = () =>
    several(random, 1, 1, () => ({
      group: '',
      kind: random.pick(['ConfigMap', 'ConfigMap', 'ConfigMap', 'Secret', 'Service']),
      name: random.pick(['ca-1', 'ca-1', 'ca-2', 'absent']),
    }))
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: { name, namespace },
    spec: {
      targetRefs: several(random, 1, random.chance(0.8) ? 1 : 2, () => ({
        group: '',
        kind: random.chance(0.97) ? 'Service' : 'Pod',
        name: random.pick(['web', 'web', 'grpc', 'socket', 'headless', 'absent']),
        ...maybe(random, 0.4, () => ({ sectionName: random.pick(['http', 'https', 'grpc', 'tls', 'wss', 'absent']) })),
      })),
      validation: {
        hostname: 'web.example.com',
        ...(random.chance(0.75)
          ? { caCertificateRefs: refs() }
          : { wellKnownCACertificates: random.chance(0.8) ? 'System' : 'example.com/set' }),
        ...maybe(random, 0.2, () => ({ subjectAltNames: [{ type: 'Hostname', hostname: 'web.example.com' }] })),
      },
    },
  }
}
