import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

export interface ServicePort {
  readonly name?: string
  /** TCP when left out. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly port: number
  readonly targetPort?: number | string
  readonly nodePort?: number
  /** What is spoken on the port: `kubernetes.io/h2c`, `kubernetes.io/ws`, `http`, `https` and others. */
  readonly appProtocol?: string
}

/** A Service, as far as gateways look at it. */
export interface Service extends KubeObject {
  readonly spec?: {
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly externalName?: string
    readonly clusterIP?: string
    readonly ports?: readonly ServicePort[]
    readonly selector?: Readonly<Record<string, string>>
  }
}

/** The ports of a Service that is well formed so far; a port without a number is left out. */
export function servicePorts(service: KubeObject): readonly ServicePort[] {
  const ports = (service as Service).spec?.ports
  return Array.isArray(ports) ? ports.filter(port => typeof port?.port === 'number') : []
}

/** The port with this number, in TCP if there are several. */
export function servicePort(service: KubeObject, number: number): ServicePort | undefined {
  const found = servicePorts(service).filter(port => port.port === number)
  return found.find(port => (port.protocol ?? 'TCP') === 'TCP') ?? found[0]
}

/** Ports in words, for messages: `80 (http), 9090/UDP`. */
export function describePorts(service: KubeObject): string {
  const one = ({ port, protocol = 'TCP', name }: ServicePort) =>
    `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${name === undefined ? '' : ` (${name})`}`
  return servicePorts(service).map(one).join(', ')
}

/** A Service of type ExternalName stands for a DNS name outside, and has no endpoints of its own. */
export const isExternalName = (service: KubeObject): boolean => (service as Service).spec?.type === 'ExternalName'

export default defineKind({
  group: '',
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  scope: 'Namespaced',
  description: 'A name and ports for a set of pods.',
  versions: [{ name: 'v1' }],
})
