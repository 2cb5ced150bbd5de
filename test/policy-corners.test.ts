// Corners of mutations, of validations and of write-time checks, each as kube-apiserver 1.36.3 answers.
import t from 'tap'
import {
  type AdmissionPolicy,
  type AdmissionRequest,
  createPolicies,
  type PolicyBinding,
  withDefaults,
  writeErrors,
} from '../src/policy/index.ts'
import { contextOver, servedKinds } from '../src/policy/served.ts'
import { errorBody } from '../src/schema/field-error.ts'

const text = { type: 'string' } as const
const texts = { type: 'array', items: text } as const
const keyed = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] } as const
const properties = {
  s: text,
  i: { type: 'integer' },
  b: { type: 'boolean' },
  atom: texts,
  set: { ...texts, 'x-kubernetes-list-type': 'set' },
  lm: { type: 'array', ...keyed, items: { type: 'object', properties: { name: text, v: text, atom: texts } } },
  m: { type: 'object', additionalProperties: text },
  ml: { type: 'object', additionalProperties: texts },
  free: { 'x-kubernetes-preserve-unknown-fields': true },
  when: { ...text, format: 'date-time' },
  any: { type: 'object' },
  half: {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
    properties: { deep: { type: 'object', properties: { a: text } } },
  },
} as const
const kinds = servedKinds([
  {
    spec: {
      group: 'diff.example',
      scope: 'Namespaced',
      names: { kind: 'Probe', plural: 'probes' },
      versions: [
        {
          name: 'v1',
          served: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } } as never },
        },
      ],
    },
  },
])

const rule = { apiGroups: ['diff.example'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['probes'] }
const named = (kind: string, spec: object) => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'p' }, spec })

/** The request that creates a Probe. */
function creating(spec: object): AdmissionRequest {
  return {
    kind: { group: 'diff.example', version: 'v1', kind: 'Probe' },
    resource: { group: 'diff.example', version: 'v1', resource: 'probes' },
    name: 'web',
    namespace: 'default',
    operation: 'CREATE',
    object: { apiVersion: 'diff.example/v1', kind: 'Probe', metadata: { name: 'web', namespace: 'default' }, spec },
    oldObject: null,
  }
}

/** The spec after a mutation, or the error. */
function mutated(mutation: object, spec: object): unknown {
  const request = creating(spec)
  const constraints = { matchConstraints: { resourceRules: [rule] }, reinvocationPolicy: 'Never', mutations: [mutation] }
  const policies = createPolicies(
    {
      policies: [named('MutatingAdmissionPolicy', constraints) as AdmissionPolicy],
      bindings: [named('MutatingAdmissionPolicyBinding', { policyName: 'p' }) as PolicyBinding],
    },
    { kubernetes: '1.36' },
  )
  const { refusal, object: after } = policies.mutate(request, contextOver(kinds, []))
  return refusal ? refusal.message.replace("policy 'p' with binding 'p' denied request: ", '') : after!.spec
}

const START = { s: 'x', atom: ['a', 'b', 'c'], free: { n: null } }

/** Each copies all that the ones before have made. */
const doubling = Array.from({ length: 40 }, (_, i) => `op: 'copy', path: '/spec/free/${i}', from: '/spec/free'`)

const patches: readonly (readonly [string, unknown])[] = [
  ["op: 'move', path: '/spec/s'", 'JSON Patch: move operation failed to decode from: operation, missing from field: missing value'],
  ["op: 'copy', path: '/spec/s'", 'JSON Patch: copy operation failed to decode from: operation, missing from field: missing value'],
  ["op: 'add', path: '/spec/atom/-1', value: 'z'", { ...START, atom: ['a', 'b', 'c', 'z'] }],
  ["op: 'add', path: '/spec/atom/-4', value: 'z'", { ...START, atom: ['z', 'a', 'b', 'c'] }],
  [
    "op: 'add', path: '/spec/atom/x', value: 'z'",
    `JSON Patch: error in add for path: '/spec/atom/x': value was not a proper array index: 'x': strconv.Atoi: parsing "x": invalid syntax`,
  ],
  [
    "op: 'add', path: '/spec/atom/99999999999999999999', value: 'z'",
    `JSON Patch: error in add for path: '/spec/atom/99999999999999999999': value was not a proper array index: '99999999999999999999': strconv.Atoi: parsing "99999999999999999999": value out of range`,
  ],
  ["op: 'remove', path: '/spec/atom/-'", `JSON Patch: error in remove for path: '/spec/atom/-': strconv.Atoi: parsing "-": invalid syntax`],
  [
    "op: 'copy', path: '/spec/atom/0', from: '/spec/atom/y'",
    `JSON Patch: error in copy for from: '/spec/atom/y': strconv.Atoi: parsing "y": invalid syntax`,
  ],
  ["op: 'replace', path: '', value: 'z'", 'JSON Patch: replace operation value must be object or array: %!w(<nil>)'],
  ["op: 'replace', path: '', value: {'a': 'b'}", `Internal error occurred: Object 'Kind' is missing in '{"a":"b"}'`],
  ["op: 'replace', path: '', value: object", START],
  [
    "op: 'remove', path: '/apiVersion'",
    'Internal error occurred: failed to convert object: /, Kind=Probe is unstructured and is not suitable for converting to "diff.example/v1"',
  ],
  [
    "op: 'test', path: '/spec/atom/9', value: 'z'",
    "JSON Patch: error in test for path: '/spec/atom/9': Unable to access invalid index: 9: invalid index referenced",
  ],
  ["op: 'test', path: '', value: 'x'", START],
  ["op: 'test', path: '/spec/free/n', value: null}, JSONPatch{op: 'add', path: '/spec/s', value: 'did'", START],
  ["op: 'test', path: '/spec/free/n'}, JSONPatch{op: 'add', path: '/spec/s', value: 'did'", { ...START, s: 'did' }],
  ["op: 'add\\n', path: '/spec/s'", 'JSON Patch: Unexpected kind: add\n'],
  ["op: 'a\\u0001', path: '/spec/s'", 'JSON Patch: Unexpected kind: unknown'],
  ["op: 'add', path: '/spec/a\\u0001', value: 'x'", 'JSON Patch: add operation failed to decode path: missing value'],
  [
    "op: 'replace', path: '/spec/a\\v', value: 'x'",
    "JSON Patch: replace operation failed to decode path: invalid character 'v' in string escape code",
  ],
  ["op: 'add', path: '/spec/m', value: {'a\\t': 'x'}", { ...START, m: { 'a\t': 'x' } }],
  [
    "op: 'add', path: '/spec/free', value: {1: 'a'}",
    "JSONPath valueExpression evaluated to a type that could not marshal to JSON: unsupported type conversion from 'int' to string",
  ],
  [
    "op: 'add', path: '/spec/free', value: optional.none()",
    'JSONPath valueExpression evaluated to a type that could not marshal to JSON: optional.none() dereference',
  ],
  [
    "op: 'add', path: '/spec/free', value: 1.0 / 0.0",
    'JSONPath valueExpression evaluated to a type that could not marshal to JSON: json: error calling MarshalJSON for type *structpb.Value: proto: google.protobuf.Value.number_value: invalid +Inf value',
  ],
  [
    ["op: 'add', path: '/spec/free', value: {'a<': 'b'}", ...doubling].join('}, JSONPatch{'),
    'JSON Patch: Unable to complete the copy, the accumulated size increase of copy is 5243017, exceeding the limit 3145728',
  ],
]

t.test('JSON patches', t => {
  for (const [operation, expected] of patches) {
    const expression = `[JSONPatch{${operation}}]`
    t.same(mutated({ patchType: 'JSONPatch', jsonPatch: { expression } }, START), expected, operation)
  }
  t.end()
})

const unfit = 'error applying patch: failed to convert patch object to typed object: '
const atomic = 'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: '

const unfitting = 'error applying patch: failed to convert original object to typed object: '
const notText = `${unfit}.spec.s: expected string, got &value.valueUnstructured{Value:`

const configurations: readonly (readonly [string, object, unknown])[] = [
  ["set: ['n', 'b', 'q', 'a', 'r']", { set: ['a', 'b'] }, { set: ['n', 'b', 'q', 'a', 'r'] }],
  ["set: ['b', 'n']", { set: ['a', 'b', 'c'] }, { set: ['a', 'b', 'c', 'n'] }],
  ['set: []', {}, { set: null }],
  ["lm: [Object.spec.lm{name: 'a', v: 'n'}]", { lm: [{ name: 'a' }, { name: 'a', v: '2' }] }, { lm: [{ name: 'a', v: 'n' }] }],
  ["lm: [Object.spec.lm{name: 'a', atom: ['x']}]", {}, `${atomic}.spec.lm[0].atom`],
  ["lm: ['x']", {}, `${unfit}.spec.lm: element 0: associative list with keys may not have non-map elements`],
  ["lm: [{'name': 'a'}]", {}, `${unfit}.spec.lm: element 0: associative list with keys may not have non-map elements`],
  ['lm: object.spec.lm', { lm: [{ name: 'a' }] }, { lm: [{ name: 'a' }] }],
  ["ml: {'a': ['n']}", {}, `${unfit}.spec.ml.a: expected list, got &{[n]}`],
  ["free: {'q': {'s': 2}}", {}, `${unfit}.spec.free.q: expected map, got &{map[s:2]}`],
  ['free: [3]', {}, `${atomic}.spec.free`],
  ['free: null', {}, `${unfit}.spec.free: expected map, got &{NULL_VALUE}`],
  ["b: 'true'", {}, `${unfit}.spec.b: expected boolean, got &{true}`],
  ['atom: null', {}, `${unfit}.spec.atom: expected list, got &{NULL_VALUE}`],
  ['i: 5u', {}, `${unfit}.spec.i: expected numeric (int or float), got uint64`],
  ["s: duration('1s')", {}, `${unfit}.spec.s: expected string, got &value.valueUnstructured{Value:1000000000}`],
  ["m: ['a']", {}, `${unfit}.spec.m: expected map, got &{[a]}`],
  ['when: []', {}, `${unfit}.spec.when: expected any scalar, got &{[]}`],
  ['when: 5', {}, { when: 5 }],
  ['b: 0.0000001', {}, `${unfit}.spec.b: expected boolean, got &{1e-07}`],
  ["s: ['a']", {}, `${notText}[]interface {}{"a"}}`],
  ['s: []', {}, `${notText}[]interface {}(nil)}`],
  ["s: {'a': 'b', 'c': ''}", {}, `${notText}map[string]interface {}{"a":"b", "c":""}}`],
  ['s: {}', {}, `${notText}map[string]interface {}{}}`],
  ["s: timestamp('2024-01-01T00:00:00Z')", {}, `${notText}time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)}`],
  ["i: timestamp('2024-01-01T00:00:00Z')", {}, `${unfit}.spec.i: expected numeric (int or float), got time.Time`],
  ["i: b'a'", {}, `${unfit}.spec.i: expected numeric (int or float), got []uint8`],
  ["i: quantity('1')", {}, `${unfit}.spec.i: expected numeric (int or float), got *resource.Quantity`],
  ["b: ip('1.2.3.4')", {}, `${unfit}.spec.b: expected boolean, got &{1.2.3.4}`],
  ["free: quantity('1')", {}, `${unfit}.spec.free: expected map, got &{1}`],
  ["s: 'x'", { when: {} }, `${unfitting}.spec.when: expected any scalar, got &{map[]}`],
  ["m: {'a': [null]}", {}, `${unfit}.spec.m.a: expected string, got &value.valueUnstructured{Value:[]ref.Val{0}}`],
  ["ml: {'a': {'b': null}}", {}, `${unfit}.spec.ml.a: expected list, got &{map[b:0]}`],
  ["free: {'a': null}", {}, `${unfit}.spec.free.a: expected map, got &{NULL_VALUE}`],
  ['free: object.spec.lm', { lm: [{ name: 'a' }] }, `${atomic}.spec.free, .spec.free[0]`],
  ['lm: object.spec.lm + []', { lm: [{ name: 'a', v: 'b' }] }, { lm: [{ name: 'a', v: 'b' }] }],
  [
    "lm: [Object.spec.lm{v: 'x'}, Object.spec.lm{v: 'y'}]",
    {},
    `${unfit}.spec.lm: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn't have default values for any key fields)`,
  ],
  ["s: 'x'", { set: [[]] }, `${unfitting}.spec.set: element 0: not supported: associative list with lists as elements`],
  ["s: 'x'", { lm: [null] }, `${unfitting}.spec.lm: element 0: associative list with keys may not have a null element`],
  ["set: 'a,b'.split(',')", {}, `${unfit}.spec.set: expected list, got &{[a b]}`],
  ["set: 'a,b'.split(',').sort()", {}, { set: ['a', 'b'] }],
  ["any: {'x': 'y'}", {}, { any: { x: 'y' } }],
  ["half: Object.spec.half{deep: Object.spec.half.deep{b: 'x'}}", {}, { half: { deep: { b: 'x' } } }],
  ['s: optional.none()', { s: 'x' }, { s: null }],
  [
    "m: {'a': Object.spec.bad{}}",
    {},
    'type mismatch: unexpected type name "Object.spec.bad", expected "Object.spec.m", which matches field name path from root Object type',
  ],
]

t.test('apply configurations', t => {
  for (const [fields, spec, expected] of configurations) {
    const expression = `Object{spec: Object.spec{${fields}}}`
    t.same(mutated({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }, spec), expected, fields)
  }
  t.end()
})

const validating = (spec: object) =>
  named('ValidatingAdmissionPolicy', { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }], ...spec })
const rules = (change: object) => ({ matchConstraints: { resourceRules: [{ ...rule, ...change }] } })
const mutating = (spec: object) =>
  named('MutatingAdmissionPolicy', {
    matchConstraints: { resourceRules: [rule] },
    reinvocationPolicy: 'Never',
    mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{}' } }],
    ...spec,
  })
const dns1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

const written: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'a subresource that a star covers',
    validating(rules({ resources: ['pods/*', 'pods/status'] })),
    [
      `spec.matchConstraints.resourceRules[0].resources[1]: Invalid value: "pods/status": if 'pods/*' is present, must not specify pods/status`,
    ],
  ],
  [
    'an empty scope',
    validating(rules({ scope: '' })),
    ['spec.matchConstraints.resourceRules[0].scope: Unsupported value: "": supported values: "*", "Cluster", "Namespaced"'],
  ],
  [
    'an unknown operation of a mutating policy',
    mutating(rules({ operations: ['create'] })),
    [
      'spec.matchConstraints.resourceRules[0].operations[0]: Unsupported value: "create": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"',
      'spec.matchConstraints.resourceRules.operations: Unsupported value: "create": supported values: "*", "CONNECT", "CREATE", "UPDATE"',
    ],
  ],
  [
    'the version of a parameter kind',
    validating({ paramKind: { apiVersion: 'a.b/1', kind: 'X' } }),
    [`spec.paramKind.apiVersion: Invalid value: "1": ${dns1035}`],
  ],
  [
    'a parameter kind without version',
    validating({ paramKind: { apiVersion: 'a/', kind: 'X' } }),
    ['spec.paramKind.apiVersion: Invalid value: "a/": version must be specified'],
  ],
  [
    'a variable that uses itself',
    validating({ variables: [{ name: 'a', expression: 'variables.a' }] }),
    [
      `spec.variables[0].expression: Invalid value: "variables.a": compilation failed: ERROR: <input>:1:10: undefined field 'a'\n | variables.a\n | .........^`,
    ],
  ],
  [
    'a condition is trimmed',
    validating({ matchConditions: [{ name: 'a', expression: '  1' }] }),
    ['spec.matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int'],
  ],
  [
    'a duration',
    validating({ validations: [{ expression: "[duration('1s')]" }] }),
    [`spec.validations[0].expression: Invalid value: "[duration('1s')]": must evaluate to bool but got list(google.protobuf.Duration)`],
  ],
  [
    'null',
    validating({ validations: [{ expression: 'null' }] }),
    ['spec.validations[0].expression: Invalid value: "null": must evaluate to bool but got null_type'],
  ],
  [
    'no expression at all',
    validating({ validations: [{}] }),
    ['spec.validations[0].expression: Required value: expression is not specified'],
  ],
  [
    'a variable without expression is not there',
    validating({ variables: [{ name: 'a', expression: '' }], validations: [{ expression: 'variables.a' }] }),
    [
      'spec.variables[0].expression: Required value: expression is not specified',
      `spec.validations[0].expression: Invalid value: "variables.a": compilation failed: ERROR: <input>:1:10: undefined field 'a'\n | variables.a\n | .........^`,
    ],
  ],
  [
    'an operation that mutating policies do not have, in a binding',
    named('MutatingAdmissionPolicyBinding', {
      policyName: 'p',
      matchResources: { resourceRules: [{ ...rule, operations: ['DELETE'] }] },
    }),
    ['spec.matchResources.resourceRules.operations: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"'],
  ],
  [
    'a constant that cannot be converted',
    validating({ validations: [{ expression: "int('x') == 1", messageExpression: "string(int('x'))" }] }),
    [
      "spec.validations[0].expression: Internal error: program instantiation failed: type conversion error from 'string' to 'int'",
      "spec.validations[0].messageExpression: Internal error: program instantiation failed: type conversion error from 'string' to 'int'",
    ],
  ],
  [
    'a variable of a type that is neither plain nor a list or map',
    validating({
      variables: [
        { name: 'url', expression: "url('https://a.b')" },
        { name: 'kinds', expression: '[request.kind]' },
      ],
      validations: [{ expression: "variables.url < 'x'" }, { expression: "variables.kinds[0].nope == ''" }],
    }),
    [],
  ],
  [
    'a variable without name',
    validating({ variables: [{ expression: '1' }], validations: [{ expression: "'a'.nope()" }] }),
    [
      'spec.variables[0].name: Required value: name is not specified',
      `spec.validations[0].expression: Invalid value: "'a'.nope()": compilation failed: ERROR: <input>:1:9: undeclared reference to 'nope' (in container '')\n | 'a'.nope()\n | ........^`,
    ],
  ],
  [
    'the namespace of a paramRef is not looked at',
    named('ValidatingAdmissionPolicyBinding', {
      policyName: 'p',
      validationActions: ['Deny'],
      paramRef: { name: 'x', namespace: 'a%b', parameterNotFoundAction: 'Allow' },
    }),
    [],
  ],
]

t.test('policies as they are written', t => {
  for (const [name, object, expected] of written) {
    t.same(
      writeErrors(object as AdmissionPolicy | PolicyBinding, '1.36').map(error => `${error.field}: ${errorBody(error)}`),
      expected,
      name,
    )
  }
  t.end()
})

t.test('what is empty is not written', t => {
  const policy = validating({ validations: [], matchConditions: [], auditAnnotations: [{ key: 'a', valueExpression: 'null' }] })
  const { spec } = withDefaults(policy as AdmissionPolicy)
  t.same(Object.keys(spec).sort(), ['auditAnnotations', 'failurePolicy', 'matchConstraints'])
  const namespaceSelector = { matchLabels: { stage: '' }, matchExpressions: [{ key: 'tier', operator: 'In', values: [''] }] }
  const selecting = named('ValidatingAdmissionPolicyBinding', { policyName: 'p', matchResources: { namespaceSelector } })
  t.match(withDefaults(selecting as PolicyBinding).spec, { matchResources: { namespaceSelector } }, 'a label without value is a label')
  t.end()
})

const namespaces = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'default', uid: 'u', creationTimestamp: '2024-01-01T00:00:00Z', labels: { a: 'b' } },
    status: { phase: 'Active' },
  },
]
const denied = 'failed expression: '

const validated: readonly (readonly [string, object, string | undefined])[] = [
  ["namespaceObject.metadata.UID == ''", {}, "expression 'namespaceObject.metadata.UID == ''' resulted in error: no such key: UID"],
  ['has(namespaceObject.metadata.UID)', {}, `${denied}has(namespaceObject.metadata.UID)`],
  ["namespaceObject.status.phase == 'Active'", {}, undefined],
  [
    "object.spec.nope.distinct() == [] || 'a' == 'a'",
    {},
    `expression 'object.spec.nope.distinct() == [] || 'a' == 'a'' resulted in error: internal error: interface conversion: *types.Err is not traits.Lister: missing method Add`,
  ],
  [
    'variables.a == 1',
    {
      variables: [
        { name: 'a', expression: '1' },
        { name: 'b', expression: 'variables.a' },
        { name: 'a', expression: 'variables.b' },
      ],
    },
    `expression 'variables.a == 1' resulted in error: composited variable "a" fails to evaluate: composited variable "b" fails to evaluate: composited variable "a" fails to evaluate: it needs itself`,
  ],
  [
    'true',
    { paramKind: { apiVersion: 'v1', kind: 'Nope' } },
    "failed to configure policy: failed to find resource referenced by paramKind: '/v1, Kind=Nope'",
  ],
]

t.test('validations', t => {
  for (const [expression, spec, expected] of validated) {
    const policy = validating({ validations: [{ expression }], ...spec })
    const binding = named('ValidatingAdmissionPolicyBinding', { policyName: 'p', validationActions: ['Deny'] })
    const request: AdmissionRequest = {
      kind: { group: 'diff.example', version: 'v1', kind: 'Probe' },
      resource: { group: 'diff.example', version: 'v1', resource: 'probes' },
      name: 'web',
      namespace: 'default',
      operation: 'CREATE',
      object: { apiVersion: 'diff.example/v1', kind: 'Probe', metadata: { name: 'web', namespace: 'default' } },
      oldObject: null,
    }
    const set = { policies: [policy as AdmissionPolicy], bindings: [binding as PolicyBinding] }
    const { violations } = createPolicies(set, { kubernetes: '1.36' }).validate(request, contextOver(kinds, namespaces))
    t.equal(violations[0]?.message, expected, expression)
  }
  t.end()
})

t.test('variables that read each other in many places end soon', t => {
  const chain = (length: number, expression: (earlier: string) => string) => [
    { name: 'v0', expression: 'object.spec' },
    ...Array.from({ length }, (_, i) => ({ name: `v${i + 1}`, expression: expression(`variables.v${i}`) })),
  ]
  const cases = [
    chain(40, v => `object.spec.b ? ${v} : ${v}`),
    chain(400, v => `(${'('.repeat(30)}${v}${')'.repeat(30)})`),
    chain(100, v => `[${v}].filter(x, has(object.spec.b))[0]`),
  ]
  for (const variables of cases) {
    const validations = [{ expression: `variables.v${variables.length - 1}.s == 'x'` }]
    const spec = { matchConstraints: { resourceRules: [rule] }, variables, validations }
    const policies = createPolicies(
      {
        policies: [named('ValidatingAdmissionPolicy', spec) as AdmissionPolicy],
        bindings: [named('ValidatingAdmissionPolicyBinding', { policyName: 'p', validationActions: ['Deny'] }) as PolicyBinding],
      },
      { kubernetes: '1.36' },
    )
    const answers = Array.from({ length: 8 }, (_, i) => {
      const request = creating({ s: 'x', b: i % 2 === 0 })
      return policies.validate(request, contextOver(kinds, [])).violations.map(({ message }) => message)
    })
    t.same(new Set(answers.map(String)), new Set(['']), `${variables.length} variables`)
  }
  t.end()
})

const version = (name: string, spec: object, more: object = {}) => ({
  name,
  served: true,
  schema: { openAPIV3Schema: { type: 'object', properties: { spec } } as never },
  ...more,
})
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const
/** A kind whose second version has a default of its own, and no scale. */
const twice = servedKinds([
  {
    spec: {
      group: 'diff.example',
      scope: 'Namespaced',
      names: { kind: 'Probe', plural: 'probes' },
      versions: [
        version('v1', open, { subresources: { scale: {} } }),
        version('v2', { ...open, properties: { extra: { type: 'string', default: 'v2' } } }),
      ],
    },
  },
])
const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { a: 'b' } }
const withParams = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }
const every = (apiVersion: string) => ({ apiGroups: ['*'], apiVersions: [apiVersion], operations: ['*'], resources: ['*/*'] })

/** What a policy makes of a request: the object after it, or the refusal. */
function judged(policy: object, request: AdmissionRequest): unknown {
  const { kind, spec } = policy as AdmissionPolicy
  const binding = {
    policyName: 'p',
    validationActions: ['Deny'],
    ...(spec.paramKind && { paramRef: { name: 'settings', parameterNotFoundAction: 'Deny' } }),
  }
  const set = { policies: [policy as AdmissionPolicy], bindings: [named(`${kind}Binding`, binding) as PolicyBinding] }
  const policies = createPolicies(set, { kubernetes: '1.36' })
  const context = contextOver(twice, [...namespaces, settings])
  if (kind === 'ValidatingAdmissionPolicy') return policies.validate(request, context).refusal?.message.replace(/.* denied request: /, '')
  const { refusal, object } = policies.mutate(request, context)
  return refusal ? refusal.message.replace(/^policy .* denied request: /, '') : object
}

function builtIn(kind: string, more: object): AdmissionRequest {
  return {
    kind: { group: '', version: 'v1', kind },
    resource: { group: '', version: 'v1', resource: `${kind.toLowerCase()}s` },
    name: 'web',
    namespace: 'default',
    operation: 'CREATE',
    object: { apiVersion: 'v1', kind, metadata: { name: 'web', namespace: 'default' }, ...more },
    oldObject: null,
  }
}

const asked = creating({ s: 'x' })
const applying = (expression: string) => ({ mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }] })
const patching = (operation: string) => ({
  mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: `[JSONPatch{${operation}}]` } }],
})
const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web', namespace: 'default' } }
const matched = (apiVersion: string) => ({ matchConstraints: { resourceRules: [every(apiVersion)] } })

const setting = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([path, value]) => `op: 'add', path: '/${path}', value: ${value}`)
    .join('}, JSONPatch{')
const unmarshalled = (got: string, field: string, wanted: string) =>
  `json: cannot unmarshal ${got} into Go struct field ${field} of type ${wanted}`
/** Of several fields the first in the order of names is told. */
const unread: readonly (readonly [kind: string, operations: string, message: string])[] = [
  ['ConfigMap', setting({ metadata: "''" }), unmarshalled('string', 'ConfigMap.metadata', 'v1.ObjectMeta')],
  ['ConfigMap', setting({ metadata: '0' }), unmarshalled('number', 'ConfigMap.metadata', 'v1.ObjectMeta')],
  ['ConfigMap', setting({ metadata: 'false' }), unmarshalled('bool', 'ConfigMap.metadata', 'v1.ObjectMeta')],
  ['Service', setting({ spec: "'x'" }), unmarshalled('string', 'Service.spec', 'v1.ServiceSpec')],
  ['Service', setting({ status: '[]' }), unmarshalled('array', 'Service.status', 'v1.ServiceStatus')],
  ['Pod', setting({ spec: '1' }), unmarshalled('number', 'Pod.spec', 'v1.PodSpec')],
  [
    'ConfigMap',
    setting({ 'metadata/namespace': '{}', 'metadata/annotations': '[]' }),
    unmarshalled('array', 'ObjectMeta.metadata.annotations', 'map[string]string'),
  ],
  ['ConfigMap', setting({ 'metadata/labels': '[]', data: '1' }), unmarshalled('number', 'ConfigMap.data', 'map[string]string')],
  ['ConfigMap', setting({ binaryData: "'x'" }), unmarshalled('string', 'ConfigMap.binaryData', 'map[string][]uint8')],
  ['Secret', setting({ data: "{'b': 1}" }), unmarshalled('number', 'Secret.data', '[]uint8')],
  ['Secret', setting({ immutable: '1', data: "{'a': '!'}" }), 'illegal base64 data at input byte 0'],
]

const flows: readonly (readonly [name: string, policy: object, request: AdmissionRequest, expected: unknown])[] = [
  [
    'an object that a policy takes in another version comes back with the defaults of that',
    mutating({ ...matched('v2'), ...applying('Object{}') }),
    asked,
    { ...asked.object, spec: { s: 'x', extra: 'v2' } },
  ],
  [
    'a version without scale is not matched instead of one that has it',
    validating({ ...matched('v2'), validations: [{ expression: 'false' }] }),
    { ...asked, kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, subResource: 'scale', operation: 'UPDATE', object: scale },
    undefined,
  ],
  [
    'parameters of built-in kinds have no kind in mutating policies',
    mutating({ ...matched('v1'), ...withParams, ...applying('Object{spec: Object.spec{a: params.kind}}') }),
    asked,
    "expression 'Object{spec: Object.spec{a: params.kind}}' resulted in error: no such key: kind",
  ],
  [
    'and have one in validating policies',
    validating({
      ...matched('v1'),
      ...withParams,
      validations: [{ expression: "params.kind == 'ConfigMap' && params.apiVersion == 'v1'" }],
    }),
    asked,
    undefined,
  ],
  [
    'bytes are base64',
    mutating({ ...matched('v1'), ...applying("Object{data: {'a': 'x'}}") }),
    builtIn('Secret', { type: 'Opaque' }),
    'unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 0',
  ],
  [
    'a field inside that a built-in kind does not have, in a patch',
    mutating({ ...matched('v1'), ...patching("op: 'add', path: '/spec/set', value: 'x'") }),
    builtIn('Service', { spec: { ports: [{ port: 80, protocol: 'TCP' }] } }),
    'Internal error occurred: strict decoding error: unknown field "spec.set"',
  ],
  [
    'and in a configuration',
    mutating({ ...matched('v1'), ...applying("Object{spec: Object.spec{set: 'x'}}") }),
    builtIn('Namespace', { spec: {} }),
    `${unfit}.spec.set: field not declared in schema`,
  ],
  [
    'a kind that is none has no type to merge by',
    mutating({
      ...matched('v1'),
      mutations: [...patching("op: 'replace', path: '/kind', value: 'x'").mutations, ...applying('Object{}').mutations],
    }),
    asked,
    'error applying patch: failed to convert patch object to typed object: no corresponding type for diff.example/v1, Kind=x',
  ],
  [
    'labels are texts',
    mutating({ ...matched('v1'), ...patching("op: 'replace', path: '/metadata/labels', value: {'a': null}") }),
    builtIn('ConfigMap', {}),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'default', labels: { a: '' } } },
  ],
  [
    'a field of metadata that is none',
    mutating({ ...matched('v1'), ...patching("op: 'add', path: '/metadata/nope', value: 1") }),
    builtIn('ConfigMap', {}),
    'Internal error occurred: strict decoding error: unknown field "metadata.nope"',
  ],
  [
    'metadata of another type',
    mutating({ ...matched('v1'), ...patching("op: 'add', path: '/metadata/generateName', value: 1.5") }),
    builtIn('ConfigMap', {}),
    'Internal error occurred: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.generateName of type string',
  ],
  ...unread.map(
    ([kind, operations, message]) =>
      [
        `${kind}: ${operations}`,
        mutating({ ...matched('v1'), ...patching(operations) }),
        builtIn(kind, kind === 'Service' ? { spec: { ports: [{ port: 80, protocol: 'TCP' }] } } : {}),
        `Internal error occurred: ${message}`,
      ] as const,
  ),
]

t.test('a patch may take anything from an object, or put anything there', t => {
  const operations = ['metadata', 'kind', 'apiVersion', 'metadata/labels', 'spec', ''].flatMap(name => [
    `op: 'remove', path: '/${name}'`,
    ...["'x'", 'null', '[]', '{}', '1'].map(value => `op: 'replace', path: '/${name}', value: ${value}`),
  ])
  for (const kind of ['ConfigMap', 'Pod', 'Secret', 'Node', 'Probe'])
    for (const operation of operations) {
      const { mutations } = patching(operation)
      const after = applying("Object{metadata: Object.metadata{labels: {'a': 'b'}}}").mutations
      const policy = mutating({ ...matched('v1'), mutations: [...mutations, ...after], reinvocationPolicy: 'IfNeeded' })
      const request = kind === 'Probe' ? asked : builtIn(kind, { spec: {} })
      t.doesNotThrow(() => judged(policy, request), `${kind}: ${operation}`)
    }
  t.match(
    judged(mutating({ ...matched('v1'), ...patching("op: 'remove', path: '/kind'") }), builtIn('ConfigMap', { data: { a: 'b' } })),
    { kind: 'ConfigMap', data: { a: 'b' } },
    'a built-in object is what it is',
  )
  t.end()
})

t.test('policies and requests', t => {
  for (const [name, policy, request, expected] of flows) t.same(judged(policy, request), expected, name)
  t.end()
})
