import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { fuzz } from '../scripts/fuzz-cel.ts'
import { type Compilation, createEnvironment, DynType, formatType, type Program } from '../src/cel/index.ts'
import { shapeOf } from '../src/schema/rules/typing.ts'
import { conformanceCases, EXCEPTIONS, runCase } from './cel/conformance.ts'
import { compareWithEngines } from './cel/engines.ts'
import { anyValue, Expressions, HOSTILE, random, schema, selfValue } from './cel/generator.ts'
import { publishedRules } from './cel/published.ts'
import { normal, readJson, show } from './cel/read.ts'
import { seed } from './seed.ts'

t.setTimeout(300_000)

const ENGINES = ['code', 'closures'] as const
const shape = shapeOf(schema as never, false, 'self')

/** Passes when nothing is wrong, else fails with some of it. */
function report(
  t: { pass(message: string): unknown; fail(message: string): unknown },
  wrong: readonly string[],
  count: number,
  what: string,
): void {
  if (wrong.length === 0) t.pass(`${count} ${what}`)
  else t.fail(`${wrong.length} of ${count} ${what}\n${wrong.slice(0, 10).join('\n')}`)
}

t.test("answers of the API server's CEL environment, recorded", async t => {
  const lines = readFileSync(new URL('./cel/answers.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  for (const engine of ENGINES) {
    const plain = createEnvironment({
      kubernetes: '1.36',
      variables: Object.fromEntries([...'abxy', 'self'].map(name => [name, DynType])),
      engine,
    })
    const wrong = lines.flatMap(line => {
      // biome-ignore lint/suspicious/noExplicitAny: a record of the file
      const record = readJson(line) as any
      const answer = JSON.parse(line.slice(line.indexOf('"answer":') + 9, -1))
      const environment =
        'self' in record ? createEnvironment({ kubernetes: '1.36', variables: { self: shape, any: DynType }, engine }) : plain
      const bindings = 'self' in record ? { self: record.self, any: record.any } : { x: 1 }
      const problem = differs(environment.compile(record.expr), bindings, answer, line)
      return problem ? [`${record.expr}\n  ${problem}`] : []
    })
    report(t, wrong, lines.length, `records, engine ${engine}`)
  }
})

t.test('syntax errors, recorded from the same', async t => {
  const lines = readFileSync(new URL('./cel/syntax-errors.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const environment = createEnvironment({ kubernetes: '1.36' })
  let fewer = 0
  const wrong = lines.flatMap(line => {
    // `found`: so many of the errors we find, the others come after a place where the API server's parser guesses.
    const { expr, issues, found } = JSON.parse(line) as { expr: string; issues: string; found?: number }
    if (found !== undefined) fewer++
    const expected = issues
      .split(/\n(?=ERROR: )/)
      .slice(0, found)
      .join('\n')
    const message = environment.compile(expr).failure?.message
    return message === expected ? [] : [`${expr}\n  says ${message}, not ${expected}`]
  })
  report(t, wrong, lines.length, `texts, ${fewer} of them with more errors than we find`)
})

interface Answer {
  readonly issues?: string
  readonly program?: string
  readonly type?: string
  readonly value?: string
  readonly err?: string
  readonly cost: number
}

function differs({ program, failure }: Compilation, bindings: Record<string, unknown>, answer: Answer, line: string): string | undefined {
  const refusal = answer.issues ?? answer.program
  if (failure || refusal) return failure?.message === refusal ? undefined : `refused with ${failure?.message}, not with ${refusal}`
  if (formatType(program!.type) !== answer.type) return `type ${formatType(program!.type)}, not ${answer.type}`
  const outcome = program!.evaluate(bindings)
  const shown = outcome.error ? undefined : show(outcome.value)
  if ((outcome.error?.message ?? '') !== (answer.err ?? '')) return `error ${outcome.error?.message}, not ${answer.err}`
  if (shown !== undefined && normal(shown) !== normal(answer.value ?? '')) return `gives ${shown}, not ${answer.value}`
  if (outcome.cost !== answer.cost) return `costs ${outcome.cost}, not ${answer.cost}`
  const [, min, max] = /"min":(\d+),"max":(\d+)/.exec(line.slice(line.lastIndexOf('"cost"')))!
  const estimate = program!.estimate()
  return `${estimate.min}..${estimate.max}` === `${min}..${max}`
    ? undefined
    : `estimated at ${estimate.min}..${estimate.max}, not ${min}..${max}`
}

t.test('cel-spec conformance', async t => {
  const cases = conformanceCases()
  for (const engine of ENGINES) {
    const used = new Set<number>()
    let excepted = 0
    const wrong = cases.flatMap(item => {
      const problem = runCase(item, engine)
      if (problem === undefined) return []
      const exception = EXCEPTIONS.findIndex(({ says, where }) => says.test(problem) && (where?.test(item.name) ?? true))
      used.add(exception)
      if (exception >= 0) excepted++
      return exception < 0 ? [`${item.name}: ${item.expr}\n  ${problem}`] : []
    })
    const idle = EXCEPTIONS.filter((_, i) => !used.has(i)).map(({ why }) => `no case needs the exception "${why}"`)
    report(t, [...wrong, ...idle], cases.length, `cases, ${excepted} of them answered as Kubernetes does instead, engine ${engine}`)
  }
})

const vectors = new URL('../../shared/vectors/cel/k8s-crd-rules.jsonl', import.meta.url)

t.test('rules that kube-apiserver 1.35 evaluated', { skip: existsSync(vectors) ? false : '../shared/vectors is absent' }, async t => {
  const lines = readFileSync(vectors, 'utf8').trim().split('\n')
  for (const engine of ENGINES) {
    const wrong = lines.flatMap(line => {
      // biome-ignore lint/suspicious/noExplicitAny: a record of the file
      const record = readJson(line) as any
      if (record.skipped) return []
      const self = shapeOf(record.schema, record.isRoot, 'self')
      const environment = createEnvironment({ kubernetes: '1.35', variables: { self, oldSelf: self }, engine })
      const { program, failure } = environment.compile(record.rule)
      const outcome = program?.evaluate({ self: record.obj, ...(record.hasOld ? { oldSelf: record.oldObj } : {}) })
      const holds = outcome?.value === true
      const cost = outcome?.cost ?? 0
      if (holds === (record.k8s === 'T') && cost === record.cost) return []
      return [
        `${record.name}: ${record.rule}\n  ${failure?.message ?? outcome?.error?.message ?? outcome?.value} for ${cost}, not ${record.k8s} for ${record.cost}`,
      ]
    })
    report(t, wrong, lines.length, `rules, engine ${engine}`)
  }
})

t.test('published rules compile, in every Kubernetes version that has their libraries', async t => {
  const rules = publishedRules()
  if (rules.length === 0) {
    t.comment('../shared/crds is absent')
    return
  }
  const limit = 10_000_000n
  for (const minor of [29, 31, 33, 36]) {
    const wrong = rules.flatMap(({ text, self, oldSelf, since }) => {
      if (since > minor) return []
      const { program, failure } = createEnvironment({ kubernetes: `1.${minor}`, variables: { self, oldSelf } }).compile(text)
      if (failure) return [`${text}\n  ${failure.message}`]
      // An environment with types of its own keeps nothing of expressions with the same text.
      const alone = createEnvironment({ kubernetes: `1.${minor}`, variables: { self, oldSelf }, objectType: () => undefined }).compile(text)
      const [kept, own] = [program, alone.program!].map(
        one => `${one.estimate().min} ${one.estimate().max} ${one.checked.types.map(formatType)}`,
      )
      if (kept !== own) return [`${text}\n  kept ${kept}, compiled alone ${own}`]
      return program.estimate().max > limit ? [`${text}\n  may cost ${program.estimate().max}`] : []
    })
    report(
      t,
      wrong,
      rules.filter(({ since }) => since <= minor).length,
      `of ${rules.length} distinct rules compile and stay under the limit on 1.${minor}`,
    )
  }
})

t.test('generated code answers as the interpreter does', async t => {
  const variables = { self: shape, any: DynType }
  const [code, closures] = ENGINES.map(engine => createEnvironment({ kubernetes: '1.36', variables, engine }))
  const print = (value: unknown) => JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}n` : item))
  const property = fc.property(fc.integer(), seed => {
    const r = random(seed)
    const text = new Expressions(r).make('bool', 5)
    const [a, b] = [code!.compile(text), closures!.compile(text)]
    if (a.failure || b.failure) return a.failure?.message === b.failure?.message
    for (let i = 0; i < 3; i++) {
      const bindings = { self: selfValue(r), any: anyValue(r) }
      const [x, y] = [a.program.evaluate(bindings), b.program.evaluate(bindings)]
      if (print(x) !== print(y)) throw new Error(`${text}\n  on ${print(bindings)}\n  ${print(x)} or ${print(y)}`)
    }
    return true
  })
  const result = fc.check(property, { numRuns: 1500 })
  t.notOk(result.failed, `1500 expressions, seed ${result.seed}${result.failed ? `\n${fc.defaultReportMessage(result)}` : ''}`)
})

t.test('other engines on npm agree where they claim to', async t => {
  const { compared, wrong, explained } = compareWithEngines(1500, 7)
  report(t, wrong, compared, `answers compared, ${explained} differences explained`)
})

t.test('nothing crashes, hangs or escapes', async t => {
  const { problems, compiled } = fuzz(10_000, seed)
  report(t, problems, 10_000, `expressions, ${compiled} of them compile, seed ${seed}`)
})

t.test('hostile names are names', async t => {
  const wrong = HOSTILE.flatMap(name => {
    const literal = JSON.stringify(name).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
    return ENGINES.flatMap(engine => {
      const environment = createEnvironment({ kubernetes: '1.36', variables: { m: DynType }, engine })
      const cases: [string, unknown, unknown][] = [
        [`m[${literal}]`, { [name]: 1 }, 1],
        [`${literal} in m`, {}, false],
        [`{${literal}: 2}[${literal}]`, {}, 2],
        [`[${literal}] == [m]`, name, true],
        [`m.all(k, k == ${literal})`, JSON.parse(`{${JSON.stringify(name)}: 1}`), true],
        [`m[?${literal}].hasValue()`, {}, false],
      ]
      return cases.flatMap(([text, m, want]) => {
        const { program, failure } = environment.compile(text)
        const outcome = program?.evaluate({ m })
        return outcome?.value === want ? [] : [`${text} (${engine}): ${failure?.message ?? JSON.stringify(outcome)}`]
      })
    })
  })
  report(t, wrong, HOSTILE.length, 'names')
  t.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

t.test('limits', async t => {
  const environment = createEnvironment({ kubernetes: '1.36', variables: { l: DynType } })
  const refused = (text: string) => environment.compile(text).failure?.issues[0]?.message
  t.equal(refused(`${'('.repeat(260)}1${')'.repeat(260)}`), 'expression recursion limit exceeded: 250')
  t.equal(refused(`1${' + 1'.repeat(260)}`), 'expression recursion limit exceeded: 250')
  t.equal(refused(`l${'.a'.repeat(260)}`), 'expression recursion limit exceeded: 250')
  t.equal(refused(`'${'a'.repeat(100_000)}'`), 'expression code point size exceeds limit: size: 100002, limit 100000')
  t.equal(refused(`true${' && true'.repeat(5000)}`), undefined, 'a long chain of && is no deep one')
  for (const engine of ENGINES) {
    const { program } = createEnvironment({ kubernetes: '1.36', variables: { l: DynType }, engine }).compile(
      'l.all(a, l.all(b, a + b >= 0))',
    ) as { program: Program }
    const outcome = program.evaluate({ l: Array.from({ length: 2000 }, (_, i) => i) })
    t.equal(outcome.error?.message, 'operation cancelled: actual cost limit exceeded', engine)
    t.ok(outcome.error?.exceeded && outcome.cost > 1_000_000 && outcome.cost < 1_000_010)
    t.equal(program.evaluate({ l: [1, 2] }, { costLimit: 10 }).error?.exceeded, true)
  }
})

t.test('hints name what was meant', async t => {
  const environment = createEnvironment({ kubernetes: '1.36', variables: { self: shape } })
  const table: readonly (readonly [text: string, hint: string | undefined])[] = [
    ['self.nams', 'did you mean "names"?'],
    ['self.inner.namespce', 'did you mean "namespace"?'],
    ['slef.s', 'did you mean "self"?'],
    ['self.s.startWith("a")', 'did you mean "startsWith"?'],
    ['self.zzz', undefined],
  ]
  for (const [text, hint] of table) t.equal(environment.compile(text).failure?.issues[0]?.hint, hint, text)
})

t.test('libraries come with their Kubernetes version', async t => {
  const table: readonly (readonly [text: string, since: number])[] = [
    ["isIP('1.2.3.4')", 30],
    ["format.dns1123Label().validate('a').hasValue()", 31],
    ['[1].all(i, v, true)', 32],
    ["isSemver('1.2.3')", 33],
    ['[2, 1].sort() == [1, 2]', 34],
    ["quantity('1').isInteger()", 29],
  ]
  for (const [text, since] of table) {
    const compiles = [29, 30, 31, 32, 33, 34, 35, 36].filter(minor => createEnvironment({ kubernetes: `1.${minor}` }).compile(text).program)
    t.equal(compiles[0], since, text)
    t.equal(compiles.length, 37 - since, `${text} in all later ones`)
  }
})
