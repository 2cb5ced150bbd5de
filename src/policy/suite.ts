import { createSnapshot } from '../inventory/store.ts'
import type { KubeObject } from '../kinds/object.ts'
import { encodeJson } from '../schema/index.ts'
import { splitApiVersion } from './api-version.ts'
import { gatewayOf } from './findings.ts'
import { createPolicies, type MutatingOutcome, type ValidatingOutcome } from './index.ts'
import { equal } from './json-patch.ts'
import { isPolicyObject } from './objects.ts'
import { readPolicySet } from './read.ts'
import { type AdmissionRequest, type Operation, plainOptions, type UserInfo } from './request.ts'
import { contextOver, type ServedKinds } from './served.ts'

/** A `PolicyTest`: requests, and what the policies beside it should answer. */
export interface PolicySuite {
  readonly apiVersion: 'gatewright.io/v1'
  readonly kind: 'PolicyTest'
  /** Files with the policies, bindings and objects that are there, relative to the suite; `policy.yaml`, `binding.yaml` and `params.yaml` unless given. */
  readonly files?: readonly string[]
  /** Objects that are there for every test: parameters and namespaces. A namespace that no object describes has no labels. */
  readonly objects?: readonly KubeObject[]
  readonly tests: readonly PolicyCase[]
}

export interface PolicyCase {
  readonly name: string
  /** `CREATE` unless there is an `oldObject` (`UPDATE`), or no `object` (`DELETE`). */
  readonly operation?: Operation
  readonly user?: UserInfo
  readonly object?: KubeObject
  readonly oldObject?: KubeObject
  /** Objects that are there besides, for this test alone. */
  readonly objects?: readonly KubeObject[]
  readonly expect: Expectation
}

export interface Expectation {
  readonly allowed: boolean
  /** Part of the message of the refusal. */
  readonly message?: string
  /** Parts of warnings, in order; all of them when given. */
  readonly warnings?: readonly string[]
  /** Fields that the object has after mutation. Lists are compared whole. */
  readonly object?: Readonly<Record<string, unknown>>
}

export interface CaseResult {
  readonly name: string
  readonly passed: boolean
  /** What was expected and what came, one line for each difference. */
  readonly problems: readonly string[]
  readonly allowed: boolean
  readonly message?: string
  readonly warnings: readonly string[]
  readonly object: KubeObject | null
}

/** The request that a test stands for, as the API server would make it of the objects. */
export function requestOf(test: PolicyCase, kinds: ServedKinds): AdmissionRequest {
  const object = test.object ? kinds.decoded(test.object) : null
  const oldObject = test.oldObject ? kinds.decoded(test.oldObject) : null
  const subject = (object ?? oldObject)!
  const { group, version } = splitApiVersion(subject.apiVersion)
  const served = kinds.resources.byKind(group, subject.kind)
  const kind = { group, version, kind: subject.kind }
  const resource = { group, version, resource: served?.resource ?? pluralOf(subject.kind) }
  const namespace = kind.kind === 'Namespace' && group === '' ? subject.metadata.name : subject.metadata.namespace
  const operation = test.operation ?? (object === null ? 'DELETE' : oldObject === null ? 'CREATE' : 'UPDATE')
  return {
    kind,
    resource,
    requestKind: kind,
    requestResource: resource,
    name: subject.metadata.name ?? '',
    ...(namespace && { namespace }),
    operation,
    userInfo: { username: 'admin', groups: ['system:masters', 'system:authenticated'], ...test.user },
    object,
    oldObject,
    dryRun: false,
    options: plainOptions(operation),
  }
}

/** The plural that a kind of which nothing is known most likely has. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase()
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

/** Runs the tests of a suite over the objects of its files: mutating policies first, then validating ones, as at admission. */
export function runSuite(suite: PolicySuite, files: readonly KubeObject[], kinds: ServedKinds, kubernetes: string): CaseResult[] {
  const policies = createPolicies(readPolicySet(files), { kubernetes })
  const there = [...files.filter(object => !isPolicyObject(object)), ...(suite.objects ?? [])]
  return suite.tests.map(test => {
    const request = requestOf(test, kinds)
    const around = withNamespace([...there, ...(test.objects ?? [])], request)
    const world = createSnapshot(around, { complete: () => true })
    const context = { ...contextOver(kinds, around), gateway: (object: KubeObject) => gatewayOf(world, object) }
    const mutated = policies.mutate(request, context)
    const validated = mutated.allowed ? policies.validate({ ...request, object: mutated.object }, context) : undefined
    return judge(test, mutated, validated)
  })
}

/** The namespace of a request is always there: the API server would not take the request otherwise. */
function withNamespace(objects: readonly KubeObject[], { namespace }: AdmissionRequest): readonly KubeObject[] {
  if (!namespace || objects.some(object => object.kind === 'Namespace' && object.metadata.name === namespace)) return objects
  return [
    ...objects,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } } },
  ]
}

/** Holds an answer against what a test expects. */
export function judge({ name, expect }: PolicyCase, mutated: MutatingOutcome, validated: ValidatingOutcome | undefined): CaseResult {
  const refusal = mutated.refusal ?? validated?.refusal
  const warnings = validated?.warnings ?? []
  const problems: string[] = []
  if (expect.allowed !== (refusal === undefined)) {
    problems.push(refusal ? `expected it to be allowed, but: ${refusal.message}` : 'expected it to be refused, but it is allowed')
  }
  if (expect.message !== undefined && refusal && !refusal.message.includes(expect.message)) {
    problems.push(`expected a message with "${expect.message}", got "${refusal.message}"`)
  }
  if (expect.warnings) problems.push(...warningProblems(expect.warnings, warnings))
  if (expect.object && !refusal) problems.push(...differences(expect.object, mutated.object, ''))
  return {
    name,
    passed: problems.length === 0,
    problems,
    allowed: refusal === undefined,
    ...(refusal && { message: refusal.message }),
    warnings,
    object: mutated.object,
  }
}

function warningProblems(expected: readonly string[], actual: readonly string[]): string[] {
  if (expected.length !== actual.length) return [`expected ${expected.length} warnings, got ${actual.length}: ${actual.join(' | ')}`]
  return expected.flatMap((part, index) =>
    actual[index]!.includes(part) ? [] : [`expected a warning with "${part}", got "${actual[index]}"`],
  )
}

function differences(expected: unknown, actual: unknown, path: string): string[] {
  if (typeof expected === 'object' && expected !== null && !Array.isArray(expected)) {
    if (typeof actual !== 'object' || actual === null)
      return [`expected ${path || 'an object'}, got ${actual === undefined ? 'nothing' : encodeJson(actual)}`]
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, (actual as Record<string, unknown>)[key], path ? `${path}.${key}` : key),
    )
  }
  if (equal(expected, actual)) return []
  return [`expected ${path} to be ${encodeJson(expected)}, got ${actual === undefined ? 'nothing' : encodeJson(actual)}`]
}
