import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '../../../src/kinds/index.ts'
import type { KubeObject } from '../../../src/kinds/object.ts'
import type { AdmissionPolicy } from '../../../src/policy/index.ts'
import { type Definition, type ServedKinds, servedKinds } from '../../../src/policy/served.ts'
import { judge, type PolicyCase, type PolicySuite, requestOf, runSuite } from '../../../src/policy/suite.ts'
import { wantsTopology } from '../../../src/policy/topology-context.ts'
import { readSource } from '../../../src/source/index.ts'
import { root } from '../assets.ts'
import { type Answer, type ControlPlane, startControlPlane } from '../harness.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'

/** A kind that the library's policies speak of and that Gateway API does not have. */
const vendorKind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'trafficpolicies.gateway.kgateway.dev' },
  spec: {
    group: 'gateway.kgateway.dev',
    scope: 'Namespaced',
    names: { kind: 'TrafficPolicy', listKind: 'TrafficPolicyList', plural: 'trafficpolicies', singular: 'trafficpolicy' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

/**
 * Kubernetes 1.36.3 stops watching ConfigMaps for parameters with the last bound policy that takes them, and never starts again: of each
 * type one stays, which matches nothing that the tests send.
 */
const keepWatching = ['Validating', 'Mutating'].flatMap(type => {
  const validating = type === 'Validating'
  const named = (kind: string, spec: object) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${type}${kind}`,
    metadata: { name: 'keep-watching' },
    spec,
  })
  return [
    named('AdmissionPolicy', {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConstraints: {
        resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['daemonsets'] }],
      },
      ...(validating
        ? { validations: [{ expression: 'true' }] }
        : {
            reinvocationPolicy: 'Never',
            mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{}' } }],
          }),
    }),
    named('AdmissionPolicyBinding', {
      policyName: 'keep-watching',
      paramRef: { name: 'none', namespace: 'default', parameterNotFoundAction: 'Allow' },
      ...(validating && { validationActions: ['Deny'] }),
    }),
  ]
}) as unknown as readonly KubeObject[]

/** Who may do what is not what is tested here. */
const everybodyMayAll = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'everybody-may-all' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }],
}

const NAMESPACES = ['gatewright-policies', 'infra', 'team-a', 'team-b', 'team-c']

interface Subject {
  readonly folder: string
  readonly suite: PolicySuite
  readonly policy: KubeObject
  readonly binding: KubeObject
  readonly params: readonly KubeObject[]
}

const suite: Suite = {
  name: 'policies: every policy of the library in a real API server and offline',
  async run(report, assets) {
    const crds = [...catalogue({ version: '1.6', channel: 'experimental' }).crds(), vendorKind]
    const kinds = servedKinds(crds as readonly Definition[])
    const plane = await startControlPlane(assets)
    const bodies = new Server(plane, kinds)
    try {
      await report.case('our own CustomResourceDefinitions are accepted', async () => {
        for (const crd of crds) await bodies.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd)
        for (const name of NAMESPACES)
          await bodies.must('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
        for (const { spec } of crds as readonly Definition[]) {
          const path = `/apis/${spec.group}/${spec.versions.find(({ served }) => served)!.name}/${spec.names.plural}`
          await until(`${spec.names.plural} are served`, async () => (await plane.call('GET', path)).status === 200)
        }
        for (const object of keepWatching) await bodies.create(object)
        await bodies.must('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', everybodyMayAll)
      })
      let tests = 0
      let silent = 0
      for (const subject of library()) {
        await report.case(subject.folder, async () => {
          const extended = wantsTopology(subject.policy as unknown as AdmissionPolicy)
          if (extended) silent += await staysSilent(subject, bodies)
          else tests += await compare(subject, bodies, kinds)
        })
      }
      report.note(`${tests} tests sent to the API server and evaluated offline: same verdicts, same messages`)
      report.note(
        `${silent} requests of tests that need other objects: their policies are accepted by a plain API server and say nothing there`,
      )
    } finally {
      await plane.close()
    }
  },
}

export default suite

function library(): Subject[] {
  const read = (file: string) =>
    existsSync(file) ? readSource(file, readFileSync(file, 'utf8')).documents.map(({ object }) => object as KubeObject) : []
  const folders = readdirSync(join(root, 'policies')).flatMap(group =>
    readdirSync(join(root, 'policies', group), { withFileTypes: true }).flatMap(entry =>
      entry.isDirectory() ? [`policies/${group}/${entry.name}`] : [],
    ),
  )
  return folders.map(folder => {
    const [policy] = read(join(root, folder, 'policy.yaml'))
    const [binding] = read(join(root, folder, 'binding.yaml'))
    const [tests] = read(join(root, folder, 'tests.yaml')) as unknown as PolicySuite[]
    return { folder, suite: tests!, policy: policy!, binding: binding!, params: read(join(root, folder, 'params.yaml')) }
  })
}

/** The API server as the tests use it. */
class Server {
  readonly plane: ControlPlane
  readonly #kinds: ServedKinds

  constructor(plane: ControlPlane, kinds: ServedKinds) {
    this.plane = plane
    this.#kinds = kinds
  }

  async must(method: string, path: string, body?: unknown): Promise<void> {
    const { status, body: answer } = await this.plane.call(method, path, body)
    assert.ok(status < 300 || status === 409, `${method} ${path}: ${status} ${JSON.stringify(answer)}`)
  }

  collection(object: KubeObject): string {
    const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion]
    const { resource, namespaced } = this.#kinds.resources.byKind(group!, object.kind)!
    const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
    return `${base}${namespaced ? `/namespaces/${object.metadata.namespace}` : ''}/${resource}`
  }

  create = (object: KubeObject) => this.must('POST', this.collection(object), object)
  remove = (object: KubeObject) => this.must('DELETE', `${this.collection(object)}/${object.metadata.name}`)

  /** Sends the request of a test without storing anything. */
  async send({ object, oldObject, user }: PolicyCase): Promise<Answer> {
    const as = user ? { username: user.username!, groups: user.groups ?? [] } : 'admin'
    const one = `${this.collection((object ?? oldObject)!)}`
    if (!object) return this.plane.call('DELETE', `${one}/${oldObject!.metadata.name}?dryRun=All`, undefined, as)
    if (!oldObject) return this.plane.call('POST', `${one}?dryRun=All`, object, as)
    const path = `${one}/${object.metadata.name}`
    const { body } = await this.plane.call('GET', path)
    return this.plane.call(
      'PUT',
      `${path}?dryRun=All`,
      { ...object, metadata: { ...object.metadata, resourceVersion: body.metadata.resourceVersion } },
      as,
    )
  }
}

/** Installs one policy, sends its tests, compares each answer with the expectation and with what we say offline, and takes the policy away. */
async function compare({ suite, policy, binding, params }: Subject, server: Server, kinds: ServedKinds): Promise<number> {
  // Stored objects of different tests must not be the same one.
  const tests = suite.tests.map((test, index) => (test.oldObject ? renamed(test, `-${index}`) : test))
  const offline = runSuite({ ...suite, tests }, [policy, binding, ...params], kinds, '1.36')
  for (const namespace of suite.objects ?? []) {
    const path = `/api/v1/namespaces/${namespace.metadata.name}`
    const { status } = await server.plane.call(
      'PATCH',
      path,
      { metadata: { labels: namespace.metadata.labels } },
      'admin',
      'application/merge-patch+json',
    )
    assert.equal(status, 200)
  }
  for (const { oldObject } of tests) if (oldObject) await server.create(oldObject)
  for (const object of [...params, policy, binding]) await server.create(object)
  try {
    const telling = tests.findIndex(({ expect }) => !expect.allowed || (expect.warnings?.length ?? 0) > 0 || expect.object !== undefined)
    await until('the policy is in force', async () => {
      assert.deepEqual(judge(tests[telling]!, ...outcome(await server.send(tests[telling]!))).problems, [])
      return true
    })
    for (const [index, test] of tests.entries()) {
      const answer = await server.send(test)
      const judged = judge(test, ...outcome(answer))
      assert.deepEqual(judged.problems, [], `${test.name}: the API server answered ${answer.status}`)
      const ours = offline[index]!
      assert.deepEqual([judged.allowed, judged.message, judged.warnings], [ours.allowed, ours.message, ours.warnings], test.name)
    }
    return tests.length
  } finally {
    for (const object of [binding, policy, ...params]) await server.remove(object)
    for (const { oldObject } of tests) if (oldObject) await server.remove(oldObject)
    const refused = tests.find(({ expect }) => !expect.allowed && requestOf(tests[0]!, kinds).operation === 'CREATE')
    if (refused?.object && !refused.oldObject) await until('the policy is gone', async () => (await server.send(refused)).status < 300)
  }
}

/**
 * A policy that needs other objects is accepted by a plain API server and never speaks there: whatever its tests expect elsewhere, each request passes.
 * A second policy with the opposite condition, installed after it, shows that the API server has taken notice of both and holds the condition for false.
 */
async function staysSilent({ suite, policy, binding, params }: Subject, server: Server): Promise<number> {
  const { spec } = policy as unknown as { spec: { matchConstraints: object; matchConditions: { name: string; expression: string }[] } }
  const probe = {
    ...policy,
    metadata: { name: 'probe' },
    spec: {
      matchConstraints: spec.matchConstraints,
      matchConditions: [
        { name: 'not', expression: `object.metadata.name.startsWith('probe') && !(${spec.matchConditions[0]!.expression})` },
      ],
      validations: [{ expression: 'false', message: 'probed' }],
    },
  } as unknown as KubeObject
  const bound = {
    ...binding,
    metadata: { name: 'probe' },
    spec: { policyName: 'probe', validationActions: ['Deny'] },
  } as unknown as KubeObject
  const tests = suite.tests.map((test, index) => (test.oldObject ? renamed(test, `-${index}`) : test))
  for (const { oldObject } of tests) if (oldObject) await server.create(oldObject)
  for (const object of [...params, policy, binding, probe, bound]) await server.create(object)
  try {
    const probing = { ...tests[0]!, object: { ...tests[0]!.object!, metadata: { ...tests[0]!.object!.metadata, name: 'probe' } } }
    await until('both policies are in force', async () => ((await server.send(probing)).body.message ?? '').endsWith('probed'))
    for (const test of tests) {
      const { status, body, warnings } = await server.send(test)
      assert.ok(status < 300, `${test.name}: ${status} ${body.message}`)
      assert.deepEqual(warnings, [], test.name)
    }
    return tests.length
  } finally {
    for (const object of [bound, probe, binding, policy, ...params]) await server.remove(object)
    for (const { oldObject } of tests) if (oldObject) await server.remove(oldObject)
  }
}

function renamed(test: PolicyCase, suffix: string): PolicyCase {
  const rename = (object: KubeObject) => ({ ...object, metadata: { ...object.metadata, name: `${object.metadata.name}${suffix}` } })
  return { ...test, oldObject: rename(test.oldObject!), ...(test.object && { object: rename(test.object) }) }
}

/** An answer in the terms in which tests are judged. */
function outcome({ status, body, warnings }: Answer): [Parameters<typeof judge>[1], Parameters<typeof judge>[2]] {
  const refusal = status < 300 ? undefined : { code: status, reason: body.reason, message: body.message, causes: [], details: { kind: '' } }
  const delivered = warnings.filter(text => text.startsWith('Validation failed for ValidatingAdmissionPolicy'))
  return [
    { allowed: true, object: status < 300 ? body : null, appliedBy: [] },
    { allowed: refusal === undefined, ...(refusal && { refusal }), violations: [], warnings: delivered, auditAnnotations: {} },
  ]
}
