import type { KubeObject } from '../../../src/kinds/object.ts'
import type { StructuralSchema } from '../../../src/schema/structural.ts'

// The kinds, users and rights that random policies speak of.

export const GROUP = 'diff.example'

const text = { type: 'string' } as const
const whole = { type: 'integer' } as const
const texts = { type: 'array', items: text } as const
const set = { ...texts, 'x-kubernetes-list-type': 'set' } as const
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const

const item = { type: 'object', required: ['name'], properties: { name: text, value: text, weight: whole, tags: set, list: texts } } as const
const port = {
  type: 'object',
  required: ['port'],
  properties: { port: whole, protocol: { ...text, default: 'TCP' }, name: text },
} as const

/** Every type, every list type, every map type. */
const spec = {
  type: 'object',
  properties: {
    text,
    count: { type: 'integer', format: 'int32' },
    big: whole,
    ratio: { type: 'number' },
    on: { type: 'boolean' },
    replicas: whole,
    size: { 'x-kubernetes-int-or-string': true },
    nothing: { ...text, nullable: true },
    defaulted: { ...text, default: 'from-schema' },
    mode: { ...text, enum: ['A', 'B', 'C'] },
    when: { ...text, format: 'date-time' },
    words: texts,
    set,
    atomicList: { ...texts, 'x-kubernetes-list-type': 'atomic' },
    items: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'], items: item },
    ports: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port', 'protocol'], items: port },
    labels: { type: 'object', additionalProperties: text },
    lists: { type: 'object', additionalProperties: texts },
    atomicMap: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: text, b: text } },
    granular: {
      type: 'object',
      properties: { a: text, b: { ...text, default: 'b' }, deep: { type: 'object', properties: { x: whole, y: whole } } },
    },
    free: open,
    'odd-name': text,
    namespace: text,
  },
} as const

const rootOf = (properties: object): StructuralSchema => ({ type: 'object', properties }) as StructuralSchema

interface Version {
  readonly name: string
  readonly schema: StructuralSchema
  readonly subresources?: object
}

const definition = (kind: string, plural: string, scope: 'Namespaced' | 'Cluster', versions: readonly Version[]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${GROUP}` },
  spec: {
    group: GROUP,
    scope,
    names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
    versions: versions.map(({ name, schema, ...more }, i) => ({
      name,
      served: true,
      storage: i === 0,
      schema: { openAPIV3Schema: schema },
      ...more,
    })),
  },
})

const subresources = { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } }
const status = { type: 'object', properties: { ready: { type: 'boolean' }, replicas: whole } } as const

export const probeSchema: StructuralSchema = rootOf({ spec, status })

export const definitions = [
  definition('Probe', 'probes', 'Namespaced', [
    { name: 'v1', schema: probeSchema, subresources },
    {
      name: 'v2',
      schema: rootOf({ spec: { ...open, properties: { text, extra: { ...text, default: 'v2' } } }, status: open }),
      subresources: { status: {} },
    },
  ]),
  definition('Open', 'opens', 'Namespaced', [{ name: 'v1', schema: open as StructuralSchema }]),
  definition('Wide', 'wides', 'Cluster', [{ name: 'v1', schema: rootOf({ spec }) }]),
  definition('Limit', 'limits', 'Namespaced', [
    { name: 'v1', schema: rootOf({ spec }) },
    { name: 'v2', schema: rootOf({ spec: open }) },
  ]),
  definition('ClusterLimit', 'clusterlimits', 'Cluster', [{ name: 'v1', schema: rootOf({ spec }) }]),
]

const rbac = 'rbac.authorization.k8s.io'
const may = (verbs: readonly string[], apiGroups: readonly string[], resources: readonly string[]) => ({ verbs, apiGroups, resources })

/** What the users of requests may do: enough for all of them, and not all. */
export const rights: readonly object[] = [
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'testers' },
    rules: [
      may(['*'], [GROUP, 'policy'], ['*']),
      may(['*'], [''], ['configmaps', 'secrets', 'services', 'namespaces', 'namespaces/status', 'pods', 'pods/*']),
      may(['create', 'update', 'patch', 'get'], ['apps'], ['deployments', 'deployments/scale']),
      may(['create'], ['rbac.authorization.k8s.io'], ['roles']),
    ],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'testers' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'testers' },
    subjects: [{ apiGroup: rbac, kind: 'Group', name: 'testers' }],
  },
]

export const made = (apiVersion: string, kind: string, metadata: object, more: object = {}): KubeObject =>
  ({ apiVersion, kind, metadata, ...more }) as KubeObject
