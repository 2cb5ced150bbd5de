import type { AdmissionPolicy, PolicyBinding } from '../../../src/policy/index.ts'
import type { Random } from '../mutate.ts'

type JsonObject = Record<string, unknown>
type Values = Readonly<Record<string, readonly unknown[]>>

const SELECTORS = [
  { matchLabels: { 'a/b/c': 'x' } },
  { matchLabels: { a: 'x y' } },
  { matchLabels: {} },
  { matchExpressions: [] },
  { matchExpressions: [{ key: 'a', operator: 'In' }] },
  { matchExpressions: [{ key: 'a', operator: 'In', values: [] }] },
  { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] },
  { matchExpressions: [{ key: '', operator: 'Exists' }] },
  { matchExpressions: [{ key: 'a', operator: 'Is', values: ['x'] }] },
  { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['-x', 'y'.repeat(64)] }] },
  { matchExpressions: [{ key: '-a', operator: 'In', values: ['x'] }] },
]

const RULES: Values = {
  apiGroups: [[], ['*', 'a'], [''], ['A.b'], ['a', 'a']],
  apiVersions: [[], ['*', 'v1'], [''], ['V1'], ['v1', 'v1']],
  operations: [[], ['*', 'CREATE'], ['create'], ['DELETE'], ['CONNECT', 'CONNECT'], ['']],
  resources: [
    [],
    ['*', 'pods'],
    ['*/*', 'pods'],
    ['pods/*', 'pods/status'],
    [''],
    ['a/b/c'],
    ['/'],
    ['*/', 'x'],
    ['pods/'],
    ['*/status', 'pods/status'],
  ],
  scope: ['', 'namespaced', 'Cluster'],
  resourceNames: [[], [''], ['a', 'a'], ['A/b'], ['..']],
}

const CRITERIA: Values = { namespaceSelector: SELECTORS, objectSelector: SELECTORS, matchPolicy: ['', 'exact', 'Exact'] }

const conditions = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `c${i}`, expression: 'true' }))
const annotations = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `k${i}`, valueExpression: "'x'" }))

const POLICY: Values = {
  failurePolicy: ['', 'fail', 'Ignore'],
  matchConstraints: [undefined, {}, { resourceRules: [] }],
  paramKind: [
    { apiVersion: '', kind: '' },
    { apiVersion: 'a/b/c', kind: 'X' },
    { apiVersion: 'v1', kind: 'x y' },
    { apiVersion: 'A/v1', kind: '9' },
    { kind: 'X' },
    { apiVersion: 'v1' },
    { apiVersion: '/v1', kind: 'X' },
  ],
  matchConditions: [
    [{ name: 'a' }],
    [{ expression: 'true' }],
    conditions(64),
    conditions(65),
    [...conditions(1), ...conditions(1)],
    [{ name: 'x', expression: 'variables.a' }],
    [{ name: 'x', expression: ' true ' }],
    [{ name: 'x', expression: ' ' }],
  ],
  variables: [
    [{ name: 'a' }],
    [{ expression: '1' }],
    [{ name: 'object', expression: '1' }],
    [{ name: 'a', expression: ' ' }],
    [
      { name: '_', expression: '1' },
      { name: 'é', expression: '1' },
    ],
  ],
}

const VALIDATING: Values = {
  ...POLICY,
  validations: [
    [],
    [{}],
    [{ expression: 'true', reason: 'Nope' }],
    [{ expression: 'true', message: 'a\n' }],
    [{ expression: 'true', message: 'a\nb' }],
    [{ expression: 'true', message: ' ' }],
    [{ expression: 'true', messageExpression: ' ' }],
    [{ expression: 'true', messageExpression: '1' }],
    [{ expression: "int('x') == 1", messageExpression: "string(int('x'))" }],
    [{ expression: 'true\n', message: '' }],
  ],
  auditAnnotations: [
    [],
    [{ key: 'a', valueExpression: '' }],
    [{ key: '', valueExpression: 'null' }],
    [...annotations(1), ...annotations(1)],
    annotations(21),
    [{ key: 'a', valueExpression: ` '${'x'.repeat(5120)}'` }],
  ],
}

const MUTATING: Values = {
  ...POLICY,
  reinvocationPolicy: [undefined, '', 'ifneeded'],
  mutations: [
    [],
    [{}],
    [{ patchType: 'JSONPatch' }],
    [{ patchType: 'x', jsonPatch: { expression: '[]' } }],
    [{ patchType: 'ApplyConfiguration', applyConfiguration: {} }],
    [{ patchType: 'JSONPatch', jsonPatch: { expression: ' ' } }],
  ],
}

const BINDING: Values = {
  policyName: ['', 'A', 'a.b', 'a/b'],
  matchResources: [{}, { resourceRules: [] }, { matchPolicy: 'Nope' }, ...SELECTORS.map(namespaceSelector => ({ namespaceSelector }))],
  paramRef: [
    {},
    { name: 'a', selector: {}, parameterNotFoundAction: 'Deny' },
    { name: 'a' },
    ...SELECTORS.map(selector => ({ selector, parameterNotFoundAction: 'Allow' })),
    { name: 'a/b', parameterNotFoundAction: 'deny' },
    { name: '..', namespace: 'A', parameterNotFoundAction: '' },
  ],
}

const SPECS: Readonly<Record<string, Values>> = {
  ValidatingAdmissionPolicy: VALIDATING,
  MutatingAdmissionPolicy: MUTATING,
  ValidatingAdmissionPolicyBinding: {
    ...BINDING,
    validationActions: [undefined, [], ['Deny', 'Warn'], ['Deny', 'Deny'], ['deny'], ['Audit', ''], ['Warn', 'Deny', 'Warn']],
  },
  MutatingAdmissionPolicyBinding: BINDING,
}

const NAMES = { name: ['A', 'a.b', '-a', 'a'.repeat(254), 'a_b', 'a'.repeat(64)] }

/** A copy of a policy or binding in which one thing is odd or wrong. */
export function distorted<T extends AdmissionPolicy | PolicyBinding>(random: Random, object: T): T {
  const copy = structuredClone(object) as unknown as { kind: string; metadata: JsonObject; spec: JsonObject }
  const criteria = (copy.spec['matchConstraints'] ?? copy.spec['matchResources'] ?? {}) as JsonObject
  const rules = ['resourceRules', 'excludeResourceRules'].flatMap(name => (criteria[name] ?? []) as JsonObject[])
  const [target, values] = random.pick<readonly [JsonObject, Values]>([
    [copy.metadata, NAMES],
    [criteria, CRITERIA],
    ...rules.map(rule => [rule, RULES] as const),
    ...Array.from({ length: 4 }, () => [copy.spec, SPECS[copy.kind]!] as const),
  ])
  const field = random.pick(Object.keys(values))
  target[field] = structuredClone(random.pick(values[field]!))
  return copy as unknown as T
}
