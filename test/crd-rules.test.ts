import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadAll } from 'js-yaml'
import t from 'tap'
import { createEnvironment, DynType, type Environment, formatType, Uint } from '../src/cel/index.ts'
import { Correlated } from '../src/schema/correlate.ts'
import { dialectOf } from '../src/schema/dialect.ts'
import { errorBody, type FieldError } from '../src/schema/field-error.ts'
import { SchemaNode } from '../src/schema/node.ts'
import { type CompiledRules, checkRules, compileRules, evaluateRules } from '../src/schema/rules/index.ts'
import type { StructuralSchema } from '../src/schema/structural.ts'
import { formatG } from '../src/values/go-number.ts'
import { Float } from '../src/values/number.ts'

const VECTORS = new URL('../../shared/vectors/cel/k8s-crd-rules.jsonl', import.meta.url)
const CRDS = new URL('../../shared/crds/', import.meta.url)

/** A rule, the data it ran on, and what kube-apiserver 1.35 answered. */
interface Vector {
  readonly name: string
  readonly rule: string
  readonly schema: StructuralSchema
  readonly obj: unknown
  readonly oldObj: unknown
  readonly hasOld: boolean
  readonly isRoot: boolean
  readonly skipped: boolean
  readonly k8s: 'T' | 'E'
  readonly contain: string
  readonly cost: number
}

/** `{"$int": "…"}` stands for an int64 beyond what a double holds, `{"$f": "…"}` for a float64. */
function revive(_key: string, value: unknown): unknown {
  const { $int, $f } = (value ?? {}) as { $int?: string; $f?: string }
  if (typeof $int === 'string') return BigInt($int)
  if (typeof $f !== 'string') return value
  return Number.isSafeInteger(Number($f)) ? new Float(Number($f)) : Number($f)
}

t.test(
  'rules answer and cost what kube-apiserver says',
  { skip: existsSync(VECTORS) ? false : 'no vectors at ../shared/vectors/cel' },
  async t => {
    const vectors = readFileSync(VECTORS, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line, revive) as Vector)
    const wrong: string[] = []
    const dear: string[] = []
    for (const { name, rule, schema, obj, oldObj, hasOld, isRoot, skipped, k8s, contain, cost } of vectors) {
      const compiled = compileRules(schema, { kubernetes: '1.35', isRoot })
      // One old value is a typed nil in Go, for which JSON has no word.
      const outcome = evaluateRules(compiled, obj, hasOld && !skipped ? oldObj : undefined)
      const details = outcome.errors.map(error => `${error.reason} ${error.detail}`)
      const right = k8s === 'T' ? details.length === 0 : details.length > 0 && details.join('\n').includes(contain)
      if (!right) wrong.push(`${name}: ${rule}\n    want ${k8s} ${contain}\n    got  ${details.join('; ') || 'T'}`)
      if (outcome.cost !== cost) dear.push(`${name}: ${rule}\n    want ${cost}, got ${outcome.cost}`)
      if (k8s === 'T') t.equal(costLater(compiled, obj, hasOld && !skipped ? oldObj : undefined), cost, `${name}, later`)
    }
    t.comment(`${vectors.length - wrong.length}/${vectors.length} outcomes, ${vectors.length - dear.length}/${vectors.length} costs`)
    t.equal(wrong.length, 0, wrong.join('\n'))
    t.equal(dear.length, 0, dear.join('\n'))
  },
)

/** The cost once the rules of a schema have run often enough to run as one function; NaN where they then fail. */
function costLater(compiled: CompiledRules, object: unknown, old: unknown): number {
  for (let i = 0; i < 4; i++) evaluateRules(compiled, object, old)
  const { errors, cost } = evaluateRules(compiled, object, old)
  return errors.length === 0 ? cost : Number.NaN
}

function facts<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(`./crd-rules/${file}`, import.meta.url), 'utf8'), revive) as T[]
}

const line = (error: FieldError) => `${error.field}: ${errorBody(error)}`

/** What the rule validator of Kubernetes 1.36.3 answered; without a cost where it stopped early. Sorted, since Go walks maps at random. */
interface Outcome {
  readonly name: string
  readonly schema: StructuralSchema
  readonly object: unknown
  readonly old?: unknown
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly cost?: number
}

/** What the CEL environment of Kubernetes 1.36.3 makes of an expression. Values of scalar types only, as Go prints them. */
interface Answer {
  readonly issues?: string
  readonly program?: string
  readonly type?: string
  readonly estimate?: string
  readonly cost?: number
  readonly error?: string
  readonly value?: string
}

t.test('every library function: value, error, type, cost and estimate', async t => {
  const environment = createEnvironment({ kubernetes: '1.36', variables: { d: DynType } })
  const calls = facts<[expression: string, answer: Answer]>('library.gen.json')
  const wrong = calls.flatMap(([expression, want]) => {
    const got = answerOf(environment, expression)
    const same = (Object.keys({ ...want, ...got }) as (keyof Answer)[]).every(
      key => got[key] === want[key] || (key === 'value' && want.value === undefined),
    )
    return same ? [] : [`${expression}\n    want ${JSON.stringify(want)}\n    got  ${JSON.stringify(got)}`]
  })
  t.equal(wrong.length, 0, `${calls.length} calls\n${wrong.join('\n')}`)
})

function answerOf(environment: Environment, expression: string): Answer {
  const { program, failure } = environment.compile(expression)
  if (failure) return { [failure.phase === 'check' ? 'issues' : 'program']: failure.message }
  const { min, max } = program.estimate()
  const { cost, error, value } = program.evaluate({ d: null })
  const protobuf = { duration: 'google.protobuf.Duration', timestamp: 'google.protobuf.Timestamp', null: 'null_type' } as const
  const type = formatType(program.type).replace(/\b(?:duration|timestamp|null)\b/g, name => protobuf[name as keyof typeof protobuf])
  return { type, estimate: `${min}..${max}`, cost, ...(error ? { error: error.message } : { value: goValue(value) }) }
}

function goValue(value: unknown): string {
  if (value instanceof Uint) return String(value.value)
  if (value instanceof Float || (typeof value === 'number' && !Number.isSafeInteger(value)))
    return formatG(Number(value instanceof Float ? value.value : value))
  return typeof value === 'object' ? '' : String(value)
}

t.test('messages, transitions, ratcheting and budgets', async t => {
  for (const { name, schema, object, old, errors, warnings, cost } of facts<Outcome>('outcomes.gen.json')) {
    const compiled = compileRules(schema)
    // Rules that have run a few times run as one function.
    for (let times = 1; times <= 5; times++) {
      const correlated = new Correlated(object, old, new SchemaNode(schema, dialectOf('1.36')))
      const outcome = evaluateRules(compiled, object, old, old === undefined ? {} : { correlated })
      const got = {
        errors: outcome.errors.map(line).sort(),
        warnings: outcome.warnings.map(line).sort(),
        cost: cost === undefined ? undefined : outcome.cost,
      }
      if (times === 1 || times === 5) t.same(got, { errors, warnings, cost }, `${name}, ${times}`)
    }
  }
})

/** What CustomResourceDefinitions with these schemas are refused for by Kubernetes 1.36.3, as far as rules are concerned. */
interface Refusal {
  readonly schema: StructuralSchema
  readonly errors: readonly string[]
}

t.test('rules are refused when they are written', async t => {
  for (const { schema, errors } of facts<Refusal>('checks.gen.json')) {
    const got = checkRules(schema).errors.map(line).sort()
    t.same(got, errors, errors[0] ?? 'in order')
  }
})

t.test('the places where oldSelf and costs count', async t => {
  const list = (listType: 'map' | 'set' | 'atomic'): StructuralSchema => ({
    type: 'object',
    properties: {
      l: {
        type: 'array',
        'x-kubernetes-list-type': listType,
        'x-kubernetes-list-map-keys': ['k'],
        items: { type: 'object', properties: { k: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } } },
      },
    },
  })
  const uncorrelatable = (schema: StructuralSchema) =>
    checkRules(schema).errors.filter(({ detail }) => detail.startsWith('oldSelf cannot')).length
  t.same([uncorrelatable(list('map')), uncorrelatable(list('set')), uncorrelatable(list('atomic'))], [0, 1, 1])
  const { costs, total } = checkRules(list('map'))
  t.same(
    costs.map(({ field }) => field),
    ['spec.validation.openAPIV3Schema.properties[l].items.properties[k].x-kubernetes-validations[0].rule'],
  )
  t.equal(costs[0]!.cost, total)
})

t.test('what is no schema of rules has none', async t => {
  t.equal(compileRules({ type: 'object', properties: { a: { type: 'string' } } }), undefined)
  t.same({ ...evaluateRules(undefined, { a: 1 }) }.errors, [])
  const hidden: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true, 'x-kubernetes-validations': [{ rule: 'false' }] }
  t.equal(compileRules(hidden, { isRoot: false }), undefined)
  const inherited = JSON.parse(
    `{"type": "object", "properties": {"__proto__": {"type": "string"}, "constructor": {"type": "string", "x-kubernetes-validations": [{"rule": "self == 'x'"}]}}}`,
  ) as StructuralSchema
  t.same(
    [
      evaluateRules(compileRules(inherited), {}).errors.length,
      evaluateRules(compileRules(inherited), JSON.parse('{"constructor": "y"}')).errors.length,
    ],
    [0, 1],
  )
})

t.test(
  'every rule of the published CustomResourceDefinitions compiles, within the limits',
  { skip: existsSync(CRDS) ? false : 'no definitions at ../shared/crds' },
  async t => {
    const schemas = new Map<string, StructuralSchema>()
    for (const file of readdirSync(CRDS, { recursive: true, encoding: 'utf8' }).filter(file => /\.ya?ml$/.test(file))) {
      for (const crd of loadAll(readFileSync(new URL(file, CRDS), 'utf8')) as (PublishedCrd | null)[]) {
        for (const { name, schema } of crd?.kind === 'CustomResourceDefinition' ? crd.spec.versions : []) {
          if (schema?.openAPIV3Schema) schemas.set(`${file} ${crd!.metadata.name} ${name}`, schema.openAPIV3Schema)
        }
      }
    }
    const count = new Map<number, number>()
    const refused: string[] = []
    for (const [name, schema] of schemas) {
      const { costs, errors } = checkRules(schema, { kubernetes: '1.36' })
      refused.push(...errors.map(error => `${name} ${line(error)}`))
      const first = [29, 30, 31, 32, 33, 34, 35, 36].find(
        minor => checkRules(schema, { kubernetes: `1.${minor}`, stored: true }).errors.length === 0,
      )
      if (first === undefined) refused.push(`${name}: no version from 1.29 to 1.36 takes all its rules`)
      else count.set(first, (count.get(first) ?? 0) + costs.length)
    }
    for (const [minor, expressions] of [...count].sort()) t.comment(`${expressions} expressions compile from Kubernetes 1.${minor} on`)
    t.equal(refused.length, 0, refused.join('\n'))
  },
)

interface PublishedCrd {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly versions: readonly { readonly name: string; readonly schema?: { readonly openAPIV3Schema?: StructuralSchema } }[]
  }
}
