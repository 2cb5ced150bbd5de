import type { KubeObject } from '../kinds/object.ts'
import { defaultValue } from '../schema/index.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { splitApiVersion } from './api-version.ts'
import { clone } from './json-patch.ts'
import { withoutEmptyMetadata } from './object-meta.ts'

// How apply merges the core kinds that gateway policies touch: list keys and atomic values. Everything not named here is open.

const open = (properties: Record<string, StructuralSchema> = {}): StructuralSchema => ({
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
  properties,
})
const closed = (properties: Record<string, StructuralSchema>): StructuralSchema => ({ type: 'object', properties })
const text: StructuralSchema = { type: 'string' }
const texts: StructuralSchema = { type: 'object', additionalProperties: text }
const bytes: StructuralSchema = { type: 'object', additionalProperties: { type: 'string', format: 'byte' } }
const atomicTexts: StructuralSchema = { ...texts, 'x-kubernetes-map-type': 'atomic' }
const atomicList: StructuralSchema = { type: 'array', 'x-kubernetes-list-type': 'atomic', items: {} }
const byKeys = (keys: readonly string[], properties?: Record<string, StructuralSchema>): StructuralSchema => ({
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': keys,
  items: properties ? closed(properties) : open(),
})
const labelSelector: StructuralSchema = {
  type: 'object',
  'x-kubernetes-map-type': 'atomic',
  properties: { matchLabels: texts, matchExpressions: atomicList },
}

const whole: StructuralSchema = { type: 'integer' }
const flag: StructuralSchema = { type: 'boolean' }
/** A value whose type the API server does not tell CEL either: a quantity. */
const untyped: StructuralSchema = {}
const fields = (schema: StructuralSchema, names: string): Record<string, StructuralSchema> =>
  Object.fromEntries(names.split(' ').map(name => [name, schema]))

const quantities: StructuralSchema = { type: 'object', additionalProperties: untyped }
const ports = byKeys(['containerPort', 'protocol'], {
  ...fields(text, 'name hostIP'),
  ...fields(whole, 'containerPort hostPort'),
  protocol: { type: 'string', default: 'TCP' },
})

const container: Record<string, StructuralSchema> = {
  ...fields(text, 'name image imagePullPolicy restartPolicy workingDir'),
  ...fields(flag, 'stdin stdinOnce tty'),
  ...fields(open(), 'lifecycle livenessProbe readinessProbe startupProbe securityContext'),
  args: atomicList,
  command: atomicList,
  env: byKeys(['name'], { ...fields(text, 'name value'), valueFrom: open() }),
  envFrom: atomicList,
  ports,
  resizePolicy: atomicList,
  restartPolicyRules: atomicList,
  volumeDevices: byKeys(['devicePath'], fields(text, 'devicePath name')),
  volumeMounts: byKeys(['mountPath'], {
    ...fields(text, 'name mountPath mountPropagation subPath subPathExpr recursiveReadOnly'),
    readOnly: flag,
  }),
  resources: { ...closed({ limits: quantities, requests: quantities, claims: byKeys(['name']) }), default: {} },
  terminationMessagePath: { type: 'string', default: '/dev/termination-log' },
  terminationMessagePolicy: { type: 'string', default: 'File' },
}

const podSpec = closed({
  ...fields(
    text,
    'dnsPolicy hostname hostnameOverride nodeName preemptionPolicy priorityClassName restartPolicy runtimeClassName schedulerName',
  ),
  ...fields(text, 'serviceAccount serviceAccountName subdomain'),
  ...fields(
    flag,
    'automountServiceAccountToken enableServiceLinks hostIPC hostNetwork hostPID hostUsers setHostnameAsFQDN shareProcessNamespace',
  ),
  ...fields(whole, 'activeDeadlineSeconds priority terminationGracePeriodSeconds'),
  ...fields(open(), 'affinity dnsConfig os resources securityContext workloadRef schedulingGroup'),
  overhead: quantities,
  containers: byKeys(['name'], container),
  initContainers: byKeys(['name'], container),
  ephemeralContainers: byKeys(['name'], { ...container, targetContainerName: text }),
  hostAliases: byKeys(['ip']),
  imagePullSecrets: byKeys(['name']),
  nodeSelector: atomicTexts,
  readinessGates: atomicList,
  resourceClaims: byKeys(['name']),
  schedulingGates: byKeys(['name']),
  tolerations: atomicList,
  topologySpreadConstraints: byKeys(['topologyKey', 'whenUnsatisfiable']),
  volumes: byKeys(['name']),
})
const podTemplate = closed({ metadata: open({ labels: texts, annotations: texts }), spec: podSpec })
const workload = closed({ spec: open({ selector: labelSelector, template: podTemplate }), status: open() })
const deployment = closed({
  spec: closed({
    ...fields(whole, 'minReadySeconds progressDeadlineSeconds replicas revisionHistoryLimit'),
    paused: flag,
    selector: labelSelector,
    strategy: open({ type: text }),
    template: podTemplate,
  }),
  status: open(),
})

const service = closed({
  spec: closed({
    ...fields(text, 'clusterIP externalName externalTrafficPolicy internalTrafficPolicy ipFamilyPolicy loadBalancerClass loadBalancerIP'),
    ...fields(text, 'sessionAffinity trafficDistribution type'),
    ...fields(flag, 'allocateLoadBalancerNodePorts publishNotReadyAddresses'),
    ...fields({ ...atomicList, items: text }, 'clusterIPs externalIPs ipFamilies loadBalancerSourceRanges'),
    healthCheckNodePort: whole,
    sessionAffinityConfig: open(),
    selector: atomicTexts,
    ports: byKeys(['port', 'protocol'], {
      ...fields(text, 'name appProtocol'),
      ...fields(whole, 'port nodePort'),
      targetPort: { 'x-kubernetes-int-or-string': true },
      protocol: { type: 'string', default: 'TCP' },
    }),
  }),
  status: open(),
})

/** By `group/Kind`. */
export const coreSchemas: Readonly<Record<string, StructuralSchema>> = {
  '/ConfigMap': { type: 'object', properties: { data: texts, binaryData: bytes, immutable: { type: 'boolean' } } },
  '/Secret': { type: 'object', properties: { data: bytes, stringData: texts, immutable: { type: 'boolean' }, type: text } },
  '/Namespace': { type: 'object', properties: { spec: open({ finalizers: atomicList }), status: open() } },
  '/Service': service,
  '/Pod': closed({ spec: podSpec, status: open() }),
  'apps/Deployment': deployment,
  'apps/DaemonSet': workload,
  'apps/StatefulSet': workload,
  'apps/ReplicaSet': workload,
  'batch/Job': workload,
  'networking.k8s.io/Ingress': closed({ spec: open({ rules: atomicList, tls: atomicList }), status: open() }),
}

/** The schemas as far as types go: of what is open nothing is known. */
export const coreTypes: Readonly<Record<string, StructuralSchema>> = Object.fromEntries(
  Object.entries(coreSchemas).map(([kind, schema]) => [kind, known(schema)]),
)

function known(schema: StructuralSchema): StructuralSchema {
  if (schema['x-kubernetes-preserve-unknown-fields']) return { 'x-kubernetes-int-or-string': true }
  const { properties, items, additionalProperties } = schema
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, known(of)])) }),
    ...(items && { items: known(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: known(additionalProperties) }),
  }
}

/** Fills in the defaults of a core kind that a mutation can have left out: those of the containers that it added, and the label of a namespace. */
export function withCoreDefaults(object: KubeObject): KubeObject {
  const schema = coreSchemas[`${splitApiVersion(object.apiVersion).group}/${object.kind}`]
  const kept = withoutEmptyMetadata(object)
  if (!schema) return kept
  const defaulted = clone(defaultValue(schema, kept)) as KubeObject
  const { name } = defaulted.metadata
  if (object.kind === 'Namespace' && name)
    Object.assign(defaulted.metadata, { labels: { ...defaulted.metadata.labels, 'kubernetes.io/metadata.name': name } })
  const spec = defaulted.spec as (PodSpec & { template?: { spec?: PodSpec } }) | undefined
  const pod = object.kind === 'Pod' ? spec : spec?.template?.spec
  for (const container of [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])])
    container.imagePullPolicy ??= pullPolicy(container.image ?? '')
  return defaulted
}

interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
}

interface Container {
  image?: string
  imagePullPolicy?: string
}

/** An image without tag, or tagged `latest`, is always pulled. */
function pullPolicy(image: string): string {
  const tag = /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1]
  return tag === 'latest' || (tag === undefined && !image.includes('@')) ? 'Always' : 'IfNotPresent'
}
