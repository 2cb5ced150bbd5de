import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

export interface EndpointSlice extends KubeObject {
  readonly addressType?: 'IPv4' | 'IPv6' | 'FQDN'
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[]
    readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean }
  }[]
  readonly ports?: readonly { readonly name?: string; readonly port?: number; readonly protocol?: string; readonly appProtocol?: string }[]
}

/** The Service that a slice belongs to, by the label that ties them; undefined for slices of nobody. */
export const serviceOfSlice = (slice: KubeObject): string | undefined => slice.metadata.labels?.['kubernetes.io/service-name']

/** Endpoints that take requests. What says nothing of being ready is ready. */
export function readyEndpoints(slice: KubeObject): number {
  const endpoints = (slice as EndpointSlice).endpoints
  return Array.isArray(endpoints) ? endpoints.filter(endpoint => endpoint?.conditions?.ready !== false).length : 0
}

export default defineKind({
  group: 'discovery.k8s.io',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  scope: 'Namespaced',
  description: 'Addresses behind a Service.',
  versions: [{ name: 'v1' }],
})
