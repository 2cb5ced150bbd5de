import type { KubeObject } from '../../src/kinds/object.ts'
import type { AdmissionPolicy, AdmissionRequest, PolicyBinding } from '../../src/policy/index.ts'

// Requests of every operation, for subresources and built-in kinds, and what kube-apiserver 1.36.3 lets policies see of them. The unit tests replay the
// answers; the end-to-end tests ask an API server again.

const group = 'diff.example'
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const

/** A kind in two versions, with both subresources. */
export const probes = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `probes.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Probe', listKind: 'ProbeList', plural: 'probes', singular: 'probe' },
    versions: ['v1', 'v2'].map(name => ({
      name,
      served: true,
      storage: name === 'v1',
      subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: open, status: open } } as const },
    })),
  },
} as const

const made = (
  apiVersion: string,
  kind: string,
  name: string,
  labels?: Readonly<Record<string, string>>,
  more: object = {},
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind !== 'Namespace' && { namespace: 'team-a' }), ...(labels && { labels }) },
  ...more,
})

const team = made('v1', 'Namespace', 'team-a', { team: 'a', 'kubernetes.io/metadata.name': 'team-a' })
const probe = made(`${group}/v1`, 'Probe', 'old', { app: 'x' }, { spec: { replicas: 1 } })
const settings = made('v1', 'ConfigMap', 'settings', { app: 'x' })
const pod = made('v1', 'Pod', 'pod', undefined, { spec: { containers: [{ name: 'c', image: 'i' }] } })

/** What is there when the requests come. */
export const stored: readonly KubeObject[] = [team, probe, settings, pod]

const relabelled = (object: KubeObject, labels: Readonly<Record<string, string>> | undefined): KubeObject => {
  const { labels: _, ...metadata } = object.metadata
  return { ...object, metadata: { ...metadata, ...(labels && { labels }) } }
}
const inV2 = (object: KubeObject): KubeObject => ({ ...object, apiVersion: `${group}/v2` })

export interface PolicyRequest {
  readonly name: string
  /** How a client makes it; updates are merge patches. */
  readonly send: readonly [method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object]
  /** What the API server judges. */
  readonly asked: AdmissionRequest
  /** What the policies say of it, each its name and what it sees. */
  readonly said: readonly string[]
}

function asked(
  resource: string,
  kind: string,
  operation: AdmissionRequest['operation'],
  name: string,
  objects: Pick<Partial<AdmissionRequest>, 'object' | 'oldObject' | 'namespace'>,
): AdmissionRequest {
  const [group = '', version = '', plural = '', subResource] = resource.split('/')
  const [kindGroup = '', kindVersion = '', kindName = ''] = kind.split('/')
  const options = { apiVersion: 'meta.k8s.io/v1', kind: `${operation[0]}${operation.slice(1).toLowerCase()}Options` }
  return {
    kind: { group: kindGroup, version: kindVersion, kind: kindName },
    resource: { group, version, resource: plural },
    ...(subResource && { subResource }),
    name,
    namespace: 'team-a',
    operation,
    userInfo: { username: 'admin', groups: ['system:masters'] },
    dryRun: true,
    options: operation === 'CONNECT' ? null : options,
    object: null,
    oldObject: null,
    ...objects,
  }
}

const PROBES = '/apis/diff.example/v1/namespaces/team-a/probes'
const CORE = '/api/v1/namespaces'
const probeKind = `${group}/v1/Probe`
const created = made(`${group}/v1`, 'Probe', 'new', { app: 'x' })
const eviction = made('policy/v1', 'Eviction', 'pod')
const fresh = made('v1', 'Namespace', 'fresh', { team: 'a' })
const scale = made('autoscaling/v1', 'Scale', 'old', undefined, { spec: { replicas: 1 } })
const review = {
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SubjectAccessReview',
  metadata: {},
  spec: { user: 'a', nonResourceAttributes: { path: '/', verb: 'get' } },
}
const exec = { apiVersion: 'v1', kind: 'PodExecOptions', command: ['ls'] } as unknown as KubeObject

export const requests: readonly PolicyRequest[] = [
  {
    name: 'a new object',
    send: ['POST', PROBES, created],
    asked: asked(`${group}/v1/probes`, probeKind, 'CREATE', 'new', { object: created }),
    said: [
      'all: CREATE, new, diff.example/v1/Probe, v1/probes, diff.example/v1 with uid, null, team-a, CreateOptions, 13',
      'exact: v1/Probe of v1',
      'first: v1/Probe of v1',
      'label: v1/Probe of v1',
      'main: v1/Probe of v1',
      'second: v2/Probe of v2',
      'team: v1/Probe of v1',
    ],
  },
  {
    name: 'an update that takes the label away',
    send: ['PATCH', `${PROBES}/old`, { metadata: { labels: null } }],
    asked: asked(`${group}/v1/probes`, probeKind, 'UPDATE', 'old', { object: relabelled(probe, undefined), oldObject: probe }),
    said: [
      'all: UPDATE, old, diff.example/v1/Probe, v1/probes, diff.example/v1, diff.example/v1, team-a, UpdateOptions, 13',
      'exact: v1/Probe of v1',
      'first: v1/Probe of v1',
      'label: v1/Probe of v1',
      'main: v1/Probe of v1',
      'old: v1/Probe of v1',
      'second: v2/Probe of v2',
      'team: v1/Probe of v1',
    ],
  },
  {
    name: 'an update in another version',
    send: ['PATCH', `${PROBES.replace('v1', 'v2')}/old`, { spec: { replicas: 2 } }],
    asked: asked(`${group}/v2/probes`, `${group}/v2/Probe`, 'UPDATE', 'old', { object: inV2(probe), oldObject: inV2(probe) }),
    said: [
      'all: UPDATE, old, diff.example/v2/Probe, v2/probes, diff.example/v2, diff.example/v2, team-a, UpdateOptions, 13',
      'first: v1/Probe of v1',
      'label: v2/Probe of v2',
      'main: v2/Probe of v2',
      'old: v2/Probe of v2',
      'second: v2/Probe of v2',
      'team: v2/Probe of v2',
    ],
  },
  {
    name: 'a deletion',
    send: ['DELETE', `${PROBES}/old`],
    asked: asked(`${group}/v1/probes`, probeKind, 'DELETE', 'old', { oldObject: probe }),
    said: [
      'all: DELETE, old, diff.example/v1/Probe, v1/probes, null, diff.example/v1, team-a, DeleteOptions, 13',
      'exact: v1/Probe of v1',
      'first: v1/Probe of v1',
      'label: v1/Probe of v1',
      'main: v1/Probe of v1',
      'old: v1/Probe of v1',
      'second: v2/Probe of v2',
      'team: v1/Probe of v1',
    ],
  },
  {
    name: 'a deletion of all there are',
    send: ['DELETE', PROBES],
    asked: asked(`${group}/v1/probes`, probeKind, 'DELETE', '', { oldObject: probe }),
    said: [
      'all: DELETE, nameless, diff.example/v1/Probe, v1/probes, null, diff.example/v1, team-a, DeleteOptions, 12',
      'exact: v1/Probe of v1',
      'first: v1/Probe of v1',
      'label: v1/Probe of v1',
      'main: v1/Probe of v1',
      'second: v2/Probe of v2',
      'team: v1/Probe of v1',
    ],
  },
  {
    name: 'a status',
    send: ['PATCH', `${PROBES}/old/status`, { status: { phase: 'Ready' } }],
    asked: asked(`${group}/v1/probes/status`, probeKind, 'UPDATE', 'old', { object: probe, oldObject: probe }),
    said: [
      'all: UPDATE, old, diff.example/v1/Probe, v1/probes/status, diff.example/v1, diff.example/v1, team-a, UpdateOptions, 15',
      'exact: v1/Probe of v1',
      'first: v1/Probe of v1',
      'label: v1/Probe of v1',
      'second: v2/Probe of v2',
      'team: v1/Probe of v1',
    ],
  },
  {
    name: 'a scale',
    send: ['PATCH', `${PROBES}/old/scale`, { spec: { replicas: 2 } }],
    asked: asked(`${group}/v1/probes/scale`, 'autoscaling/v1/Scale', 'UPDATE', 'old', { object: scale, oldObject: scale }),
    said: [
      'all: UPDATE, old, autoscaling/v1/Scale, v1/probes/scale, autoscaling/v1, autoscaling/v1, team-a, UpdateOptions, 15',
      'exact: v1/Scale of v1',
      'first: v1/Scale of v1',
      'old: v1/Scale of v1',
      'second: v1/Scale of v2',
      'team: v1/Scale of v1',
    ],
  },
  {
    name: 'a new namespace',
    send: ['POST', CORE, fresh],
    asked: asked('/v1/namespaces', '/v1/Namespace', 'CREATE', 'fresh', { object: fresh, namespace: 'fresh' }),
    said: [
      'all: CREATE, fresh, /v1/Namespace, v1/namespaces, v1 with uid, null, null, CreateOptions, 13',
      'cluster: v1/Namespace of v1',
      'main: v1/Namespace of v1',
      'team: v1/Namespace of v1',
    ],
  },
  {
    name: 'an update of a namespace',
    send: ['PATCH', `${CORE}/team-a`, { metadata: { labels: { team: 'b' } } }],
    asked: asked('/v1/namespaces', '/v1/Namespace', 'UPDATE', 'team-a', { object: relabelled(team, { team: 'b' }), oldObject: team }),
    said: [
      'all: UPDATE, team-a, /v1/Namespace, v1/namespaces, v1, v1, null, UpdateOptions, 13',
      'cluster: v1/Namespace of v1',
      'main: v1/Namespace of v1',
    ],
  },
  {
    name: 'a status of a namespace',
    send: ['PATCH', `${CORE}/team-a/status`, { metadata: { labels: { team: 'b' } } }],
    asked: asked('/v1/namespaces/status', '/v1/Namespace', 'UPDATE', 'team-a', {
      object: relabelled(team, { team: 'b' }),
      oldObject: team,
    }),
    said: [
      'all: UPDATE, team-a, /v1/Namespace, v1/namespaces/status, v1, v1, null, UpdateOptions, 15',
      'cluster: v1/Namespace of v1',
      'team: v1/Namespace of v1',
    ],
  },
  {
    name: 'an update of a built-in kind',
    send: ['PATCH', `${CORE}/team-a/configmaps/settings`, { metadata: { labels: { app: 'y' } } }],
    asked: asked('/v1/configmaps', '/v1/ConfigMap', 'UPDATE', 'settings', {
      object: relabelled(settings, { app: 'y' }),
      oldObject: settings,
    }),
    said: [
      'all: UPDATE, settings, /v1/ConfigMap, v1/configmaps, v1, v1, team-a, UpdateOptions, 13',
      'label: v1/ConfigMap of v1',
      'main: v1/ConfigMap of v1',
      'team: v1/ConfigMap of v1',
    ],
  },
  {
    name: 'an eviction',
    send: ['POST', `${CORE}/team-a/pods/pod/eviction`, eviction],
    asked: asked('/v1/pods/eviction', 'policy/v1/Eviction', 'CREATE', 'pod', { object: eviction }),
    said: ['all: CREATE, pod, policy/v1/Eviction, v1/pods/eviction, policy/v1, null, team-a, CreateOptions, 15', 'team: v1/Eviction of v1'],
  },
  {
    name: 'a command in a pod',
    send: ['POST', `${CORE}/team-a/pods/pod/exec?command=ls&stdout=true`],
    asked: { ...asked('/v1/pods/exec', '/v1/PodExecOptions', 'CONNECT', 'pod', { object: exec }), dryRun: false },
    said: ['all: CONNECT, pod, /v1/PodExecOptions, v1/pods/exec, v1, null, team-a, null, 15', 'team: v1/PodExecOptions of v1'],
  },
  {
    name: 'a question about access',
    send: ['POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review],
    asked: asked('authorization.k8s.io/v1/subjectaccessreviews', 'authorization.k8s.io/v1/SubjectAccessReview', 'CREATE', '', {
      object: review as unknown as KubeObject,
      namespace: '',
    }),
    said: [],
  },
]

/** Everything that an expression can see of a request, as one text. */
const facts = [
  'request.operation',
  "has(request.name) ? request.name : 'nameless'",
  "request.kind.group + '/' + request.kind.version + '/' + request.kind.kind",
  "request.resource.version + '/' + request.resource.resource + (has(request.subResource) ? '/' + request.subResource : '')",
  "object == null ? 'null' : object.apiVersion + (request.operation == 'CREATE' && has(object.metadata.uid) ? ' with uid' : '')",
  "oldObject == null ? 'null' : oldObject.apiVersion",
  "namespaceObject == null ? 'null' : namespaceObject.metadata.name",
  "request.options == null ? 'null' : request.options.kind",
  'size(dyn(request))',
]

const EVERY = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'] }

const criteria: Readonly<Record<string, object>> = {
  all: { resourceRules: [EVERY] },
  label: { resourceRules: [EVERY], objectSelector: { matchLabels: { app: 'x' } } },
  team: { resourceRules: [EVERY], namespaceSelector: { matchLabels: { team: 'a' } } },
  main: { resourceRules: [{ ...EVERY, resources: ['*'] }] },
  first: { resourceRules: [{ ...EVERY, apiGroups: [group], apiVersions: ['v1'] }], matchPolicy: 'Equivalent' },
  exact: { resourceRules: [{ ...EVERY, apiGroups: [group], apiVersions: ['v1'] }], matchPolicy: 'Exact' },
  second: { resourceRules: [{ ...EVERY, apiGroups: [group], apiVersions: ['v2'] }], matchPolicy: 'Equivalent' },
  old: { resourceRules: [{ ...EVERY, resourceNames: ['old'] }], excludeResourceRules: [{ ...EVERY, resources: ['probes/status'] }] },
  cluster: { resourceRules: [{ ...EVERY, scope: 'Cluster' }] },
}

const named = (kind: string, name: string, spec: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  spec,
})

/** One policy for each set of criteria, which warns of what it sees. */
export const policies = Object.entries(criteria).map(([name, matchConstraints]) =>
  named('ValidatingAdmissionPolicy', name, {
    matchConstraints,
    validations: [
      {
        expression: 'false',
        messageExpression:
          name === 'all'
            ? `[${facts.map(fact => `string(${fact})`).join(', ')}].join(', ')`
            : "request.kind.version + '/' + request.kind.kind + ' of ' + request.resource.version",
      },
    ],
  }),
) as unknown as AdmissionPolicy[]

export const bindings = Object.keys(criteria).map(name =>
  named('ValidatingAdmissionPolicyBinding', name, { policyName: name, validationActions: ['Warn'] }),
) as unknown as PolicyBinding[]

/** A warning without what all of them have in common. */
export const said = (warning: string): string =>
  warning.replace(/^Validation failed for ValidatingAdmissionPolicy '(\w+)' with binding '\w+'/, '$1')
