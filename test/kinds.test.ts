// The catalogue against the published CRDs of eight bundles in two channels, and what it says about history and references.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { loadAll } from 'js-yaml'
import t from 'tap'
import { type LintOptions, lint } from '../src/engine/lint.ts'
import { data } from '../src/kinds/catalogue.gen.ts'
import { catalogue } from '../src/kinds/catalogue.ts'
import { docsOf } from '../src/kinds/field-docs.ts'
import { anyKind, whereIsField, whereIsKind, whereIsValue } from '../src/kinds/history.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { type Bundle, bundles, type Channel, channels } from '../src/kinds/presence.ts'
import { references } from '../src/kinds/references.ts'
import { type AdmissionResult, checkCrd, createAdmission, decodeJson, encodeJson } from '../src/schema/index.ts'
import { mutate, Random } from './e2e/mutate.ts'
import { canonical, type Definition, definitions, differences, missing, reachable, read, type Schema } from './kinds/published.ts'

for (const bundle of bundles) {
  t.test(`the derived CRDs of ${bundle} are the published ones, but for texts`, { skip: missing(bundle) }, t => {
    for (const channel of channels) {
      const want = definitions(read(bundle, channel))
      const got = definitions(catalogue({ version: bundle, channel }).crds())
      t.same(Object.keys(got).sort(), Object.keys(want).sort(), `${channel}: kinds`)
      t.same(differences(want, got), [], `${channel}: ${Object.keys(want).length} definitions`)
    }
    t.end()
  })
}

t.test('an API server would take every derived CRD: structure, defaults, rules and their cost', t => {
  const wrong = bundles.flatMap(version =>
    channels.flatMap(channel =>
      catalogue({ version, channel })
        .crds()
        .flatMap(crd =>
          checkCrd(crd).problems.map(({ field, detail }) => `${version} ${channel} ${crd.metadata.name}: ${field}: ${detail}`),
        ),
    ),
  )
  t.same(wrong, [])
  t.end()
})

const recorded = '../shared/vectors/apiserver'
const gateway = 'gateway.networking.k8s.io'

interface Vector {
  id: string
  crds: string
  op: 'CREATE' | 'UPDATE'
  fieldValidation: 'Ignore' | 'Warn' | 'Strict'
  object: unknown
  objectText?: string
  oldObject?: unknown
  oldObjectText?: string
  code: number
  result?: unknown
  resultText?: string
  status?: { causes: { reason: string; field: string }[] }
  warnings: string[]
}

const causes = (status: { causes: readonly { reason: string; field: string }[] } | undefined) =>
  (status?.causes ?? []).map(({ reason, field }) => `${reason} ${field}`).sort()

/** What an answer comes down to: messages are ours here and theirs there. */
const verdict = (answer: AdmissionResult) =>
  canonical([answer.code, causes(answer.status), answer.allowed ? answer.object : undefined, answer.warnings.length])

const vectorsOf = (...sets: string[]): Vector[] =>
  sets.flatMap(set => {
    const text = gunzipSync(readFileSync(join(recorded, `${set}.jsonl.gz`))).toString()
    return text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Vector)
  })

const unrecorded = existsSync(recorded) ? false : `${recorded} is not there: recorded answers are not part of this repository`

t.test('our rules judge as a real API server judged with the published ones', { skip: unrecorded }, t => {
  const places = { 'gateway-api-v1.6.1-experimental': ['1.6', 'experimental'], 'gateway-api-v1.2.1-standard': ['1.2', 'standard'] } as const
  for (const [set, [version, channel]] of Object.entries(places)) {
    const admission = createAdmission(catalogue({ version, channel }).crds())
    const vectors = vectorsOf(set, 'ratcheting').filter(({ crds }) => crds === set)
    const wrong: string[] = []
    for (const { id, op, fieldValidation, object, objectText, oldObject, oldObjectText, ...recording } of vectors) {
      const { code, result, resultText, status, warnings } = recording
      const got = admission.admit({
        operation: op,
        fieldValidation,
        // The body as it was sent: a server reads half a surrogate pair as U+FFFD.
        text: objectText ?? JSON.stringify(object),
        ...(oldObject === undefined ? {} : { oldObject: oldObjectText === undefined ? oldObject : decodeJson(oldObjectText).value }),
      })
      const want = canonical([code, causes(status), resultText === undefined ? result : decodeJson(resultText).value, warnings.length])
      if (want !== verdict(got)) wrong.push(`${id}\n  recorded ${want}\n  ours     ${verdict(got)}`)
    }
    t.same(wrong.slice(0, 5), [], `${set}: ${vectors.length - wrong.length} of ${vectors.length}`)
  }
  t.end()
})

/** The object in another version, or under the name that its kind had or has elsewhere. */
const aliases = ({ kind }: KubeObject): [apiVersion: string, kind: string][] => {
  const other: Record<string, [string, string]> = {
    ListenerSet: ['gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet'],
    XBackendTrafficPolicy: [`${gateway}/v1alpha2`, 'BackendLBPolicy'],
  }
  const versions = ['v1', 'v1beta1', 'v1alpha2', 'v1alpha3'].map((version): [string, string] => [`${gateway}/${version}`, kind])
  return [['gateway.networking.x-k8s.io/v1alpha1', kind], ...versions, ...(other[kind] ? [other[kind]] : [])]
}

/** The catalogue's definitions and the published ones, and where they judge an object differently. */
function judges(bundle: Bundle, channel: Channel) {
  const ours = createAdmission(catalogue({ version: bundle, channel }).crds())
  const theirs = createAdmission(read(bundle, channel))
  const differ = (id: string, object: KubeObject): string[] => {
    const request = { operation: 'CREATE', text: encodeJson(object) } as const
    const [got, want] = [ours, theirs].map(admission => verdict(admission.admit(request)))
    return got === want ? [] : [`${id}\n  ${request.text}\n  published ${want}\n  ours      ${got}`]
  }
  return { ours, theirs, differ }
}

const sample = unrecorded ? [] : vectorsOf('gateway-api-v1.6.1-experimental', 'gateway-api-v1.2.1-standard').filter((_, i) => i % 29 === 0)

for (const bundle of bundles) {
  const skip = missing(bundle) || unrecorded
  t.test(`in ${bundle} our rules judge as the published ones, in every version`, { skip }, t => {
    for (const channel of channels) {
      const { differ, theirs } = judges(bundle, channel)
      const wrong: string[] = []
      let compared = 0
      for (const { id, object } of sample) {
        for (const [apiVersion, kind] of aliases(object as KubeObject)) {
          if (theirs.find(apiVersion, kind) === undefined) continue
          compared++
          wrong.push(...differ(id, { ...(object as KubeObject), apiVersion, kind }))
        }
      }
      t.same(wrong.slice(0, 3), [], `${channel}: ${compared} objects`)
    }
    t.end()
  })
}

t.test('what came in 1.7 is judged as the published definitions judge it, and so are its mutations', { skip: missing('1.7') }, t => {
  const objects = loadAll(readFileSync('test/kinds/new-in-1.7.yaml', 'utf8')) as KubeObject[]
  for (const channel of channels) {
    const { ours, theirs, differ } = judges('1.7', channel)
    for (const object of objects) {
      const [name, schema] = [`${channel} ${object.kind} ${object.metadata.name}`, theirs.find(object.apiVersion, object.kind)?.schema]
      if (schema === undefined) continue
      const random = new Random(17)
      const mutations = Array.from({ length: 400 }, () => mutate(object as Record<string, unknown>, schema, random) as KubeObject)
      const wrong = [object, ...mutations].flatMap((changed, index) => differ(`${name}, mutation ${index}`, changed))
      t.same(wrong.slice(0, 3), [], name)
      if (channel === 'experimental')
        t.match(ours.admit({ operation: 'CREATE', text: encodeJson(object) }), { code: 201, warnings: [] }, name)
    }
  }
  t.end()
})

t.test('texts are our own', { skip: missing('1.6') || missing('1.7') }, t => {
  const theirs = new Set<string>()
  const collect = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'description' || key === 'message') && typeof inner === 'string') theirs.add(inner.replace(/\s+/g, ' ').toLowerCase())
      else collect(inner)
    }
  }
  for (const bundle of ['1.6', '1.7'] as const) for (const channel of channels) collect(read(bundle, channel))
  const ours = [
    ...data.rules.map(([, message]) => message),
    ...data.nodes.flatMap(node => Object.values(node.properties ?? {}).map(entry => entry[1])),
  ]
  t.same(
    ours.filter(text => theirs.has(text.toLowerCase())),
    [],
    `${ours.length} texts against ${theirs.size}`,
  )
  t.end()
})

t.test('history of fields, values and versions', t => {
  const stays: [what: string, found: ReturnType<typeof whereIsField>, standard: string | undefined, experimental: string | undefined][] = [
    ['timeouts', field('HTTPRoute', ['spec', 'rules', 0, 'timeouts']), '1.2', '1.0'],
    ['retry', field('HTTPRoute', ['spec', 'rules', 3, 'retry', 'attempts']), '1.7', '1.2'],
    ['sessionName', field('HTTPRoute', ['spec', 'rules', 0, 'sessionPersistence', 'sessionName']), undefined, '1.1-1.6'],
    ['filters of a listener', field('Gateway', ['spec', 'listeners', 0, 'filters', 'requests']), undefined, '1.7'],
    ['port of a parent', field('HTTPRoute', ['spec', 'parentRefs', 0, 'port']), '1.1', '1.0'],
    ['cors', field('HTTPRoute', ['spec', 'rules', 0, 'backendRefs', 0, 'filters', 0, 'cors', 'maxAge']), '1.5', '1.3'],
    ['frontendValidation', field('Gateway', ['spec', 'listeners', 0, 'tls', 'frontendValidation']), undefined, '1.1-1.3'],
    ['idleTimeout', field('GRPCRoute', ['spec', 'rules', 0, 'sessionPersistence', 'idleTimeout']), undefined, '1.1-1.5'],
    ['a label', field('Gateway', ['spec', 'infrastructure', 'labels', 'app']), '1.2', '1.0'],
    ['attachedListenerSets', field('Gateway', ['status', 'attachedListenerSets']), '1.5', '1.5'],
    ['no field', field('HTTPRoute', ['spec', 'rules', 0, 'timeout']), undefined, undefined],
    ['status 307', value('HTTPRoute', ['spec', 'rules', 0, 'filters', 0, 'requestRedirect', 'statusCode'], 307), '1.5', '1.5'],
    ['ExternalAuth', value('HTTPRoute', ['spec', 'rules', 0, 'filters', 0, 'type'], 'ExternalAuth'), undefined, '1.4'],
    ['GRPCRoute v1alpha2', whereIsKind(anyKind(gateway, 'GRPCRoute')!, 'v1alpha2'), '1.1-1.1', '1.0-1.1'],
    ['GRPCRoute v1alpha2, served', whereIsKind(anyKind(gateway, 'GRPCRoute')!, 'v1alpha2', true), undefined, '1.0-1.1'],
    ['ListenerSet', whereIsKind(anyKind(gateway, 'ListenerSet')!), '1.5', '1.5'],
    ['BackendLBPolicy', whereIsKind(anyKind(gateway, 'BackendLBPolicy')!), undefined, '1.1-1.2'],
  ]
  const print = (stay: { since: string; last?: string } | undefined) => stay && (stay.last ? `${stay.since}-${stay.last}` : stay.since)
  t.same(
    stays.map(([what, found]) => [what, print(found?.standard), print(found?.experimental)]),
    stays.map(([what, , standard, experimental]) => [what, standard, experimental]),
  )
  t.end()

  function field(kind: string, path: (string | number)[]) {
    return whereIsField(anyKind(gateway, kind)!, path)
  }
  function value(kind: string, path: (string | number)[], of: unknown) {
    return whereIsValue(anyKind(gateway, kind)!, path, of)
  }
})

const vendors = ['kgateway-2.0.0-beta', 'gloo', 'higress'].map(folder => join('../shared/crds', folder))

t.test('vendor kinds are named as their definitions name them, and every reference points at a field', { skip: missing('1.6') }, t => {
  const wrong: string[] = []
  const schemas = new Map<string, Schema[]>()
  const note = (group: string, kind: string, schema: Schema) =>
    schemas.set(`${group}/${kind}`, [...(schemas.get(`${group}/${kind}`) ?? []), schema])
  for (const version of bundles) {
    for (const crd of catalogue({ version, channel: 'experimental' }).crds()) {
      for (const { schema } of crd.spec.versions) note(crd.spec.group, crd.spec.names.kind, schema.openAPIV3Schema as Schema)
    }
  }
  let vendorKinds = 0
  for (const folder of vendors) {
    for (const file of readdirSync(folder)) {
      for (const crd of loadAll(readFileSync(join(folder, file), 'utf8')) as Definition[]) {
        if (crd?.kind !== 'CustomResourceDefinition') continue
        const { group, names, scope, versions } = crd.spec
        const ours = anyKind(group, names.kind)
        const want = [names.plural, scope, (names.shortNames ?? []).join(), versions.map(v => v.name).join()]
        const got = ours && [ours.plural, ours.scope, (ours.shortNames ?? []).join(), ours.versions.map(v => v.name).join()]
        if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push(`${file}: ${want} is ${got} in the catalogue`)
        for (const { schema } of versions) note(group, names.kind, schema.openAPIV3Schema)
        vendorKinds++
      }
    }
  }
  for (const kind of data.kinds) {
    const known = schemas.get(`${kind.group}/${kind.kind}`)
    // Releases of kgateway after the published definitions have lists of targets.
    const later = (at: string) => kind.group === 'gateway.kgateway.dev' && at === 'spec.targetRefs[]'
    for (const { at } of known ? (kind.references ?? []) : []) {
      if (later(at)) continue
      if (!reachable(known!, at.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [])) wrong.push(`${kind.group}/${kind.kind}: no field ${at}`)
    }
  }
  t.same(wrong, [], `${vendorKinds} vendor kinds`)
  t.end()
})

t.test('references, with what they leave out filled in', t => {
  const cases: [object: object, want: string[]][] = [
    [
      {
        kind: 'HTTPRoute',
        spec: {
          parentRefs: [
            { name: 'edge', namespace: 'infra' },
            { group: '', kind: 'Service', name: 'mesh' },
          ],
          rules: [
            {
              backendRefs: [
                { name: 'a', port: 80, filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'm', namespace: 'x' } } }] },
              ],
              filters: [{ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Auth', name: 'jwt' } }],
            },
            { backendRefs: [{ name: 'b', namespace: 'team' }, { name: 7 }, null] },
          ],
        },
      },
      [
        'spec/parentRefs/0 parent gateway.networking.k8s.io/Gateway infra/edge',
        'spec/parentRefs/1 parent /Service own/mesh',
        'spec/rules/0/backendRefs/0 backend /Service own/a',
        'spec/rules/1/backendRefs/0 backend /Service team/b grant',
        'spec/rules/0/filters/0/extensionRef extension example.com/Auth own/jwt',
        'spec/rules/0/backendRefs/0/filters/0/requestMirror/backendRef mirror /Service x/m grant',
      ],
    ],
    [
      {
        kind: 'Gateway',
        spec: {
          gatewayClassName: 'nginx',
          listeners: [{ name: 'https', tls: { certificateRefs: [{ name: 'cert', namespace: 'tls' }] } }],
          tls: { backend: { clientCertificateRef: { name: 'client' } } },
        },
      },
      [
        'spec/gatewayClassName class gateway.networking.k8s.io/GatewayClass /nginx',
        'spec/listeners/0/tls/certificateRefs/0 certificate /Secret tls/cert grant',
        'spec/tls/backend/clientCertificateRef client-certificate /Secret own/client',
      ],
    ],
    [{ kind: 'HTTPRoute', spec: { parentRefs: 'edge', rules: [7, { backendRefs: {} }] } }, []],
  ]
  for (const [object, want] of cases) {
    const whole = { apiVersion: `${gateway}/v1`, metadata: { name: 'it', namespace: 'own' }, ...object } as KubeObject
    const got = references(whole).map(
      ({ at, purpose, to, needsGrant }) =>
        `${at.join('/')} ${purpose} ${to.group}/${to.kind} ${to.namespace}/${to.name}${needsGrant ? ' grant' : ''}`,
    )
    t.same(got, want, JSON.stringify(object))
  }
  t.end()
})

const manifests = (text: string) => loadAll(text) as KubeObject[]

t.test('one mistake is reported once, with what another bundle would say', t => {
  const standard = { version: '1.6', channel: 'standard' } as const
  const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - retry: { attempts: 2, codes: [503] }
      timeouts: { request: 5s }
      filters: [{ type: ExternalAuth, externalAuth: { protocol: HTTP, http: {}, backendRef: { name: auth, port: 80 } } }]
      backendRefs: [{ name: cart, port: 80 }]
      unheardOf: true`
  const cases: [name: string, text: string, options: LintOptions, want: string[]][] = [
    [
      'experimental fields in the standard channel',
      route,
      { gatewayApi: standard },
      ['VER-005 error spec.rules[0].filters[0].type', 'VER-005 error spec.rules[0].retry', 'SCH-001 error spec.rules[0].unheardOf'],
    ],
    [
      'the same in the experimental channel',
      route,
      { gatewayApi: { version: '1.6', channel: 'experimental' } },
      ['SCH-001 error spec.rules[0].unheardOf'],
    ],
    [
      'the same, asked about the standard channel too',
      route,
      { gatewayApi: { version: '1.6', channel: 'experimental' }, alsoGatewayApi: [standard] },
      ['VER-005 error spec.rules[0].filters[0].type', 'VER-005 error spec.rules[0].retry', 'SCH-001 error spec.rules[0].unheardOf'],
    ],
    [
      'more annotations than 1.5 takes',
      `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec:
  gatewayClassName: nginx
  listeners: [{ name: web, port: 80, protocol: HTTP }]
  infrastructure: { annotations: { a: '', b: '', c: '', d: '', e: '', f: '', g: '', h: '', i: '' } }`,
      { gatewayApi: { version: '1.5', channel: 'standard' } },
      ['SCH-002 error spec.infrastructure.annotations: The standard channel of Gateway API 1.6 takes it.'],
    ],
    [
      'a version that is gone',
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: GRPCRoute\nmetadata: { name: cart }\nspec: { rules: [{}] }',
      { gatewayApi: standard },
      ['VER-001 error apiVersion'],
    ],
    [
      'the same where nobody said which bundle it is',
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: GRPCRoute\nmetadata: { name: cart }\nspec: { rules: [{}] }',
      {},
      ['VER-001 warning apiVersion'],
    ],
    [
      'names and ports that 1.7 refuses',
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart }
spec:
  rules:
    - { name: cart, retry: { attempts: 0 }, backendRefs: [{ group: gateway.networking.x-k8s.io, kind: XBackend, name: out, port: 443 }] }
    - { name: cart, matches: [{ path: { value: /cart } }], backendRefs: [{ name: cart, port: 80 }] }`,
      { gatewayApi: { version: '1.7', channel: 'experimental' } },
      ['SCH-003 error spec.rules', 'SCH-003 error spec.rules[0].backendRefs[0]'],
    ],
    [
      'the same in the standard channel, which knows no XBackend',
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart }
spec:
  rules:
    - { name: cart, backendRefs: [{ name: cart, port: 80 }] }
    - { name: cart, matches: [{ path: { value: /cart } }], backendRefs: [{ name: cart, port: 80 }] }`,
      { gatewayApi: { version: '1.7', channel: 'standard' } },
      ['SCH-003 error spec.rules'],
    ],
    [
      'TLS without validation, which 1.7 refuses',
      `apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: { name: out }
spec:
  { type: ExternalHostname, externalHostname: { hostname: api.example.com }, port: { number: 443 }, tls: { mode: ServerOnly } }`,
      { gatewayApi: { version: '1.7', channel: 'experimental' } },
      ['SCH-003 error spec.tls'],
    ],
    [
      'no tries, which 1.7 takes',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart }\nspec: { rules: [{ retry: { attempts: 0 } }] }',
      { gatewayApi: { version: '1.6', channel: 'experimental' } },
      ['SCH-002 error spec.rules[0].retry.attempts: The experimental channel of Gateway API 1.7 takes it.'],
    ],
    [
      'a kind that never was',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HttpRoute\nmetadata: { name: cart }',
      {},
      ['VER-001 error kind'],
    ],
  ]
  for (const [name, text, options, want] of cases) {
    const { findings } = lint(manifests(text), options)
    const got = findings
      .filter(({ code }) => /^GWA-(VER|SCH|BE-01[38])/.test(code))
      .map(({ code, severity, path, hint }) => `${code.slice(4)} ${severity} ${path}${code === 'GWA-SCH-002' ? `: ${hint}` : ''}`)
    t.same(got, want, name)
  }
  t.end()
})

t.test('values of another type than their author meant', t => {
  const { findings } = lint(
    manifests(`apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, labels: {a: true, b: 1.10, c: c}, annotations: {d: 1}}
spec:
  rules:
  - name: false
    matches: [{path: {type: Prefix, value: foo}, method: get}]
    backendRefs: [{name: s, port: "80"}]
`),
  )
  const got = findings
    .filter(({ code }) => code === 'GWA-SCH-002')
    .map(({ path, message, hint }) => `${path} ${/labels|annotations/.exec(message) ?? ''}: ${hint?.slice(0, 25)}`)
  t.same(got, [
    'metadata.annotations.d annotations: Write it in quotes: witho',
    'metadata.labels.a labels: Write it in quotes: witho',
    'metadata.labels.b labels: Write it in quotes: witho',
    'spec.rules[0].backendRefs[0].port : Write it without quotes.',
    'spec.rules[0].matches[0].method : Did you mean GET?',
    'spec.rules[0].matches[0].path.type : Did you mean PathPrefix?',
    'spec.rules[0].name : Write it in quotes: witho',
  ])
  t.end()
})

t.test('docs of fields', t => {
  const docs = (kind: string, path: string) => docsOf(anyKind(gateway, kind)!, path.split('.'))
  t.same(docs('HTTPRoute', 'spec.rules.filters.requestRedirect.statusCode')?.limits, [
    'one of: 301, 302, 303, 307, 308',
    '303 exists since 1.5',
    '307 exists since 1.5',
    '308 exists since 1.5',
    'default: 302',
  ])
  t.same(
    docs('HTTPRoute', 'spec.rules.timeouts')?.fields.map(({ name, type }) => `${name} ${type}`),
    ['backendRequest string', 'request string'],
  )
  t.equal(docs('Gateway', 'spec.infrastructure.labels')?.type, 'map of string')
  t.equal(docs('HTTPRoute', 'spec.rules.timeout'), undefined)
  const bare = data.kinds.flatMap(kind => {
    const visit = (names: string[]): string[] => {
      const at = docsOf(kind, names)
      return (at?.fields ?? []).flatMap(({ name, description }) => [
        ...(/^[A-Z].*[.]$/.test(description) ? [] : [`${kind.kind}.${[...names, name].join('.')}: ${description}`]),
        ...visit([...names, name]),
      ])
    }
    return kind.schema === undefined ? [] : visit([])
  })
  t.same(bare, [], 'every field has a description, a sentence or more')
  t.end()
})
