import type { KubeObject } from '../kinds/object.ts'
import { defaultValue } from '../schema/index.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { encodeBase64 } from '../values/base64.ts'
import { splitApiVersion } from './api-version.ts'
import { coreSchemas } from './core-schemas.ts'
import { clone } from './json-patch.ts'
import { objectMeta, withoutEmptyMetadata } from './object-meta.ts'

type Fields = Record<string, unknown>

/**
 * A core kind as the API server holds it once it is read: without what Go does not write, and with the defaults of its kind, as far as these are known
 * here. Of a pod those that admission adds, and those inside volumes and probes, are not.
 * @see k8s.io/kubernetes pkg/apis/core/v1/defaults.go, pkg/apis/apps/v1/defaults.go
 */
export function withCoreDefaults(object: KubeObject): KubeObject {
  const kind = `${splitApiVersion(object.apiVersion).group}/${object.kind}`
  const schema = coreSchemas[kind]
  const kept = withoutEmptyMetadata(object)
  if (!schema) return kept
  const metadata = written(kept.metadata, objectMeta)
  const made = clone(defaultValue(schema, { ...(written(kept, schema) as KubeObject), metadata })) as Fields
  DEFAULTS[kind]?.(made)
  return made as unknown as KubeObject
}

/** An object as the API server takes it from a request, or from the last of its mutations: a Secret with its texts among its data. */
export function asInternal(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || !('stringData' in object)) return object
  const { stringData, ...secret } = object
  const encoded = Object.entries(fieldsOf(stringData) ?? {}).map(([key, text]) => [key, base64(String(text))])
  return encoded.length === 0 ? secret : { ...secret, data: { ...fieldsOf(secret['data']), ...Object.fromEntries(encoded) } }
}

const base64 = (text: string): string => encodeBase64(new TextEncoder().encode(text))

/** Fields whose zero Go does not write; other numbers and flags may be 0 and false. */
const ZEROES: ReadonlySet<string> = new Set(
  (
    'healthCheckNodePort hostIPC hostNetwork hostPID hostPort minReadySeconds nodePort paused publishNotReadyAddresses readOnly stdin stdinOnce ' +
    'targetPort tty'
  ).split(' '),
)

/** A value as Go writes it again: empty texts, lists and maps are not there. */
function written(value: unknown, schema: StructuralSchema): unknown {
  if (schema['x-kubernetes-preserve-unknown-fields'] || typeof value !== 'object' || value === null) return value
  const { properties, items, additionalProperties } = schema
  if (Array.isArray(value)) return items ? value.map(item => written(item, items)) : value
  if (!properties)
    return additionalProperties ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, member ?? ''])) : value
  const fields = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const field = Object.hasOwn(properties, name) ? properties[name]! : undefined
    if (!field) return [[name, member]]
    const again = written(member, field)
    return isUnwritten(name, again, field) ? [] : [[name, again]]
  })
  return Object.fromEntries(fields)
}

function isUnwritten(name: string, value: unknown, { additionalProperties }: StructuralSchema): boolean {
  if (value === null || value === '') return true
  if (typeof value === 'object') return (Array.isArray(value) || additionalProperties !== undefined) && Object.keys(value).length === 0
  return (value === 0 || value === false) && ZEROES.has(name)
}

/** An object of JSON, in what may be anything. */
const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

const itemsOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf).filter(item => item !== undefined) : [])

const DEFAULTS: Readonly<Record<string, (object: Fields) => void>> = {
  '/Namespace'(object) {
    const metadata = object['metadata'] as Fields
    const { name } = metadata
    if (name) metadata['labels'] = { ...fieldsOf(metadata['labels']), 'kubernetes.io/metadata.name': name }
    object['spec'] ??= {}
    object['status'] = { phase: 'Active', ...fieldsOf(object['status']) }
  },
  '/Secret'(object) {
    object['type'] ??= 'Opaque'
  },
  '/Service'(object) {
    const spec = fieldsOf(object['spec'])
    if (spec) serviceDefaults(spec)
    object['status'] ??= { loadBalancer: {} }
  },
  '/Pod'(object) {
    const spec = fieldsOf(object['spec'])
    if (spec) podDefaults(spec)
    if (spec) spec['enableServiceLinks'] ??= true
    object['status'] ??= {}
  },
  'apps/Deployment'(object) {
    const spec = fieldsOf(object['spec'])
    if (spec) deploymentDefaults(spec)
    templateDefaults(object)
    object['status'] ??= {}
  },
  'apps/DaemonSet': templateDefaults,
  'apps/StatefulSet': templateDefaults,
  'apps/ReplicaSet': templateDefaults,
  'batch/Job': templateDefaults,
  'networking.k8s.io/Ingress'(object) {
    object['status'] ??= { loadBalancer: {} }
  },
}

function serviceDefaults(spec: Fields): void {
  spec['type'] ??= 'ClusterIP'
  spec['sessionAffinity'] ??= 'None'
  if (spec['sessionAffinity'] === 'ClientIP') spec['sessionAffinityConfig'] ??= { clientIP: { timeoutSeconds: 10800 } }
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig']
  for (const port of itemsOf(spec['ports'])) port['targetPort'] ??= port['port']
  const { type, externalIPs } = spec
  const external = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs !== undefined)
  if (external) spec['externalTrafficPolicy'] ??= 'Cluster'
  if (type !== 'ExternalName') spec['internalTrafficPolicy'] ??= 'Cluster'
  if (type === 'LoadBalancer') spec['allocateLoadBalancerNodePorts'] ??= true
}

function deploymentDefaults(spec: Fields): void {
  spec['replicas'] ??= 1
  const strategy: Fields = { type: 'RollingUpdate', ...fieldsOf(spec['strategy']) }
  if (strategy['type'] === 'RollingUpdate')
    strategy['rollingUpdate'] = { maxUnavailable: '25%', maxSurge: '25%', ...fieldsOf(strategy['rollingUpdate']) }
  spec['strategy'] = strategy
  spec['revisionHistoryLimit'] ??= 10
  spec['progressDeadlineSeconds'] ??= 600
}

function templateDefaults({ spec }: Fields): void {
  const pod = fieldsOf(fieldsOf(fieldsOf(spec)?.['template'])?.['spec'])
  if (pod) podDefaults(pod)
}

function podDefaults(spec: Fields): void {
  for (const container of [...itemsOf(spec['containers']), ...itemsOf(spec['initContainers'])])
    container['imagePullPolicy'] ??= pullPolicy(String(container['image'] ?? ''))
  for (const volume of itemsOf(spec['volumes'])) if (Object.keys(volume).every(key => key === 'name')) volume['emptyDir'] = {}
  spec['restartPolicy'] ??= 'Always'
  spec['terminationGracePeriodSeconds'] ??= 30
  spec['dnsPolicy'] ??= 'ClusterFirst'
  spec['securityContext'] ??= {}
  spec['schedulerName'] ??= 'default-scheduler'
}

/** An image without tag, or tagged `latest`, is always pulled. */
function pullPolicy(image: string): string {
  const tag = /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1]
  return tag === 'latest' || (tag === undefined && !image.includes('@')) ? 'Always' : 'IfNotPresent'
}
