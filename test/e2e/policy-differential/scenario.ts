import type { KubeObject } from '../../../src/kinds/object.ts'
import { type AdmissionPolicy, type PolicyBinding, writeErrors } from '../../../src/policy/index.ts'
import type { StructuralSchema } from '../../../src/schema/structural.ts'
import { fromSchema, mutate, type Random } from '../mutate.ts'
import { anyOf, costly, listOf, numberOf, type Scope, textOf, truthOf } from './expressions.ts'
import { applyExpression, patchExpression } from './mutations.ts'
import { GROUP, made, probeSchema } from './world.ts'

type JsonObject = Record<string, unknown>

/** A request as a client makes it. */
export interface Sent {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: JsonObject
  /** An update of the stored object that the path names. */
  readonly update?: boolean
}

/** Policies that are alone with their requests: others do not match these, and these match no others. */
export interface Scenario {
  readonly name: string
  readonly policies: readonly AdmissionPolicy[]
  readonly bindings: readonly PolicyBinding[]
  /** In the order in which they must be there: the namespace, parameters, and what requests change. */
  readonly objects: readonly KubeObject[]
  readonly requests: readonly Sent[]
}

const API = 'admissionregistration.k8s.io/v1'
const LABEL = 'scenario'

export interface Kind {
  readonly apiVersion: string
  readonly kind: string
  readonly resource: string
  readonly namespaced: boolean
}

const kind = (apiVersion: string, name: string, resource: string, namespaced = true): Kind => ({
  apiVersion,
  kind: name,
  resource,
  namespaced,
})
const PROBE = kind(`${GROUP}/v1`, 'Probe', 'probes')
const PROBE2 = kind(`${GROUP}/v2`, 'Probe', 'probes')
const OPEN = kind(`${GROUP}/v1`, 'Open', 'opens')
const WIDE = kind(`${GROUP}/v1`, 'Wide', 'wides', false)
const CONFIG_MAP = kind('v1', 'ConfigMap', 'configmaps')
const SECRET = kind('v1', 'Secret', 'secrets')
const SERVICE = kind('v1', 'Service', 'services')
const DEPLOYMENT = kind('apps/v1', 'Deployment', 'deployments')
const POD = kind('v1', 'Pod', 'pods')
const NAMESPACE = kind('v1', 'Namespace', 'namespaces', false)
const LIMIT = kind(`${GROUP}/v1`, 'Limit', 'limits')
const CLUSTER_LIMIT = kind(`${GROUP}/v1`, 'ClusterLimit', 'clusterlimits', false)
export const kinds: readonly Kind[] = [
  PROBE,
  PROBE2,
  OPEN,
  WIDE,
  CONFIG_MAP,
  SECRET,
  SERVICE,
  DEPLOYMENT,
  POD,
  NAMESPACE,
  LIMIT,
  CLUSTER_LIMIT,
]

export function collectionOf({ apiVersion, resource, namespaced }: Kind, namespace: string): string {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return `${base}${namespaced ? `/namespaces/${namespace}` : ''}/${resource}`
}

const words = ['a', 'b', 'c', 'x', 'y']

function body(random: Random, what: Kind): JsonObject {
  const some = (make: () => JsonObject, chance = 0.5) => (random.chance(chance) ? make() : {})
  switch (what.kind) {
    case 'Probe':
    case 'Limit':
    case 'ClusterLimit':
    case 'Wide': {
      const spec = probeSchema.properties!['spec'] as StructuralSchema
      const plain = {
        text: random.pick(words),
        count: random.below(5),
        words: [random.pick(words), random.pick(words)],
        items: [
          { name: 'a', weight: random.below(4) },
          { name: 'b', tags: ['x'] },
        ],
        on: random.chance(0.5),
        labels: { a: random.pick(words) },
      }
      const made = random.chance(0.4)
        ? plain
        : objectOf(
            random.chance(0.5)
              ? mutate({ spec: plain }, probeSchema, random)['spec']
              : { ...plain, ...(fromSchema(spec, random) as JsonObject) },
          )
      return { spec: made, ...(what.kind === 'Probe' && some(() => ({ status: { ready: true } }), 0.2)) }
    }
    case 'Open':
      return {
        spec: {
          text: random.pick(words),
          count: random.pick([1, 2.5, '3', null]),
          free: { n: null, list: ['a', 1] },
          words: [random.pick(words)],
        },
        ...some(() => ({ data: { a: 'b' } })),
      }
    case 'ConfigMap':
      return {
        data: { a: random.pick(words), ...some(() => ({ limit: '5', b: '' })) },
        ...some(() => ({ immutable: random.chance(0.3) }), 0.2),
      }
    case 'Secret':
      return {
        ...some(() => ({ stringData: { a: random.pick(words) } })),
        ...some(() => ({ data: { b: 'YQ==' } })),
        ...some(() => ({ type: 'Opaque' })),
      }
    case 'Service':
      return {
        spec: {
          ports: [{ port: 80 + random.below(2), ...some(() => ({ name: 'http', targetPort: random.pick([8080, 'http']) })) }],
          ...some(() => ({ selector: { app: random.pick(words) } })),
          clusterIP: 'None',
        },
      }
    case 'Deployment':
      return {
        spec: {
          ...some(() => ({ replicas: random.below(3) })),
          selector: { matchLabels: { app: 'a' } },
          template: { metadata: { labels: { app: 'a' } }, spec: podSpec(random) },
        },
      }
    case 'Pod':
      return { spec: podSpec(random) }
    default:
      return {}
  }
}

const podSpec = (random: Random): JsonObject => ({
  containers: [
    {
      name: 'c',
      image: random.pick(['i', 'i:1', 'i:latest']),
      ...(random.chance(0.4) && { env: [{ name: 'A', value: 'b' }], ports: [{ containerPort: 80 }] }),
      ...(random.chance(0.3) && { resources: { limits: { memory: '1Gi' } } }),
    },
  ],
  ...(random.chance(0.2) && { terminationGracePeriodSeconds: random.below(60) }),
})

/** A mutation may have put anything in the place of a spec. */
const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

const selectorPart = (random: Random): JsonObject =>
  random.pick([
    {},
    {},
    {},
    {},
    { matchLabels: { team: 'a' } },
    { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] },
    { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] },
    { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
    { matchLabels: { app: 'a' } },
    { matchLabels: { team: '' } },
    { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['b'] }] },
    { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] },
  ])

function only(name: string, random: Random): JsonObject {
  const part = selectorPart(random) as { matchLabels?: JsonObject; matchExpressions?: object[] }
  return { ...part, matchLabels: { ...part.matchLabels, [LABEL]: name } }
}

const OPERATIONS = [['*'], ['*'], ['CREATE', 'UPDATE'], ['CREATE', 'UPDATE'], ['CREATE'], ['UPDATE'], ['CONNECT', 'CREATE']]
const RESOURCES = [
  ['*/*'],
  ['*/*'],
  ['*'],
  ['*'],
  ['*'],
  ['*/*'],
  ['probes', 'probes/status'],
  ['probes/*', 'opens/*', 'configmaps'],
  ['*/status', '*/scale', 'probes'],
  ['probes', 'opens', 'wides'],
  ['configmaps', 'secrets', 'services', 'probes'],
  ['pods/*', 'probes'],
  ['namespaces', 'probes', 'pods'],
  ['deployments', 'deployments/scale', 'probes/scale', 'probes', 'opens'],
]

const EVERYTHING = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'] }

function rule(random: Random, mutating: boolean): JsonObject {
  if (random.chance(0.4)) return EVERYTHING
  return {
    apiGroups: random.pick([['*'], ['*'], ['*'], ['', 'apps', GROUP], [GROUP], [GROUP], ['']]),
    apiVersions: random.pick([['*'], ['*'], ['*'], ['v1'], ['v1'], ['v2'], ['v1', 'v2'], ['v1beta1', 'v2']]),
    operations: random.pick(mutating ? OPERATIONS : [...OPERATIONS, ['DELETE', 'UPDATE'], ['DELETE', 'CREATE']]),
    resources: random.pick(RESOURCES),
    ...(random.chance(0.15) && { scope: random.pick(['*', 'Namespaced', 'Namespaced', 'Cluster']) }),
    ...(random.chance(0.08) && { resourceNames: random.pick([['old'], ['new', 'old'], ['nope']]) }),
  }
}

const rules = (random: Random, mutating: boolean): JsonObject[] =>
  Array.from({ length: random.chance(0.7) ? 1 : 2 }, () => rule(random, mutating))

/** Cluster-wide objects, which a selector of namespaces does not keep apart. */
const CLUSTER_WIDE = { apiGroups: [GROUP], apiVersions: ['*'], operations: ['*'], resources: ['wides', 'clusterlimits'] }

/** @param isolated whether selectors keep the policy to its scenario here, or in the bindings */
function matching(random: Random, name: string, mutating: boolean, isolated: 'namespace' | 'object' | undefined): JsonObject {
  return {
    resourceRules: rules(random, mutating),
    ...(isolated === 'namespace'
      ? { excludeResourceRules: [CLUSTER_WIDE, ...(random.chance(0.1) ? rules(random, mutating) : [])] }
      : random.chance(0.1) && { excludeResourceRules: rules(random, mutating) }),
    ...(random.chance(0.5) && { matchPolicy: random.pick(['Exact', 'Equivalent']) }),
    ...(isolated === 'namespace'
      ? { namespaceSelector: only(name, random) }
      : random.chance(0.2) && { namespaceSelector: selectorPart(random) }),
    ...(isolated === 'object' ? { objectSelector: only(name, random) } : random.chance(0.12) && { objectSelector: selectorPart(random) }),
  }
}

const variableNames = ['a', 'b', 'c', 'd', 'text', 'list']

function variables(random: Random, scope: Scope): { name: string; expression: string }[] {
  const declared: string[] = []
  const made: { name: string; expression: string }[] = []
  for (let i = random.chance(0.5) ? random.below(5) : 0; i > 0; i--) {
    const name = random.chance(scope.mischief)
      ? random.pick(['1a', 'a-b', 'in', '', ' ', 'object', 'variables'])
      : random.pick(variableNames)
    // One that took the name of another and came to need itself would end the API server.
    const make = random.pick([textOf, numberOf, listOf, anyOf, truthOf])
    made.push({ name, expression: make(random, { ...scope, variables: declared.includes(name) ? [] : declared.slice() }, 0) })
    declared.push(name)
  }
  return made
}

const paramKinds: readonly Kind[] = [
  CONFIG_MAP,
  CONFIG_MAP,
  LIMIT,
  LIMIT,
  CLUSTER_LIMIT,
  { ...LIMIT, apiVersion: `${GROUP}/v2` },
  { ...LIMIT, kind: 'Nope' },
  { ...LIMIT, apiVersion: `${GROUP}/v9` },
]

function messageExpression(random: Random, scope: Scope): string {
  return random.pick<() => string>([
    () => textOf(random, scope, 0),
    () => textOf(random, scope, 0),
    () => `'a\\nb'`,
    () => `'  '`,
    () => `'x'.replace('x', '${'y'.repeat(100)}') + '${'z'.repeat(random.pick([1, 4950, 5019, 5020, 5021]))}'`,
    () => `string(${anyOf(random, scope, 1)})`,
    () => `'é'.replace('é', '${'é'.repeat(random.pick([1, 2560, 2561]))}')`,
    () => `'"quoted" \\\\ <&> \\u2028'`,
    () => `${costly(random)} ? 'a' : 'b'`,
    () => `'  trimmed ' + ${textOf(random, scope, 1)}`,
  ])()
}

function validating(random: Random, name: string, spec: JsonObject, scope: Scope): AdmissionPolicy {
  const one = (): JsonObject => ({
    expression: random.chance(0.06) ? costly(random) : truthOf(random, scope, 0),
    ...(random.chance(0.3) && {
      message: random.chance(scope.mischief)
        ? random.pick(['', ' ', 'a\nb', ' a\n'])
        : random.pick(['no', ' padded ', 'é <&> "q" \\', 'm'.repeat(300)]),
    }),
    ...(random.chance(0.4) && {
      messageExpression: messageExpression(random, { ...scope, authorizer: random.chance(0.03) && scope.authorizer }),
    }),
    ...(random.chance(0.3) && {
      reason: random.chance(scope.mischief)
        ? random.pick(['Unauthorized', '', 'NotFound', 'forbidden'])
        : random.pick(['Forbidden', 'Invalid', 'RequestEntityTooLarge']),
    }),
  })
  const annotation = (_: unknown, i: number): JsonObject => ({
    key: random.chance(scope.mischief) ? random.pick(['', 'a/b', '-x', 'k0', 'x'.repeat(64)]) : `k${i}`,
    valueExpression: random.pick([
      () => textOf(random, scope, 0),
      () => `string(${anyOf(random, scope, 0)})`,
      () => 'null',
      () => `''`,
      () =>
        `'é'.replace('é', '${'é'.repeat(2000)}') + 'é'.replace('é', '${'é'.repeat(2000)}') + '${'z'.repeat(random.below(4))}' + 'x'.replace('x', '${'é'.repeat(1200)}')`,
      () => `'  a '`,
      () => 'variables.a',
      () => `object.metadata.name`,
    ])(),
  })
  const heavy = random.chance(0.02)
  return made(
    API,
    'ValidatingAdmissionPolicy',
    { name },
    {
      spec: {
        ...spec,
        validations: heavy
          ? Array.from({ length: 14 }, () => ({ expression: costly(random) }))
          : Array.from({ length: random.chance(0.92) ? 1 + random.below(3) : 0 }, one),
        ...(random.chance(0.25) && { auditAnnotations: Array.from({ length: 1 + random.below(3) }, annotation) }),
      },
    },
  ) as unknown as AdmissionPolicy
}

function mutating(random: Random, name: string, spec: JsonObject, scope: Scope): AdmissionPolicy {
  const configMap: StructuralSchema = {
    type: 'object',
    properties: { data: { type: 'object', additionalProperties: { type: 'string' } } },
  } as StructuralSchema
  const schema = random.chance(0.8) ? probeSchema : configMap
  const one = (): JsonObject => {
    const type = random.chance(scope.mischief) ? random.pick(['', 'Patch', 'JSONPatch']) : random.pick(['ApplyConfiguration', 'JSONPatch'])
    const apply = { applyConfiguration: { expression: applyExpression(random, scope, schema) } }
    const patch = { jsonPatch: { expression: patchExpression(random, scope) } }
    const bodies = type === 'JSONPatch' ? patch : apply
    return { patchType: type, ...bodies, ...(random.chance(scope.mischief / 3) && { ...apply, ...patch }) }
  }
  return made(
    API,
    'MutatingAdmissionPolicy',
    { name },
    {
      spec: {
        ...spec,
        reinvocationPolicy: random.pick(['Never', 'IfNeeded']),
        mutations: Array.from({ length: 1 + random.below(3) }, one),
      },
    },
  ) as unknown as AdmissionPolicy
}

interface Made {
  readonly policy: AdmissionPolicy
  readonly bindings: readonly PolicyBinding[]
}

/** A policy with its bindings. */
export function policyWithBindings(random: Random, scenario: string, name: string, isMutating: boolean, mischief: number): Made {
  const where = random.pick(['namespace', 'namespace', 'object', 'bindings'] as const)
  const paramKind = random.chance(0.35) ? random.pick(paramKinds) : undefined
  // A policy whose parameters cannot be is refused before its bindings are looked at.
  const inPolicy = where === 'bindings' && paramKind === undefined ? undefined : where === 'bindings' ? 'namespace' : where
  const scope: Scope = { params: paramKind !== undefined, authorizer: random.chance(0.15), variables: [], namespace: true, mischief }
  const declared = variables(random, scope)
  const within = { ...scope, variables: declared.map(({ name }) => name) }
  const conditions = Array.from({ length: random.chance(0.3) ? 1 + random.below(3) : 0 }, (_, i) => ({
    name: random.chance(mischief) ? random.pick(['', 'a/b/c', 'c0', '-']) : `c${i}`,
    expression: random.chance(0.03) ? costly(random) : truthOf(random, { ...scope, variables: [] }, 0),
  }))
  const spec: JsonObject = {
    matchConstraints: matching(random, scenario, isMutating, inPolicy),
    ...(random.chance(0.5) && { failurePolicy: random.pick(['Fail', 'Ignore']) }),
    ...(paramKind && { paramKind: { apiVersion: paramKind.apiVersion, kind: paramKind.kind } }),
    ...(declared.length > 0 && { variables: declared }),
    ...(conditions.length > 0 && { matchConditions: conditions }),
  }
  const policy = (isMutating ? mutating : validating)(random, name, spec, within)
  const bindings = Array.from({ length: random.chance(0.75) ? 1 : 2 }, (_, i) =>
    binding(
      random,
      scenario,
      `${name.replace('p', 'b')}-${i}`,
      policy,
      where === 'bindings' ? random.pick(['namespace', 'object'] as const) : undefined,
    ),
  )
  return { policy, bindings }
}

function binding(
  random: Random,
  scenario: string,
  name: string,
  policy: AdmissionPolicy,
  isolated: 'namespace' | 'object' | undefined,
): PolicyBinding {
  const isMutating = policy.kind.startsWith('Mutating')
  const { paramKind } = policy.spec
  const actions = random.pick([['Deny'], ['Deny'], ['Warn'], ['Audit'], ['Deny', 'Audit'], ['Warn', 'Audit'], ['Audit', 'Warn']])
  return made(
    API,
    `${policy.kind}Binding`,
    { name },
    {
      spec: {
        policyName: policy.metadata.name,
        ...(!isMutating && { validationActions: actions }),
        ...((isolated || random.chance(0.2)) && {
          matchResources:
            isolated && random.chance(0.7)
              ? {
                  [isolated === 'namespace' ? 'namespaceSelector' : 'objectSelector']: only(scenario, random),
                  ...(isolated === 'namespace' && { excludeResourceRules: [CLUSTER_WIDE] }),
                }
              : matching(random, scenario, isMutating, isolated),
        }),
        ...(paramKind && random.chance(0.9) && { paramRef: paramRef(random, scenario, paramKind.kind) }),
      },
    },
  ) as unknown as PolicyBinding
}

function paramRef(random: Random, scenario: string, paramKind: string): JsonObject {
  const cluster = paramKind === 'ClusterLimit'
  const name = cluster ? random.pick([`${scenario}-one`, `${scenario}-none`]) : random.pick(['one', 'two', 'none'])
  const selector = random.pick([
    { ...(cluster && { matchLabels: { [LABEL]: scenario } }) },
    { matchLabels: { set: 'a', [LABEL]: scenario } },
    {
      matchExpressions: [
        { key: 'set', operator: 'Exists' },
        { key: LABEL, operator: 'In', values: [scenario] },
      ],
    },
    { matchLabels: { set: 'nope' } },
  ])
  return {
    ...(random.chance(0.5) ? { name } : { selector }),
    ...(random.chance(cluster ? 0.1 : 0.25) && { namespace: random.pick([scenario, scenario, 'nowhere']) }),
    parameterNotFoundAction: random.pick(['Allow', 'Deny']),
  }
}

/** One that is accepted, most of the time. */
function acceptable(random: Random, scenario: string, name: string, isMutating: boolean): Made {
  for (let attempt = 0; ; attempt++) {
    const made = policyWithBindings(random, scenario, name, isMutating, 0)
    if (attempt === 8 || random.chance(0.02) || writeErrors(made.policy, '1.36').length === 0) return made
  }
}

/** Everything that random requests need: a namespace, parameters, policies, and requests. */
export function scenarioOf(random: Random, name: string): Scenario {
  const flavour = random.pick(['validating', 'validating', 'mutating', 'mutating', 'both'] as const)
  const count = random.pick([1, 1, 1, 2, 3])
  const all = Array.from({ length: count }, (_, i) => {
    const isMutating = flavour === 'mutating' || (flavour === 'both' && (i === 0 ? true : random.chance(0.4)))
    return acceptable(random, name, `p${name.slice(1)}-${i}`, isMutating)
  })
  const team = random.pick([{ team: 'a' }, { team: 'b', tier: 'gold' }, {}])
  const labels = (more: object = {}) => ({ [LABEL]: name, ...more })
  const objects = [
    made('v1', 'Namespace', { name, labels: labels(team), ...(random.chance(0.3) && { annotations: { x: 'y' } }) }),
    ...['one', 'two'].flatMap(param => [
      made(
        'v1',
        'ConfigMap',
        { name: param, namespace: name, labels: labels({ set: 'a' }) },
        { data: { limit: String(random.below(9)), a: random.pick(words) } },
      ),
      made(
        `${GROUP}/v1`,
        'Limit',
        { name: param, namespace: name, labels: labels({ set: 'a' }) },
        { spec: { text: random.pick(words), count: random.below(6), words: ['a', 'b'] } },
      ),
    ]),
    made(
      `${GROUP}/v1`,
      'ClusterLimit',
      { name: `${name}-one`, labels: labels({ set: 'a' }) },
      { spec: { text: 'a', count: random.below(6), labels: { a: 'b' } } },
    ),
    ...([PROBE, OPEN, CONFIG_MAP, POD, DEPLOYMENT] as const).map(kind =>
      made(
        kind.apiVersion,
        kind.kind,
        { name: 'old', namespace: name, labels: labels({ app: random.pick(words) }) },
        kind === POD
          ? { spec: { containers: [{ name: 'c', image: 'i' }] } }
          : kind === DEPLOYMENT
            ? {
                spec: {
                  selector: { matchLabels: { app: 'a' } },
                  template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
                },
              }
            : kind === PROBE
              ? { spec: { text: 'a', count: 2, words: ['a', 'b'], items: [{ name: 'a' }] } }
              : body(random, kind),
      ),
    ),
    made(`${GROUP}/v1`, 'Wide', { name: `${name}-old`, labels: labels() }, { spec: { text: 'a' } }),
  ]
  const requests = Array.from({ length: 10 }, () => requestOf(random, name))
  return { name, policies: all.map(({ policy }) => policy), bindings: all.flatMap(({ bindings }) => bindings), objects, requests }
}

function requestOf(random: Random, scenario: string): Sent {
  const target = random.pick([
    PROBE,
    PROBE,
    PROBE,
    PROBE,
    PROBE,
    PROBE,
    PROBE2,
    PROBE2,
    OPEN,
    OPEN,
    WIDE,
    CONFIG_MAP,
    CONFIG_MAP,
    SECRET,
    SERVICE,
    DEPLOYMENT,
    POD,
    NAMESPACE,
  ])
  const collection = collectionOf(target, scenario)
  const old = target.namespaced ? 'old' : target === NAMESPACE ? scenario : `${scenario}-old`
  const isStored = ![SECRET, SERVICE].includes(target)
  const labels = { ...(random.chance(0.93) && { [LABEL]: scenario }), ...(random.chance(0.5) && { app: random.pick(words) }) }
  const metadata = {
    ...(random.chance(0.9) ? { name: target.namespaced ? 'new' : `${scenario}-new` } : { generateName: 'gen-' }),
    ...(target.namespaced && { namespace: scenario }),
    ...(random.chance(0.95) && { labels }),
    ...(random.chance(0.2) && { annotations: { note: random.pick(words) } }),
  }
  const object = { apiVersion: target.apiVersion, kind: target.kind, metadata, ...body(random, target) }
  const what = random.next()
  if (!isStored || what < 0.5) return { method: 'POST', path: collection, body: object }
  if (what < 0.72)
    return {
      method: 'PUT',
      path: `${collection}/${old}`,
      update: true,
      body: { ...object, metadata: { ...metadata, name: old, generateName: undefined } },
    }
  if (what < 0.78)
    return {
      method: 'PATCH',
      path: `${collection}/${old}`,
      body: { metadata: { labels: random.pick([{ app: 'c' }, { app: null }, { [LABEL]: null, x: 'y' }]) } },
    }
  if (what < 0.86) return { method: 'DELETE', path: `${collection}/${old}` }
  if (what < 0.88 && target.namespaced) return { method: 'DELETE', path: collection }
  if (target === PROBE || target === PROBE2 || target === DEPLOYMENT) {
    if (what < 0.94)
      return {
        method: 'PATCH',
        path: `${collection}/${old}/status`,
        body: { status: target === DEPLOYMENT ? { replicas: 1 } : { ready: random.chance(0.5) } },
      }
    if (target !== PROBE2) return { method: 'PATCH', path: `${collection}/${old}/scale`, body: { spec: { replicas: random.below(4) } } }
  }
  if (target === POD) {
    if (what < 0.93) return { method: 'POST', path: `${collection}/old/exec?command=ls&stdout=true` }
    return {
      method: 'POST',
      path: `${collection}/old/eviction`,
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'old', namespace: scenario } },
    }
  }
  return { method: 'POST', path: collection, body: object }
}
