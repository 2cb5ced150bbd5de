import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { readInputs } from '../src/cli/inputs.ts'
import { makeFolder } from '../src/cli/make-folder.ts'
import { main } from '../src/cli/program.ts'
import { areaOf } from '../src/diagnostics/area.ts'
import { lint } from '../src/engine/lint.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { VERSION } from '../src/report/version.ts'
import { seed } from './seed.ts'

// The built program, as users run it: `npm test` builds it first.
const program = resolve('bin/gatewright.cjs')
if (!existsSync('dist/cli.cjs')) execFileSync(process.execPath, ['scripts/build.mjs'])

const folder = mkdtempSync(join(tmpdir(), 'gatewright-cli-'))
t.teardown(() => rmSync(folder, { recursive: true }))

interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(
  args: readonly string[],
  { stdin = '', env = {}, cwd = folder, file = process.execPath, first = [program] } = {},
): Promise<Answer> {
  return new Promise(done => {
    const clean = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, COLUMNS: '80', ...env }
    const child = execFile(file, [...first, ...args], { cwd, env: clean, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(stdin)
  })
}

const ROUTE = [
  'apiVersion: gateway.networking.k8s.io/v1',
  'kind: HTTPRoute',
  'metadata: {name: cart, namespace: shop}',
  'spec:',
  '  parentRefs: [{name: edge}]',
  '  rules:',
  '    - matches: [{path: {value: /cart}}]',
  '      backendRefs: [{name: cart, port: 80}]',
  '',
].join('\n')
const WITH_TYPO = ROUTE.replace('matches:', 'matchs:')

const codes = Object.keys(JSON.parse(readFileSync('src/diagnostics/codes.json', 'utf8')) as object)
const areas = [...new Set(codes.map(areaOf))]

const files: Record<string, string> = {
  'good.yaml': ROUTE,
  'bad.yaml': WITH_TYPO,
  'ignored.yaml': WITH_TYPO.replace('    - matchs', '    # gatewright-ignore GWA-SCH-001: the next release has it\n    - matchs'),
  'ignored-at-top.yaml': `# gatewright-ignore unknown-field: the next release has it\n${WITH_TYPO}`,
  'ignored-in-line.yaml': WITH_TYPO.replace('/cart}}]', '/cart}}] # gatewright-ignore GWA-SCH-001: the next release has it'),
  'no-reason.yaml': WITH_TYPO.replace('    - matchs', '    # gatewright-ignore GWA-SCH-001\n    - matchs'),
  'needless.yaml': `# gatewright-ignore GWA-SCH-001: not needed\n${ROUTE}`,
  'area.yaml': ROUTE.replace('/cart}}]', '/cart}}] # gatewright-ignore GWA-BE, GWA-BE-008: for all of them'),
  'old-definition.yaml':
    'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec: {group: example.com, version: v1, names: {kind: Foo, plural: foos}, scope: Namespaced}\n',
  'definition.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Foo, plural: foos}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-validations: [{rule: self.b == 1}]}}}]}\n',
  'foo.yaml': 'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: foo}\n',
  'no-namespace.yaml': `${ROUTE.replace(', namespace: shop', '')}---\napiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80}]}\n`,
  'weight.yaml': ROUTE.replace('port: 80}', 'port: 80, weight: -1}'),
  'broken.yaml': `${ROUTE}---\na: [\n`,
  'chart.yaml': ROUTE.replace('name: cart,', 'name: {{ .Values.name }},'),
  'group.yaml': ROUTE.replace('gateway.networking', 'networking'),
  'no-version.yaml': ROUTE.replace('k8s.io/v1', 'k8s.io'),
  'odd-group.yaml': ROUTE.replace('gateway.', 'gateways.'),
  'odd-version.yaml': ROUTE.replace('k8s.io/v1', 'k8s.io/v2'),
  'other-group.yaml': ROUTE.replace('gateway.networking.k8s.io', 'policy.example.com'),
  'no-api-version.yaml': ROUTE.replace(/^.*\n/, ''),
  'folder/a.yaml': ROUTE,
  'folder/b.yml': WITH_TYPO.replace('name: cart,', 'name: basket,'),
  'folder/values.yaml': 'replicas: 1\n',
  'values/values.yaml': 'replicas: 1\n',
  'base/bad.yaml': WITH_TYPO,
  'other.yaml': ROUTE.replace('name: cart,', 'name: other,').replace('/cart', '/other'),
  'config/gatewright.yaml': 'severities: {unknown-field: warning}\n',
  'config/bad.yaml': WITH_TYPO,
  'wrong/gatewright.yaml': 'severties: {}\n',
  'wrong/bad.yaml': WITH_TYPO,
  'bundle/gatewright.yaml': 'gatewayApi: 1.9/standard\n',
  'many/gatewright.yaml': 'profile: istoi\ngatewayApi: 2.0/beta\nignore: {}\nadmission: {protect: off}\n',
  'tests/tests.yaml': `apiVersion: gatewright.io/v1
kind: PolicyTest
tests:
  - name: no
    objct: {}
    expect: {alowed: true}
  - name: a
    object: {apiVersion: v1, kind: ConfigMap}
    user: admin
  - null
`,
  'odd/policy.yaml': `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: odd}
spec:
  validations: [{expression: 5}]
`,
  'lost/policy.yaml': `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: lost}
spec:
  paramKind: {apiVersion: v1, kind: ConfigMap}
  matchConstraints: {resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*']}]}
  validations: [{expression: 'true'}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: here}
spec: {policyName: lost, validationActions: [Deny], paramRef: {name: gone, namespace: infra, parameterNotFoundAction: Deny}}
`,
  'two/gatewright.yaml': 'failOn: error\n---\nfailOn: never\n',
  'bundle/bad.yaml': WITH_TYPO,
  'unknown/gatewright.yaml': 'severities:\n  unknown-feild: off\n',
  'unknown/bad.yaml': WITH_TYPO,
  'misnamed/gatewright.yaml':
    'severities: {unknown-feild: error}\nignore: [{rules: [GWA-SCH, gwa-sch-001], reason: later}]\nadmission: {enforcement: [{action: deny, rules: [GWA-NONE]}]}\n',
  'misnamed/bad.yaml': WITH_TYPO,
  'quiet/gatewright.yaml': 'ignore: [{rules: [GWA-SCH], namespaces: [sh*], reason: being rewritten}]\n',
  'quiet/bad.yaml': WITH_TYPO,
  'schema-alone/gatewright.yaml': `severities: {${areas.filter(area => area !== 'GWA-SCH').map(area => `${area}: 'off'`)}}\n`,
  'schema-alone/good.yaml': ROUTE,
  'kustomize/base/kustomization.yaml': 'resources: [route.yaml]\n',
  'kustomize/base/route.yaml': ROUTE,
  'kustomize/live/kustomization.yaml':
    'resources: [../base]\npatches: [{path: hosts.yaml}, {patch: "- op: remove"}, null]\npatchesStrategicMerge: [../base/more.yaml]\n',
  'kustomize/live/hosts.yaml': ROUTE.replace(/^ {2}parentRefs[\s\S]*/m, '  hostnames: [shop.example.com]\n'),
  'kustomize/base/more.yaml': ROUTE.replace(/^spec[\s\S]*/m, ''),
  'twice/a.yaml': ROUTE,
  'twice/b.yaml': ROUTE.replace('/cart', '/basket'),
}
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

interface Scenario {
  readonly args: string
  readonly stdin?: string
  readonly env?: Record<string, string>
  readonly code: number
  /** Texts that standard output must have, and `!text` for those that it must not. */
  readonly out?: readonly string[]
  readonly err?: readonly string[]
}

const ownership = resolve('policies/hostnames/hostname-ownership')

const scenarios: readonly Scenario[] = [
  { args: 'lint good.yaml', code: 0, out: ['No problems in 1 file with 1 object', 'Gateway (1)'] },
  {
    args: 'lint bad.yaml',
    code: 1,
    out: [
      'bad.yaml\n',
      'error GWA-SCH-001 unknown-field  7:7  HTTPRoute shop/cart',
      'did you mean matches?',
      ' 7 │     - matchs:',
      '1 error in 1 file',
    ],
  },
  { args: 'lint -', stdin: WITH_TYPO, code: 1, out: ['standard input\n', '7:7'] },
  { args: 'lint folder', code: 1, out: ['folder/b.yml', '1 error in 2 files with 2 objects'] },
  { args: 'lint values', code: 0, out: ['No problems in 0 files', 'Nothing was checked: there is no Kubernetes object'] },
  { args: 'lint -', stdin: '', code: 0, out: ['Nothing was checked'] },
  { args: 'lint folder values', code: 1, out: ['!Nothing was checked'] },
  { args: 'lint fold*/*.y?l', code: 1, out: ['folder/b.yml', '1 error in 1 file'] },
  { args: 'lint good.yaml --min-severity warning', code: 0 },
  { args: 'lint bad.yaml --fail-on never', code: 0, out: ['1 error'] },
  { args: 'lint bad.yaml --config config/gatewright.yaml', code: 0, out: ['warning GWA-SCH-001', '1 warning'] },
  { args: 'lint config/bad.yaml', code: 0, out: ['warning GWA-SCH-001'] },
  { args: 'lint config/bad.yaml --fail-on warning', code: 1 },
  { args: 'lint config/bad.yaml --min-severity error', code: 0, out: ['!GWA-SCH-001'] },
  { args: 'lint wrong/bad.yaml', code: 2, err: ['wrong/gatewright.yaml:1:1: severties is not a setting; did you mean severities?'] },
  { args: 'lint bundle/bad.yaml', code: 2, err: ['bundle/gatewright.yaml: gatewayApi is 1.9/standard, but there is no such bundle'] },
  {
    args: 'lint bad.yaml --config many/gatewright.yaml',
    code: 2,
    err: [
      'many/gatewright.yaml:1:10: profile is "istoi", but must be one of conformant, ',
      'did you mean istio?',
      'many/gatewright.yaml:2:13: gatewayApi is "2.0/beta", which does not fit: Gateway API bundle and channel',
      'many/gatewright.yaml:3:9: ignore must be a list',
      "many/gatewright.yaml:4:22: admission.protect is read as false, because off has no quotes: write 'off'",
    ],
  },
  {
    args: 'policy test tests',
    code: 2,
    err: [
      'tests/tests.yaml:4:11: tests[0].name is read as false here: put it in quotes',
      'tests/tests.yaml:4:5: tests[0] needs object or oldObject',
      'tests/tests.yaml:5:5: tests[0].objct is no field of a PolicyTest; did you mean object?',
      'tests/tests.yaml:6:13: tests[0].expect needs allowed',
      'tests/tests.yaml:6:14: tests[0].expect.alowed is no field of a PolicyTest; did you mean allowed?',
      'tests/tests.yaml:7:5: tests[1] needs expect',
      'tests/tests.yaml:8:13: tests[1].object needs metadata',
      'tests/tests.yaml:9:11: tests[1].user must be a mapping',
      'tests/tests.yaml:10:5: tests[2] must be a mapping',
    ],
  },
  { args: 'lint bad.yaml --config two/gatewright.yaml', code: 2, err: ['two/gatewright.yaml:3:1: a second document begins here'] },
  { args: 'lint unknown/bad.yaml', code: 2, err: ['unknown/gatewright.yaml:2:18: severities.unknown-feild is read as false'] },
  {
    args: 'lint misnamed/bad.yaml',
    code: 2,
    err: [
      'misnamed/gatewright.yaml:1:14: severities.unknown-feild names no rule: unknown-feild; did you mean unknown-field?',
      '2:28: ignore[0].rules[1] names no rule: gwa-sch-001; did you mean GWA-SCH-001?',
      '3:50: admission.enforcement[0].rules[0] names no rule: GWA-NONE',
      '!ignore[0].rules[0]',
    ],
  },
  { args: 'lint schema-alone/good.yaml', code: 0, out: ['No problems', '!Referred to'] },
  { args: 'lint quiet/bad.yaml', code: 0, out: ['No problems', '1 finding suppressed'] },
  { args: 'lint ignored.yaml', code: 0, out: ['No problems', '(1 finding suppressed)'] },
  { args: 'lint ignored-at-top.yaml', code: 0, out: ['No problems'] },
  { args: 'lint ignored-in-line.yaml', code: 0, out: ['No problems'] },
  { args: 'lint no-reason.yaml', code: 1, out: ['bad-suppression', 'unknown-field'] },
  { args: 'lint needless.yaml', code: 0, out: ['unused-suppression', 'GWA-SCH-001 reports nothing here'] },
  { args: 'lint area.yaml', code: 0, out: ['GWA-BE is no rule, so this comment silences nothing', '!GWA-BE-008 is'] },
  {
    args: 'lint broken.yaml good.yaml',
    code: 3,
    out: ['broken.yaml', 'unreadable-document', 'kubectl says: did not find expected node content'],
  },
  {
    args: 'lint missing.yaml good.yaml',
    code: 3,
    out: ['cannot read missing.yaml: no such file or folder', '1 file with 1 object'],
  },
  { args: 'lint chart.yaml', code: 3, out: ['this is a template', 'helm template CHART'] },
  { args: 'lint group.yaml', code: 1, out: ['HTTPRoute is no kind of networking.k8s.io', 'did you mean HTTPRoute of gateway'] },
  { args: 'lint no-version.yaml', code: 1, out: ['HTTPRoute is no kind of the core group'] },
  { args: 'lint odd-group.yaml', code: 1, out: ['GWA-VER-001', 'gateways.networking.k8s.io'] },
  { args: 'lint odd-version.yaml', code: 1, out: ['HTTPRoute v2 never existed'] },
  { args: 'lint other-group.yaml', code: 0, out: ['No schema is known for HTTPRoute (1)'] },
  { args: 'dry-run -f good.yaml', code: 0, out: ['value: /cart', 'group: gateway.networking.k8s.io'] },
  { args: 'dry-run -f bad.yaml', code: 1, out: ['strict decoding error: unknown field'] },
  { args: 'dry-run -f group.yaml', code: 1, out: ['no matches for kind', 'networking.k8s.io/v1'] },
  { args: 'dry-run -f other-group.yaml', code: 0, err: ['no schema is known for policy.example.com/v1'] },
  { args: 'dry-run -f no-api-version.yaml', code: 1, err: ['no-api-version.yaml:1:1: the object has a kind but no apiVersion'] },
  { args: 'dry-run -f good.yaml --gateway-api 1.9', code: 2, err: ['no such bundle here'] },
  { args: 'dry-run', code: 2, err: ['--filename <path>'] },
  { args: 'policy check missing.yaml', code: 3, out: ['cannot read missing.yaml'] },
  { args: 'policy check ignored.yaml', code: 0, out: ['No problems'] },
  { args: 'policy explain odd -f good.yaml', code: 3, err: ['odd/policy.yaml:5:30: json: cannot unmarshal number into'] },
  {
    args: 'policy explain lost -f good.yaml',
    code: 3,
    err: ['ValidatingAdmissionPolicyBinding here: no params found for policy binding with `Deny` parameterNotFoundAction'],
  },
  { args: 'policy explain good.yaml -f good.yaml', code: 3, err: ['there is no policy in good.yaml'] },
  {
    args: 'lint kustomize',
    code: 0,
    out: [
      'this is a patch of the kustomization in kustomize/live',
      'kubectl kustomize kustomize/live | gatewright lint -',
      '2 notes in 3 files with 1 object',
    ],
  },
  { args: 'lint twice', code: 0, out: ['warning GWA-SCH-016 same-object-twice', 'HTTPRoute shop/cart is written 2 times'] },
  { args: 'lint bad.yaml --base good.yaml', code: 2, err: ['good.yaml is no folder'] },
  { args: 'lint bad.yaml --base base', code: 0, out: ['1 finding was there before'] },
  { args: `lint good.yaml --policies ${ownership}`, code: 1, out: ['GWA-VAP-001'] },
  { args: `lint good.yaml --base . --policies ${ownership}`, code: 0, out: ['there before and', '!GWA-VAP-001'] },
  { args: `lint ${resolve('test/rules/tls/certificate-not-trusted/expired.yaml')}`, code: 0, out: ['GWA-TLS-005', 'ended on'] },
  { args: 'lint bad.yaml --base twice', code: 1, out: ['unknown-field'] },
  { args: 'lint bad.yaml --crds good.yaml', code: 3, err: ['there is no CustomResourceDefinition in good.yaml'] },
  { args: 'lint foo.yaml --crds old-definition.yaml', code: 0, out: ['No schema is known for Foo (1)'] },
  { args: 'lint foo.yaml --crds definition.yaml', code: 1, out: ["undefined field 'b'\n   | self.b == 1\n   | ....^"] },
  { args: 'lint no-namespace.yaml', code: 0, out: ['whether they\nexist: Gateway (1). Add'] },
  { args: 'lint weight.yaml', code: 1, out: ['Invalid value: -1', '!weight 0'] },
  { args: 'lint good.yaml --complete gateway', code: 2, err: ['Write a kind'] },
  { args: 'lint good.yaml --complete Gateway', code: 1, out: ['no-such-parent'] },
  { args: 'lint good.yaml --gateway-api x', code: 2, err: ['Write a version'] },
  { args: 'lint good.yaml --gateway-api 1.9', code: 2, err: ['no such bundle here; there are 1.0 to 1.7'] },
  { args: 'lint good.yaml --profile istoi', code: 2, err: ['did you mean istio?'] },
  { args: 'lint good.yaml -o yaml', code: 2, err: ['Allowed choices are text, json, sarif'] },
  { args: 'lint --minseverity error good.yaml', code: 2, err: ['Did you mean --min-severity?'] },
  { args: 'lint', code: 2, err: ["missing required argument 'path'"] },
  { args: 'lnt good.yaml', code: 2, err: ['Did you mean lint?'] },
  { args: '', code: 2, err: ['Usage: gatewright', 'lint', 'explain'] },
  { args: '--version', code: 0, out: [VERSION] },
  { args: 'help lint', code: 0, out: ['Usage: gatewright lint', 'Exit codes:'] },
  { args: 'lint --help', code: 0, out: ['Usage: gatewright lint'] },
  {
    args: 'explain GWA-SCH-001',
    code: 0,
    out: ['GWA-SCH-001 unknown-field', 'Why it matters', '# gatewright-ignore GWA-SCH-001: the reason'],
  },
  { args: 'explain unknown-field', code: 0, out: ['GWA-SCH-001 unknown-field'] },
  { args: 'explain httproutes.spec.rules', code: 0, out: ['HTTPRoute.spec.rules', 'timeouts'] },
  { args: 'explain httproute.spec.ruls', code: 2, err: ['HTTPRoute.spec has no field ruls; did you mean rules?'] },
  { args: 'explain HTTPRout.spec', code: 2, err: ['there is no kind HTTPRout of Gateway API; did you mean HTTPRoute.spec?'] },
  { args: 'explain unknown-fields', code: 2, err: ['did you mean unknown-field?'] },
  { args: 'explain', code: 0, out: ['GWA-SRC-001  unreadable-document', 'GWA-SCH-001  unknown-field'] },
  { args: 'lint bad.yaml', env: { FORCE_COLOR: '1' }, code: 1, out: ['\u001b[31m'] },
  { args: 'lint bad.yaml', env: { FORCE_COLOR: '1', NO_COLOR: '1' }, code: 1, out: ['!\u001b['] },
  { args: 'lint bad.yaml --no-color', env: { FORCE_COLOR: '1' }, code: 1, out: ['!\u001b['] },
]

t.test('scenarios', async t => {
  const failures: string[] = []
  for (const { args, stdin, env = {}, code, out = [], err = [] } of scenarios) {
    const words = args.split(' ').filter(part => part !== '')
    const answer = stdin === undefined ? await runHere(words, env) : await run(words, { stdin, env })
    const wrong = [
      ...(answer.code === code ? [] : [`exit code ${answer.code}, expected ${code}`]),
      ...missing(answer.stdout, out),
      ...missing(answer.stderr, err),
    ]
    if (wrong.length > 0) failures.push(`gatewright ${args}: ${wrong.join('; ')}\n${answer.stdout}${answer.stderr}`)
  }
  t.equal(failures.length, 0, failures.join('\n\n'))
})

/** Runs a command in this process: a start of the program for each scenario would take most of the time. */
async function runHere(args: readonly string[], env: Record<string, string>): Promise<Answer> {
  const before = { cwd: process.cwd(), env: { ...process.env }, out: process.stdout.write, err: process.stderr.write }
  let stdout = ''
  let stderr = ''
  process.chdir(folder)
  for (const name of ['NO_COLOR', 'FORCE_COLOR']) delete process.env[name]
  Object.assign(process.env, { COLUMNS: '80' }, env)
  process.stdout.write = text => {
    stdout += text
    return true
  }
  process.stderr.write = text => {
    stderr += text
    return true
  }
  try {
    const code = await main(args)
    return { code, stdout, stderr }
  } finally {
    Object.assign(process.stdout, { write: before.out })
    Object.assign(process.stderr, { write: before.err })
    process.chdir(before.cwd)
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
    Object.assign(process.env, before.env)
    process.exitCode = 0
  }
}

function missing(text: string, expected: readonly string[]): string[] {
  return expected.flatMap(part => {
    if (part.startsWith('!')) return text.includes(part.slice(1)) ? [`unexpected ${JSON.stringify(part.slice(1))}`] : []
    return text.includes(part) ? [] : [`no ${JSON.stringify(part)}`]
  })
}

t.test('formats', async t => {
  const outputs = new Map<string, string>()
  for (const format of ['json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html']) {
    const { stdout, code } = await runHere(['lint', '-o', format, 'bad.yaml', 'other.yaml'], {})
    t.equal(code, 1, format)
    outputs.set(format, stdout)
  }
  const json = JSON.parse(outputs.get('json')!)
  const ajv = new Ajv({ strict: false })
  const valid = ajv.validate(JSON.parse(readFileSync(resolve('docs/json-output.schema.json'), 'utf8')), json)
  t.ok(valid, 'json as docs/json-output.schema.json says', { errors: ajv.errors })
  t.match(json, {
    version: 1,
    summary: { errors: 1 },
    findings: [{ code: 'GWA-SCH-001', location: { file: 'bad.yaml', start: { line: 7, column: 7 } } }],
  })
  const sarif = JSON.parse(outputs.get('sarif')!)
  t.match(sarif.runs[0], {
    results: [{ ruleId: 'GWA-SCH-001', level: 'error', ruleIndex: 0 }],
    tool: { driver: { rules: [{ id: 'GWA-SCH-001' }] } },
  })
  t.match(JSON.parse(outputs.get('gitlab')!), [
    { check_name: 'GWA-SCH-001', severity: 'major', location: { path: 'bad.yaml', lines: { begin: 7 } } },
  ])
  t.match(
    outputs.get('github'),
    /^::error file=bad\.yaml,line=7,col=7,endColumn=13,title=GWA-SCH-001 unknown-field::spec\.rules\[0\]\.matchs is not a field/,
  )
  t.match(
    outputs.get('junit'),
    /<testsuite name="bad.yaml" tests="1" failures="1"[\s\S]*<failure type="error"[\s\S]*<testsuite name="other.yaml" tests="1" failures="0"/,
  )
  t.match(outputs.get('markdown'), /\| Error \| `bad.yaml:7:7` \|/)
  t.match(outputs.get('html'), /<mark>matchs<\/mark>/)
  mkdirSync(join(folder, 'a:b'))
  writeFileSync(join(folder, 'a:b', '1%#?.yaml'), WITH_TYPO)
  const odd = JSON.parse((await runHere(['lint', '-o', 'sarif', 'a:b'], {})).stdout).runs[0].results[0]
  const { uri } = odd.locations[0].physicalLocation.artifactLocation
  t.equal(uri, 'a%3Ab/1%25%23%3F.yaml', 'a folder with a colon is no scheme')
  const clean = await runHere(['lint', '-o', 'sarif', 'good.yaml'], {})
  t.same(JSON.parse(clean.stdout).runs[0].results, [], 'a clean run has an empty list of results')
})

t.test('a slow reader gets all, one that goes away changes nothing of what was found, and a full disk is no finding', async t => {
  const shell = (command: string) => run(['-c', command, program], { file: '/bin/bash', first: [] })
  // More than a pipe holds: the program is still writing when its reader has gone.
  writeFileSync(
    join(folder, 'many.yaml'),
    Array.from({ length: 400 }, (_, i) => WITH_TYPO.replace('name: cart,', `name: cart-${i},`)).join('---\n'),
  )
  const left = await shell('set -o pipefail; "$0" lint many.yaml -o json | head -1')
  t.same([left.code, left.stdout], [1, '{\n'])
  t.equal(left.stderr, '')
  const slowly = await shell('set -o pipefail; "$0" lint many.yaml -o json | (sleep 1; cat)')
  t.equal(slowly.code, 1)
  t.equal(JSON.parse(slowly.stdout).findings.length, 400)
  if (existsSync('/dev/full'))
    t.match(await shell('"$0" lint bad.yaml > /dev/full'), { code: 4, stderr: /^gatewright: cannot write to standard output: ENOSPC/ })
})

t.test('text that looks like markup stays text', async t => {
  const evil = '"<script>alert(1)</script>&|`[x](y)"'
  writeFileSync(
    join(folder, 'evil.yaml'),
    ROUTE.replace('backendRefs: [{name: cart,', `? ${evil}\n      : 1\n      backendRefs: [{name: ${evil},`),
  )
  for (const format of ['html', 'junit']) {
    const { stdout } = await runHere(['lint', '-o', format, 'evil.yaml'], {})
    t.notMatch(stdout, '<script>alert', format)
    t.match(stdout, '&lt;script&gt;', format)
  }
})

t.test('control characters in names neither move the cursor nor begin a line', async t => {
  const evil = String.raw`"x\n::error::forged\u001b[2J\u202e"`
  writeFileSync(
    join(folder, 'forged.yaml'),
    `${ROUTE.replaceAll('name: cart', `name: ${evil}`).replace('name: edge', `name: ${evil}`)}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${evil}, namespace: shop}
spec: {gatewayClassName: c, listeners: [{name: web, port: 80, protocol: HTTP}]}
`,
  )
  const commands = [
    ...['text', 'markdown', 'github', 'junit', 'html'].map(format => ['lint', '-o', format]),
    ['status'],
    ['trace', '--request', 'GET http://a/cart'],
    ...['mermaid', 'dot', 'svg'].map(format => ['graph', '-o', format]),
    ['fix', '--check', '--explicit'],
  ]
  for (const args of commands) {
    const { stdout, stderr } = await runHere([...args, 'forged.yaml'], {})
    t.match(stdout + stderr, 'forged', args.join(' '))
    t.notMatch(stdout + stderr, /[\0-\x09\x0b-\x1f\u202e]|^\s*::error::forged/m, args.join(' '))
  }
})

t.test('JSON in one line of megabytes takes no longer than its size', async t => {
  // Hours when the whole line is looked at for each finding: longer than any test may take.
  const items = Array.from({ length: 4000 }, (_, i) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `route-${i}`, annotations: { filler: 'x'.repeat(5000) } },
    spec: { hostnames: [`H${i}`] },
  }))
  writeFileSync(join(folder, 'line.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  const { stdout } = await runHere(['lint', 'line.json'], {})
  t.match(stdout, /1 │ ….*"hostnames":\["H3999"\]\}\}\]\}\n.*│ +\^{6}\n/)
})

t.test('the same input gives the same output', async t => {
  const [a, b] = await Promise.all([run(['lint', '-o', 'json', '.']), run(['lint', '-o', 'json', '.'])])
  t.equal(a!.stdout, b!.stdout)
})

t.test('folders are made with those above them, or it is said that they cannot be', async t => {
  for (const path of ['made/here/and/there', 'made/here', 'made/later/../beside']) makeFolder(join(folder, path))
  t.ok(existsSync(join(folder, 'made/here/and/there')) && existsSync(join(folder, 'made/beside')))
  writeFileSync(join(folder, 'made/file'), '')
  t.throws(() => makeFolder(join(folder, 'made/file/below')), { code: 'ENOTDIR' })
  if (process.platform === 'linux') t.throws(() => makeFolder('/proc/nope/below'), { code: 'ENOENT' })
})

t.test('kubectl finds the plugin', { skip: kubectl() === undefined ? 'kubectl is not here' : false }, async t => {
  symlinkSync(program, join(folder, 'kubectl-gatewright'))
  const answer = await run(['gatewright', 'lint', 'bad.yaml'], {
    file: kubectl()!,
    first: [],
    env: { PATH: `${folder}:${process.env['PATH']}` },
  })
  t.equal(answer.code, 1)
  t.match(answer.stdout, 'GWA-SCH-001')
})

function kubectl(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(':')
    .map(part => join(part, 'kubectl'))
    .find(file => existsSync(file))
}

t.test('a git ref as the base', async t => {
  const repository = join(folder, 'repository')
  mkdirSync(repository)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: repository, stdio: 'pipe' })
  git('init', '-q')
  writeFileSync(join(repository, 'a.yaml'), WITH_TYPO)
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  writeFileSync(join(repository, 'a.yaml'), `# moved\n${WITH_TYPO}---\n${WITH_TYPO.replaceAll('cart', 'basket')}`)
  const { stdout, code } = await run(['lint', '--base', 'HEAD', '.'], { cwd: repository })
  t.equal(code, 1)
  t.match(stdout, /GWA-SCH-001 .*HTTPRoute shop\/basket/)
  t.notMatch(stdout, /GWA-SCH-001 .*HTTPRoute shop\/cart/, 'the mistake that was there before')
  t.match(stdout, /GWA-XRT-001 .*HTTPRoute shop\/cart/, 'what the new route does to the old one')
  mkdirSync(join(repository, 'deep'))
  writeFileSync(join(repository, 'deep', 'später.yaml'), WITH_TYPO)
  writeFileSync(join(repository, '.gitattributes'), 'deep export-ignore\n')
  git('add', '.')
  git('commit', '-q', '-m', 'second')
  const others = [['deep'], ['*/*.yaml'], ['deep/später.yaml'], ['deep', 'a.yaml'], [join(repository, 'deep')]]
  for (const paths of others) {
    const again = await run(['lint', '--base', 'HEAD', ...paths], { cwd: repository })
    t.match(again, { code: 0, stdout: /(was|were) there before/ }, paths.join(' '))
  }
  const stdin = await run(['lint', '--base', 'HEAD', '-'], { cwd: repository, stdin: WITH_TYPO })
  t.match(stdin, { code: 2, stderr: /a commit has nothing to compare standard input with/ })
  const outside = await run(['lint', '--base', 'HEAD', join(folder, 'bad.yaml')], { cwd: repository })
  t.match(outside, { code: 2, stderr: /nothing of what is to be read lies there/ })
  const unknown = await run(['lint', '--base', 'nowhere', '.'], { cwd: repository })
  t.match(unknown.stderr, 'nowhere is neither a folder nor a commit')
})

t.test('damaged objects never stop the engine', async t => {
  const { files } = await readInputs([resolve('examples/storefront')])
  const objects = files.flatMap(file => file.documents.map(document => document.object as KubeObject))
  const damage = fc.constantFrom<unknown>(
    null,
    -1,
    1.5,
    '',
    '*',
    '[',
    true,
    [],
    {},
    [null],
    [[]],
    { a: null },
    'a'.repeat(300),
    9007199254740993n,
  )
  const check = (wounds: readonly (readonly [number, unknown])[]) => {
    const copies = structuredClone(objects)
    for (const [choice, value] of wounds) {
      const places = copies.flatMap(placesOf)
      const [holder, key] = places[choice % places.length]!
      ;(holder as Record<string, unknown>)[key] = structuredClone(value)
    }
    lint(copies, { complete: 'all' })
  }
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), damage), { minLength: 1, maxLength: 6 }), check), { numRuns: 150 })
  t.pass(`seed ${seed}`)
})

/** Every field but those that say what an object is. */
function placesOf(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'apiVersion' || key === 'kind' ? [] : [[value, key] as [object, string], ...placesOf(inner)],
  )
}

t.test('the version is the package version', t => {
  t.equal(VERSION, JSON.parse(readFileSync('package.json', 'utf8')).version)
  t.end()
})
