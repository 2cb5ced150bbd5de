// The policies that come with the project: each compiles, fits the kinds it matches, has parameters, reasons and tests, and passes these.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import t from 'tap'
import { lint } from '../src/engine/lint.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import { catalogue } from '../src/kinds/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { gatewayOf } from '../src/policy/findings.ts'
import { type AdmissionPolicy, type AdmissionRequest, createPolicies, type PolicyBinding } from '../src/policy/index.ts'
import { isPolicyObject } from '../src/policy/objects.ts'
import { policyProblems } from '../src/policy/policy-problems.ts'
import { readPolicySet } from '../src/policy/read.ts'
import type { UserInfo } from '../src/policy/request.ts'
import { contextOver, type Definition, servedKinds } from '../src/policy/served.ts'
import { type PolicySuite, requestOf, runSuite } from '../src/policy/suite.ts'
import { Together, UNCLEAR } from '../src/policy/together.ts'
import { judge as judgeAdmission } from '../src/server/judge.ts'
import { AdmissionPolicies } from '../src/server/policies.ts'
import { readSource } from '../src/source/index.ts'
import { seed } from './seed.ts'

const kinds = servedKinds(catalogue({ version: '1.6', channel: 'experimental' }).crds() as readonly Definition[])

const folders = readdirSync('policies').flatMap(group =>
  readdirSync(`policies/${group}`, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? [`policies/${group}/${entry.name}`] : [],
  ),
)

const read = (file: string): KubeObject[] =>
  existsSync(file) ? readSource(file, readFileSync(file, 'utf8')).documents.map(document => document.object as KubeObject) : []

t.test('each policy is complete and correct', t => {
  const problems = folders.flatMap(folder => {
    const files = ['policy.yaml', 'binding.yaml'].flatMap(file => read(`${folder}/${file}`)) as unknown as (
      | AdmissionPolicy
      | PolicyBinding
    )[]
    const [policy, binding] = files as [AdmissionPolicy, PolicyBinding]
    const name = `gatewright-${folder.split('/').at(-1)}`
    return [
      ...files
        .flatMap(object => policyProblems(object, { kubernetes: '1.36', ...kinds }))
        .map(({ path, message }) => `${folder}: ${path}: ${message}`),
      ...(policy.metadata.name === name && binding.spec.policyName === name
        ? []
        : [`${folder}: policy and binding are not called ${name}`]),
      ...(['gatewright.io/summary', 'gatewright.io/severity'].every(key => policy.metadata.annotations?.[key])
        ? []
        : [`${folder}: annotations are missing`]),
      ...(existsSync(`${folder}/README.md`) ? [] : [`${folder}: README.md is missing`]),
      ...(!policy.spec.paramKind || existsSync(`${folder}/params.yaml`) ? [] : [`${folder}: params.yaml is missing`]),
      ...(readFileSync(`${folder}/../kustomization.yaml`, 'utf8').includes(`${folder.split('/').at(-1)}/policy.yaml`)
        ? []
        : [`${folder}: not in kustomization.yaml`]),
    ]
  })
  t.same(problems, [])
  t.ok(folders.length >= 24, `${folders.length} policies`)
  t.end()
})

t.test('each policy passes its tests', t => {
  let passed = 0
  const problems = folders.flatMap(folder => {
    const [suite] = read(`${folder}/tests.yaml`) as unknown as [PolicySuite]
    const files = ['policy.yaml', 'binding.yaml', 'params.yaml'].flatMap(file => read(`${folder}/${file}`))
    const results = runSuite(suite, files, kinds, '1.36')
    passed += results.filter(result => result.passed).length
    const both = new Set(suite.tests.map(({ expect }) => expect.allowed && !expect.warnings?.length && !expect.object))
    return [
      ...results.flatMap(({ name, problems }) => problems.map(problem => `${folder}: ${name}: ${problem}`)),
      ...(both.size === 2 || folder.startsWith('policies/defaults/') ? [] : [`${folder}: the tests show only one side`]),
    ]
  })
  t.same(problems, [])
  t.comment(`${passed} tests of ${folders.length} policies pass`)
  t.end()
})

/** One value somewhere in an object, and what to put there instead. */
const damage = fc.record({
  where: fc.nat(),
  with: fc.constantFrom<unknown>(null, 5, true, 'x', '', [], [null], ['x', 5], 1.5, {}, { x: 1 }, { a: null }),
})

function damaged(object: unknown, { where, with: put }: { readonly where: number; readonly with: unknown }): KubeObject {
  const copy = structuredClone(object) as KubeObject
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = []
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      const holder = value as Record<string, unknown>
      if (holder !== (copy as unknown) || !['apiVersion', 'kind'].includes(key)) places.push({ holder, key })
      visit(holder[key])
    }
  }
  visit(copy)
  const { holder, key } = places[where % places.length]!
  holder[key] = put
  return copy
}

t.test('what is damaged costs only itself', t => {
  const library = folders.flatMap(folder => ['policy.yaml', 'binding.yaml', 'params.yaml'].flatMap(file => read(`${folder}/${file}`)))
  const definitions = catalogue({ version: '1.6', channel: 'experimental' })
    .crds()
    .filter(crd => /^(httproutes|gateways)[.]gateway/.test((crd as unknown as KubeObject).metadata.name ?? '')) as unknown as KubeObject[]
  const around = ['team-a', 'infra', 'gatewright-policies'].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { a: 'b' } },
  }))
  const route: KubeObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'team-a' },
    spec: {
      parentRefs: [{ name: 'foreign', namespace: 'infra' }],
      hostnames: ['*.b.example.com'],
      rules: [{ backendRefs: [{ name: 'x', namespace: 'team-b', port: 80 }] }],
    },
  }
  const judged = (objects: readonly KubeObject[], policies: readonly KubeObject[], crds: readonly KubeObject[]) => {
    const { findings, failures } = lint([...objects, route], { policies, crds, user: { username: 'a' } })
    const spoken = findings.filter(({ code, object }) => code === 'GWA-VAP-001' && object.name === 'web').map(({ message }) => message)
    return {
      spoken,
      failures: failures.filter(({ code }) => code === 'GWA-POL').map(({ code, cause }) => `${code}: ${(cause as Error)?.stack ?? cause}`),
    }
  }
  const whole = judged(around, library, definitions).spoken
  t.ok(whole.length >= 4, `${whole.length} findings before any damage`)

  t.comment(`seed ${seed}`)
  const property = fc.property(fc.nat(), damage, (index, harm) => {
    const at = index % (library.length + definitions.length + around.length)
    const broken = damaged([...library, ...definitions, ...around][at]!, harm)
    const swap = (objects: readonly KubeObject[], start: number) => objects.map((object, i) => (start + i === at ? broken : object))
    const policies = swap(library, 0)
    const crds = swap(definitions, library.length)
    const { spoken, failures } = judged(swap(around, library.length + definitions.length), policies, crds)
    const own = broken.kind.startsWith('Validating') || broken.kind.startsWith('Mutating') || broken.kind === 'ConfigMap'
    const name = String(library[at]?.metadata.name)
    const lost = whole.filter(message => !spoken.includes(message) && !(own && message.includes(`ValidatingAdmissionPolicy ${name},`)))
    if (broken.kind === 'MutatingAdmissionPolicy' || broken.kind === 'CustomResourceDefinition') lost.length = 0
    const itself =
      at < library.length
        ? lint([broken], {})
            .failures.filter(({ code }) => code === 'GWA-POL')
            .map(({ cause }) => String((cause as Error)?.stack ?? cause))
        : []
    if (lost.length + failures.length + itself.length > 0)
      throw new Error([...failures, ...itself, ...lost.map(text => `lost: ${text}`)].join('\n'))
  })
  const { failed, counterexample, errorInstance } = fc.check(property, {
    numRuns: Number(process.env['RUNS'] ?? 40),
  }) as fc.RunDetails<[number, unknown]>
  const index = (counterexample?.[0] ?? 0) % (library.length + definitions.length + around.length)
  const subject = [...library, ...definitions, ...around][index]!
  t.notOk(
    failed,
    `${subject.kind} ${subject.metadata.name} with ${JSON.stringify(counterexample)}: ${(errorInstance as Error | null)?.message}`,
  )
  t.end()
})

t.test('what is said at once is what is said at length', t => {
  const library = folders.flatMap(folder => ['policy.yaml', 'binding.yaml', 'params.yaml'].flatMap(file => read(`${folder}/${file}`)))
  const suites = folders.flatMap(folder => read(`${folder}/tests.yaml`) as unknown as PolicySuite[])
  const objects = suites.flatMap(({ tests }) => tests.flatMap(({ object }) => (object ? [object] : [])))
  const policies = createPolicies(readPolicySet(library), { kubernetes: '1.36' })
  const around = [...library.filter(object => !isPolicyObject(object)), ...suites.flatMap(suite => suite.objects ?? [])]
  const context = contextOver(kinds, around)
  const gateway = (object: KubeObject) => gatewayOf(createSnapshot(around), object)
  const said = (object: KubeObject, oldObject: KubeObject | undefined, user: UserInfo | undefined, wide: boolean) => {
    const request = {
      ...requestOf({ name: '', object, ...(oldObject && { oldObject }), expect: { allowed: true } }, kinds),
      userInfo: user,
    }
    const around = wide ? { ...context, gateway } : context
    const mutated = policies.mutate(request as AdmissionRequest, around)
    return { mutated, validated: policies.validate(request as AdmissionRequest, around) }
  }

  const atOnce = Together.prototype.evaluate
  let clear = 0
  const property = fc.property(
    fc.nat(),
    fc.array(damage, { maxLength: 3 }),
    fc.boolean(),
    fc.option(fc.constant({ username: 'a', groups: ['platform'] })),
    fc.boolean(),
    (index, harms, update, user, wide) => {
      const original = objects[index % objects.length]!
      const { spec } = harms.reduce(damaged, { apiVersion: '', kind: '', spec: original.spec } as KubeObject)
      const object = { ...original, spec } as KubeObject
      const all = [object, update ? original : undefined, user ?? undefined, wide] as const
      Together.prototype.evaluate = function (activation) {
        const result = atOnce.call(this, activation)
        if (result !== UNCLEAR && result !== false) clear++
        return result
      }
      const quick = said(...all)
      Together.prototype.evaluate = () => UNCLEAR
      if (!isDeepStrictEqual(quick, said(...all))) throw new Error(JSON.stringify(object))
    },
  )
  const { failed, errorInstance } = fc.check(property, { numRuns: Number(process.env['RUNS'] ?? 400) })
  t.notOk(failed, `seed ${seed}: ${(errorInstance as Error | null)?.message}`)
  Together.prototype.evaluate = atOnce
  t.ok(clear > 3000, `${clear} times a policy had nothing to object`)
  t.end()
})

t.test('at admission policies see the other objects of the cluster', t => {
  const folder = 'policies/hostnames/unique-hostnames'
  const [suite] = read(`${folder}/tests.yaml`) as unknown as [PolicySuite]
  const installed = [...read(`${folder}/policy.yaml`), ...read(`${folder}/binding.yaml`)]
  const place = { gatewayApi: { version: '1.6', channel: 'standard' }, kubernetes: '1.36', profile: 'conformant' } as const
  const verdicts = (configured: readonly KubeObject[], stored: readonly KubeObject[]) => {
    const snapshot = createSnapshot([...(suite.objects ?? []), ...stored], { complete: () => true })
    return suite.tests.map(test => {
      const { object, oldObject, ...rest } = requestOf(test, kinds)
      const request = { ...rest, uid: '1', userInfo: {}, object: object!, oldObject }
      const world = { snapshot, revision: '1', engine: { ...place, severities: {} }, admission: {}, defaultSettings: {} }
      const { denied } = judgeAdmission(request, { ...world, policies: new AdmissionPolicies(configured) })
      return denied
        .filter(({ code }) => code === 'GWA-VAP-001')
        .map(({ message }) => message)
        .join()
    })
  }
  for (const [name, found] of [
    ['from the cluster', verdicts([], installed)],
    ['from the configuration', verdicts(installed, [])],
  ] as const) {
    const wrong = suite.tests.filter(({ expect }, i) => (expect.allowed ? found[i] !== '' : !found[i]!.includes(expect.message!)))
    t.same(wrong, [], `${name}: ${found.join(' | ')}`)
  }
  const plain = read('policies/hostnames/hostnames-required/policy.yaml')
  t.same(
    verdicts([...plain, ...read('policies/hostnames/hostnames-required/binding.yaml')], []).join(''),
    '',
    'others are left to the API server',
  )
  t.end()
})
