import type { StructuralSchema } from '../schema/structural.ts'

// How apply merges the core kinds that gateway policies touch: list keys and atomic values. A closed object has no other fields
// than those named, an open one may have any.

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
  imagePullSecrets: { ...byKeys(['name']), items: { ...closed({ name: text }), 'x-kubernetes-map-type': 'atomic' } },
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
  status: closed({ loadBalancer: open(), conditions: byKeys(['type']) }),
})

/** By `group/Kind`. */
export const coreSchemas: Readonly<Record<string, StructuralSchema>> = {
  '/ConfigMap': { type: 'object', properties: { data: texts, binaryData: bytes, immutable: { type: 'boolean' } } },
  '/Secret': { type: 'object', properties: { data: bytes, stringData: texts, immutable: { type: 'boolean' }, type: text } },
  '/Namespace': closed({
    spec: closed({ finalizers: { ...atomicList, items: text } }),
    status: closed({ phase: text, conditions: byKeys(['type']) }),
  }),
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
