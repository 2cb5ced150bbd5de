// The policies that come with the project: each compiles, fits the kinds it matches, has parameters, reasons and tests, and passes these.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { catalogue } from '../src/kinds/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import type { AdmissionPolicy, PolicyBinding } from '../src/policy/index.ts'
import { policyProblems } from '../src/policy/policy-problems.ts'
import { type Definition, servedKinds } from '../src/policy/served.ts'
import { type PolicySuite, runSuite } from '../src/policy/suite.ts'
import { readSource } from '../src/source/index.ts'

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
