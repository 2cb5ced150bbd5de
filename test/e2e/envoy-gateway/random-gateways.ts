import type { Random } from '../mutate.ts'
import { className, gatewayApi, hostnames, type Made, maybe, namespaceOf, several } from './vocabulary.ts'

const protocols = ['HTTP', 'HTTP', 'HTTP', 'HTTPS', 'HTTPS', 'HTTPS', 'TLS', 'TLS', 'TCP', 'UDP', 'example.com/other', 'SCTP']
const ports: Readonly<Record<string, readonly number[]>> = { HTTP: [80, 80, 8080], HTTPS: [443, 443, 8443], TLS: [443, 8443] }
const kinds = ['HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'OtherRoute']
/** Where certificates may be wrong already, kinds are right: which of two faults a listener shows is nobody's rule. */
const kindsBesideTls: Readonly<Record<string, readonly string[]>> = { HTTPS: ['HTTPRoute', 'GRPCRoute'], TLS: ['TLSRoute'] }

export function randomGateway(namespace: string, name: string, random: Random): Made {
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: {
      gatewayClassName: random.chance(0.97) ? className : 'absent',
      listeners: several(random, 1, 5, i => randomListener(`l${i}`, namespace, random)),
      ...maybe(random, 0.06, () => ({ addresses: several(random, 1, 2, () => random.pick(addresses)) })),
      ...maybe(random, 0.6, () => ({
        allowedListeners: { namespaces: randomNamespaces(['All', 'All', 'Same', 'Selector', 'None'], random) },
      })),
      ...maybe(random, 0.2, () => ({ tls: randomGatewayTls(namespace, random) })),
    },
  }
}

const addresses = [
  { type: 'IPAddress', value: '10.0.0.1' },
  { value: '10.0.0.2' },
  { type: 'IPAddress' },
  { type: 'Hostname', value: 'edge.example.com' },
]

export function randomListenerSet(namespace: string, name: string, random: Random): Made {
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind: 'ListenerSet',
    metadata: { name, namespace },
    spec: {
      parentRef: {
        name: `gateway-${random.below(random.chance(0.9) ? 2 : 3)}`,
        namespace: random.pick(['infra', 'infra', 'shop']),
        ...maybe(random, 0.2, () => ({ group: gatewayApi, kind: 'Gateway' })),
      },
      listeners: several(random, 1, 3, i => randomListener(`${random.pick(['l', 's'])}${i}`, namespace, random)),
    },
  }
}

function randomListener(name: string, namespace: string, random: Random): object {
  const protocol = random.pick(protocols)
  const tls = protocol === 'HTTPS' || protocol === 'TLS'
  return {
    name,
    protocol,
    port: random.chance(0.1) ? random.pick([80, 443]) : random.pick(ports[protocol] ?? [80, 443, 5000, 5001]),
    ...maybe(random, protocol in ports ? 0.6 : 0, () => ({ hostname: random.pick(hostnames) })),
    ...maybe(random, tls ? 0.97 : 0, () => ({ tls: randomListenerTls(protocol, namespace, random) })),
    ...maybe(random, 0.8, () => ({
      allowedRoutes: {
        ...maybe(random, 0.8, () => ({ namespaces: randomNamespaces(['All', 'All', 'All', 'Same', 'Selector'], random) })),
        ...maybe(random, 0.25, () => ({
          kinds: several(random, 1, 2, () => ({
            kind: random.pick(kindsBesideTls[protocol] ?? kinds),
            ...maybe(random, 0.2, () => ({ group: random.pick(tls ? [gatewayApi] : [gatewayApi, 'example.com']) })),
          })),
        })),
      },
    })),
  }
}

function randomNamespaces(from: readonly string[], random: Random): object {
  const chosen = random.pick(from)
  return {
    ...maybe(random, 0.9, () => ({ from: chosen })),
    ...maybe(random, chosen === 'Selector' ? 0.95 : 0.03, () => ({ selector: random.pick(selectors) })),
  }
}

const selectors = [
  {},
  { matchLabels: { team: 'a' } },
  { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
  { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] },
  { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
  { matchExpressions: [{ key: 'team', operator: 'In' }] },
]

function randomListenerTls(protocol: string, namespace: string, random: Random): object {
  const mode = protocol === 'HTTPS' || random.chance(0.5) ? 'Terminate' : 'Passthrough'
  return {
    ...maybe(random, protocol === 'TLS' ? 1 : 0.5, () => ({ mode })),
    ...maybe(random, mode === 'Terminate' ? 0.95 : 0.1, () => ({
      certificateRefs: several(random, 1, 2, () => secret(namespace, random)),
    })),
    ...maybe(random, mode === 'Terminate' ? 0.1 : 0, () => ({ options: { 'example.com/cipher': 'strong' } })),
  }
}

function secret(namespace: string, random: Random): object {
  return {
    name: random.pick(['cert-1', 'cert-1', 'cert-2', 'cert-2', 'absent']),
    ...namespaceOf(namespace, random, 0.2),
    ...maybe(random, 0.1, () =>
      random.pick([{ kind: 'Secret', group: '' }, { kind: 'ConfigMap' }, { group: 'example.com', kind: 'Secret' }]),
    ),
  }
}

function randomGatewayTls(namespace: string, random: Random): object {
  const validation = () =>
    maybe(random, 0.85, () => ({
      validation: {
        caCertificateRefs: several(random, 1, 1, () => ({
          group: '',
          ...(random.chance(0.1)
            ? { kind: 'Service' }
            : { kind: random.pick(['ConfigMap', 'ConfigMap', 'Secret']), ...namespaceOf(namespace, random, 0.2) }),
          name: random.pick(['ca-1', 'ca-1', 'ca-2', 'absent']),
        })),
        ...maybe(random, 0.3, () => ({ mode: random.pick(['AllowValidOnly', 'AllowInsecureFallback']) })),
      },
    }))
  return {
    ...maybe(random, 0.6, () => ({
      frontend: {
        default: validation(),
        ...maybe(random, 0.4, () => ({ perPort: several(random, 1, 2, i => ({ port: [443, 8443][i], tls: validation() })) })),
      },
    })),
    ...maybe(random, 0.5, () => ({ backend: maybe(random, 0.95, () => ({ clientCertificateRef: secret(namespace, random) })) })),
  }
}
