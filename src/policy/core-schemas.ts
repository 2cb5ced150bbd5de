import type { KubeObject } from '../kinds/object.ts'
import { defaultValue } from '../schema/index.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { clone } from './json-patch.ts'
import { splitApiVersion } from './params.ts'

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
  resources: { ...open(), default: {} },
  terminationMessagePath: { type: 'string', default: '/dev/termination-log' },
  terminationMessagePolicy: { type: 'string', default: 'File' },
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

/** Fills in the defaults of a core kind that a mutation can have left out: those of the containers that it added. */
export function withCoreDefaults(object: KubeObject): KubeObject {
  const schema = coreSchemas[`${splitApiVersion(object.apiVersion).group}/${object.kind}`]
  if (!schema) return object
  const defaulted = clone(defaultValue(schema, object)) as KubeObject
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
