// What policies see of requests: updates, deletions, connections, subresources. Recorded answers, which the end-to-end tests ask for again.
import t from 'tap'
import { lint } from '../src/engine/lint.ts'
import type { ObjectMeta } from '../src/kinds/object.ts'
import { type AdmissionPolicy, createPolicies, type ValidatingAdmissionPolicy } from '../src/policy/index.ts'
import { contextOver, servedKinds } from '../src/policy/served.ts'
import { requestOf } from '../src/policy/suite.ts'
import { typeWarnings } from '../src/policy/type-check.ts'
import { bindings, policies, probes, requests, said, stored } from './e2e/policy-requests.ts'

t.test('validating policies', t => {
  const context = contextOver(servedKinds([probes]), stored)
  const all = createPolicies({ policies, bindings }, { kubernetes: '1.36' })
  for (const request of requests) {
    const { warnings } = all.validate(request.asked, context)
    t.same(warnings.map(said).sort(), [...request.said].sort(), request.name)
  }
  t.end()
})

const policy = (name: string, rule: object, mutation: object, reinvocationPolicy = 'Never') => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicy',
  metadata: { name },
  spec: {
    matchConstraints: { resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'], ...rule }] },
    reinvocationPolicy,
    mutations: [mutation],
  },
})
const apply = (expression: string) => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } })
const patch = (expression: string) => ({ patchType: 'JSONPatch', jsonPatch: { expression } })
const label = (name: string) => apply(`Object{metadata: Object.metadata{labels: {'${name}': 'y'}}}`)
const denied = (message: string) => `policy 'a' with binding 'a' denied request: ${message}`

/** The labels after mutations of a request of the table, or the refusal. */
const mutations: readonly (readonly [name: string, request: string, policies: readonly object[], expected: unknown])[] = [
  [
    'what another policy takes back comes again, as the first is asked once more',
    'a new object',
    [policy('a', {}, label('a'), 'IfNeeded'), policy('b', {}, patch("[JSONPatch{op: 'remove', path: '/metadata/labels/a'}]"))],
    { app: 'x', a: 'y' },
  ],
  [
    'policies that match different versions change copies of their own, of which the last counts',
    'a new object',
    [policy('a', { apiVersions: ['v1'] }, label('a')), policy('b', { apiGroups: ['diff.example'], apiVersions: ['v2'] }, label('b'))],
    { app: 'x', b: 'y' },
  ],
  [
    'the first of them comes in when it is asked once more',
    'a new object',
    [
      policy('a', { apiVersions: ['v1'] }, label('a'), 'IfNeeded'),
      policy('b', { apiGroups: ['diff.example'], apiVersions: ['v2'] }, label('b')),
    ],
    { app: 'x', b: 'y', a: 'y' },
  ],
  [
    'a scale has no type to merge by',
    'a scale',
    [policy('a', {}, label('a'))],
    denied('error applying patch: failed to convert patch object to typed object: no corresponding type for autoscaling/v1, Kind=Scale'),
  ],
  [
    'nor have the options of a connection',
    'a command in a pod',
    [policy('a', {}, apply('Object{}'))],
    denied('error applying patch: failed to convert patch object to typed object: no corresponding type for /v1, Kind=PodExecOptions'),
  ],
  [
    'the scale of a custom resource takes no patch, not even one that does nothing',
    'a scale',
    [policy('a', {}, patch("object == null ? [JSONPatch{op: 'x', path: '/x'}] : []"))],
    denied('request to convert CR to an invalid group/version: autoscaling/v1'),
  ],
  ['but one whose test fails', 'a scale', [policy('a', {}, patch("[JSONPatch{op: 'test', path: '/kind', value: 'x'}]"))], undefined],
  [
    'a built-in kind has no empty labels',
    'an update of a built-in kind',
    [policy('a', {}, patch("[JSONPatch{op: 'remove', path: '/metadata/labels/app'}]"))],
    undefined,
  ],
  [
    'a namespace keeps the label of its name',
    'an update of a namespace',
    [policy('a', {}, patch("[JSONPatch{op: 'remove', path: '/metadata/labels'}]"))],
    { 'kubernetes.io/metadata.name': 'team-a' },
  ],
]

t.test('mutating policies', t => {
  const kinds = servedKinds([probes])
  for (const [name, request, policies, expected] of mutations) {
    const set = policies as AdmissionPolicy[]
    const bindings = set.map(({ metadata }) => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name },
    }))
    const { asked } = requests.find(one => one.name === request)!
    // The API server has always noted who owns which fields.
    const managed = {
      manager: 'kubectl',
      operation: 'Update',
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { 'f:labels': {} } },
    }
    const metadata = { ...asked.object!.metadata, managedFields: [managed] }
    const { refusal, object } = createPolicies({ policies: set, bindings }, { kubernetes: '1.36' }).mutate(
      { ...asked, object: { ...asked.object!, metadata } },
      contextOver(kinds, stored),
    )
    t.same(refusal ? refusal.message : object!.metadata.labels, expected, name)
  }
  t.end()
})

t.test('a request offline is one that the API server could have made', t => {
  const kinds = servedKinds([probes])
  const metadata = { name: 'web', namespace: 'team-a', labels: {}, annotations: null, finalizers: [] } as unknown as ObjectMeta
  const { object, options } = requestOf(
    { name: '', object: { apiVersion: 'diff.example/v1', kind: 'Probe', metadata }, expect: { allowed: true } },
    kinds,
  )
  t.same(object!.metadata, { name: 'web', namespace: 'team-a' }, 'what is empty is not there')
  t.same(options, { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' })
  t.end()
})

const typed: readonly (readonly [resource: string, expression: string, warning: string | undefined])[] = [
  ['apps/v1/deployments', "object.metadata.labels['a'] == 'b'", undefined],
  ['apps/v1/deployments', 'object.metadata.labels.nope == 1', "found no matching overload for '_==_' applied to '(string, int)'"],
  ['apps/v1/deployments', 'object.metadata.nope == 1', "undefined field 'nope'"],
  ['apps/v1/deployments', 'object.spec.replicas > 1', undefined],
  ['apps/v1/deployments', "object.spec.nope == ''", "undefined field 'nope'"],
  ['apps/v1/daemonsets', "object.spec.updateStrategy.type == 'OnDelete'", undefined],
  ['/v1/pods', "object.status.phase == 'Running'", undefined],
  ['/v1/pods', "object.data == ''", "undefined field 'data'"],
  ['/v1/configmaps', "object.metadata.creationTimestamp == 'x'", "found no matching overload for '_==_' applied to '(timestamp, string)'"],
  [
    '/v1/configmaps',
    "object.metadata.ownerReferences[0].controller == 'x'",
    "found no matching overload for '_==_' applied to '(bool, string)'",
  ],
  ['/v1/configmaps', "object.metadata.managedFields[0].manager == 'x'", undefined],
  ['diff.example/v1/probes', "object.metadata.generation == 'x'", "found no matching overload for '_==_' applied to '(int, string)'"],
  ['diff.example/v1/probes', "variables.nope == ''", "undefined field 'nope'"],
  ['diff.example/v1/probes', "int('x') == 1", undefined],
  ['/v1/probes', "object.metadata.generation == 'x'", "found no matching overload for '_==_' applied to '(int, string)'"],
  ['/v1/deployments', "object.spec.nope == ''", "undefined field 'nope'"],
  ['diff.example/v1/probes', "authorizer.group('').resource('pods').check('get').allowed()", undefined],
  ['diff.example/v1/probes', "authorizer.requestResource.check('get').allowed()", undefined],
]

t.test('types', t => {
  const context = { kubernetes: '1.36', ...servedKinds([probes]) }
  for (const [resource, expression, expected] of typed) {
    const [group, version, plural] = resource.split('/')
    const rule = { apiGroups: [group], apiVersions: [version], resources: [plural], operations: ['CREATE'] }
    const spec = { matchConstraints: { resourceRules: [rule] }, validations: [{ expression }] }
    const [found] = typeWarnings(
      { kind: 'ValidatingAdmissionPolicy', metadata: { name: 'p' }, spec } as unknown as ValidatingAdmissionPolicy,
      context,
    )
    t.equal(found?.warning.split(/: |\n/)[3], expected, `${resource}: ${expression}`)
  }
  t.end()
})

const pod = { containers: [{ name: 'c', image: 'i' }] }
const podOut = {
  containers: [
    {
      name: 'c',
      image: 'i',
      imagePullPolicy: 'Always',
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    },
  ],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
}
const port = (more: object) => [{ port: 80, protocol: 'TCP', targetPort: 80, ...more }]

const read: readonly (readonly [kind: string, sent: object, seen: object])[] = [
  [
    'v1/Service',
    { spec: { ports: [{ port: 80, name: '', nodePort: 0 }], selector: {}, publishNotReadyAddresses: false } },
    {
      spec: { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ports: port({}) },
      status: { loadBalancer: {} },
    },
  ],
  [
    'v1/Service',
    { spec: { type: 'LoadBalancer', sessionAffinity: 'ClientIP', ports: [{ port: 80, targetPort: 'http' }] } },
    {
      spec: {
        type: 'LoadBalancer',
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
        externalTrafficPolicy: 'Cluster',
        internalTrafficPolicy: 'Cluster',
        allocateLoadBalancerNodePorts: true,
        ports: port({ targetPort: 'http' }),
      },
      status: { loadBalancer: {} },
    },
  ],
  [
    'v1/Service',
    { spec: { type: 'ExternalName', externalName: 'a.b' } },
    { spec: { type: 'ExternalName', externalName: 'a.b', sessionAffinity: 'None' }, status: { loadBalancer: {} } },
  ],
  ['v1/Secret', { stringData: { a: 'b', u: 'ü' }, data: { a: 'eA==' } }, { type: 'Opaque', data: { a: 'Yg==', u: 'w7w=' } }],
  ['v1/Secret', { data: {}, stringData: {}, immutable: false }, { type: 'Opaque', immutable: false }],
  ['v1/ConfigMap', { data: { a: '', b: null }, binaryData: {} }, { data: { a: '', b: '' } }],
  ['v1/Namespace', {}, { metadata: { name: 'x', labels: { 'kubernetes.io/metadata.name': 'x' } }, spec: {}, status: { phase: 'Active' } }],
  [
    'apps/v1/Deployment',
    { spec: { paused: false, template: { spec: { ...pod, volumes: [{ name: 'v' }] } } } },
    {
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: { spec: { ...podOut, volumes: [{ name: 'v', emptyDir: {} }] } },
      },
      status: {},
    },
  ],
  ['v1/Service', { spec: 'x' }, { spec: 'x', status: { loadBalancer: {} } }],
  [
    'v1/Pod',
    { spec: { containers: 'x', volumes: ['y'] } },
    { spec: { ...podOut, containers: 'x', volumes: ['y'], enableServiceLinks: true }, status: {} },
  ],
]

t.test('built-in kinds as the API server reads them', t => {
  const { decoded } = servedKinds([])
  for (const [type, sent, seen] of read) {
    const [kind, ...apiVersion] = type.split('/').reverse()
    const object = { apiVersion: apiVersion.reverse().join('/'), kind: kind!, metadata: { name: 'x' } }
    t.same(decoded({ ...object, ...sent }), { ...object, ...seen }, `${type} ${JSON.stringify(sent)}`)
  }
  t.end()
})

t.test('custom resources as the API server reads them, whether their schema is judged or not', t => {
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'x', namespace: 'x', labels: {} },
    spec: { extra: 1, rules: [{ matches: [{ path: {}, also: {} }], filters: null }] },
  }
  const expressions = [
    'has(object.spec.extra)',
    'has(object.metadata.labels)',
    'has(object.spec.rules[0].filters)',
    'has(object.spec.rules[0].matches[0].also)',
    "object.spec.rules[0].matches[0].path == {'type': 'PathPrefix', 'value': '/'}",
  ]
  const named = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name: 'x' } }
  const rule = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }
  const policies = [
    {
      ...named,
      kind: 'ValidatingAdmissionPolicy',
      spec: {
        matchConstraints: { resourceRules: [rule] },
        validations: expressions.map(expression => ({ expression, message: expression })),
      },
    },
    { ...named, kind: 'ValidatingAdmissionPolicyBinding', spec: { policyName: 'x', validationActions: ['Deny'] } },
  ]
  for (const object of [route, { ...route, spec: { rules: [{ matches: [{ path: {} }] }] } }])
    for (const severities of [{}, { 'GWA-SCH': 'off' }] as const) {
      const { findings } = lint([object], { policies, severities })
      const said = findings.filter(({ code }) => code === 'GWA-VAP-001').map(({ message }) => message.replace(/ \(Val.*/, ''))
      t.same(said.sort(), expressions.slice(0, 4).sort())
    }
  t.end()
})
