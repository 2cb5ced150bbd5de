import type { StructuralSchema } from '../schema/structural.ts'

// How apply merges the core kinds that gateway policies touch: list keys and atomic values. Everything not named here is open.

const open = (properties: Record<string, StructuralSchema> = {}): StructuralSchema => ({
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
  properties,
})
const text: StructuralSchema = { type: 'string' }
const texts: StructuralSchema = { type: 'object', additionalProperties: text }
const atomicTexts: StructuralSchema = { ...texts, 'x-kubernetes-map-type': 'atomic' }
const atomicList: StructuralSchema = { type: 'array', 'x-kubernetes-list-type': 'atomic', items: {} }
const byKeys = (keys: readonly string[], properties: Record<string, StructuralSchema> = {}): StructuralSchema => ({
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': keys,
  items: open(properties),
})
const labelSelector: StructuralSchema = {
  type: 'object',
  'x-kubernetes-map-type': 'atomic',
  properties: { matchLabels: texts, matchExpressions: atomicList },
}

const container: Record<string, StructuralSchema> = {
  args: atomicList,
  command: atomicList,
  env: byKeys(['name']),
  envFrom: atomicList,
  ports: byKeys(['containerPort', 'protocol'], { protocol: { type: 'string', default: 'TCP' } }),
  volumeDevices: byKeys(['devicePath']),
  volumeMounts: byKeys(['mountPath']),
}

const podSpec = open({
  containers: byKeys(['name'], container),
  initContainers: byKeys(['name'], container),
  ephemeralContainers: byKeys(['name'], container),
  hostAliases: byKeys(['ip']),
  imagePullSecrets: byKeys(['name']),
  nodeSelector: atomicTexts,
  readinessGates: atomicList,
  tolerations: atomicList,
  topologySpreadConstraints: byKeys(['topologyKey', 'whenUnsatisfiable']),
  volumes: byKeys(['name']),
})
const podTemplate = open({ metadata: open({ labels: texts, annotations: texts }), spec: podSpec })
const workload = open({ spec: open({ selector: labelSelector, template: podTemplate }) })

/** By `group/Kind`. */
export const coreSchemas: Readonly<Record<string, StructuralSchema>> = {
  '/ConfigMap': { type: 'object', properties: { data: texts, binaryData: texts, immutable: { type: 'boolean' } } },
  '/Secret': { type: 'object', properties: { data: texts, stringData: texts, immutable: { type: 'boolean' }, type: text } },
  '/Namespace': { type: 'object', properties: { spec: open({ finalizers: atomicList }), status: open() } },
  '/Service': open({
    spec: open({
      ports: byKeys(['port', 'protocol'], { protocol: { type: 'string', default: 'TCP' } }),
      selector: atomicTexts,
      clusterIPs: atomicList,
      externalIPs: atomicList,
      ipFamilies: atomicList,
      loadBalancerSourceRanges: atomicList,
    }),
  }),
  '/Pod': open({ spec: podSpec }),
  'apps/Deployment': workload,
  'apps/DaemonSet': workload,
  'apps/StatefulSet': workload,
  'apps/ReplicaSet': workload,
  'batch/Job': workload,
  'networking.k8s.io/Ingress': open({ spec: open({ rules: atomicList, tls: atomicList }) }),
}
