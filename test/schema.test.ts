import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { lint } from '../src/engine/lint.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { accepts } from '../src/schema/accept.ts'
import { dialectOf } from '../src/schema/dialect.ts'
import { explain } from '../src/schema/explain.ts'
import { fastRoot } from '../src/schema/fast.ts'
import {
  type Admission,
  type AdmissionResult,
  checkCrd,
  createAdmission,
  decodeJson,
  encodeJson,
  encodeYaml,
  errorBody,
  JsonNumberError,
  JsonSyntaxError,
} from '../src/schema/index.ts'
import { listProblems } from '../src/schema/lists.ts'
import { SchemaNode } from '../src/schema/node.ts'
import { costWhenAllHold } from '../src/schema/rules/hold.ts'
import { compileRules, evaluateRules } from '../src/schema/rules/index.ts'
import { shapeRoot } from '../src/schema/shape.ts'
import type { StructuralSchema } from '../src/schema/structural.ts'
import { deliver } from '../src/schema/warnings.ts'
import { readAny } from '../src/source/read.ts'
import { formatG } from '../src/values/go-number.ts'
import { Float } from '../src/values/number.ts'
import { seed } from './seed.ts'

t.setTimeout(600_000)

const folder = '../shared/vectors/apiserver/'
const skip = existsSync(folder) ? false : `${folder} is not here: the recorded answers of the API server are not part of this checkout`

interface Vector {
  readonly id: string
  readonly crds: string
  readonly op: 'CREATE' | 'UPDATE'
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict'
  readonly object: Record<string, unknown>
  readonly objectText?: string
  readonly oldObject?: unknown
  readonly oldObjectText?: string
  readonly code: number
  readonly result?: unknown
  readonly resultText?: string
  readonly status?: { readonly message: string; readonly causes: readonly { reason: string; message: string; field: string }[] }
  readonly warnings: readonly string[]
}

const read = (name: string): string => gunzipSync(readFileSync(folder + name)).toString()

/** JSON with numbers as the API server saw them; a number beyond float64 stays an infinity. */
function json(text: string): unknown {
  try {
    return decodeJson(text).value
  } catch (error) {
    if (error instanceof JsonNumberError) return error.value
    throw error
  }
}

function definitions(): Map<string, unknown[]> {
  const sets = new Map<string, unknown[]>()
  for (const file of readdirSync(`${folder}crds`)) sets.set(file.replace('.json.gz', ''), json(read(`crds/${file}`)) as unknown[])
  return sets
}

const crd = (schema: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Thing', plural: 'things' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    ...more,
  },
})

const spec = (schema: unknown): unknown => ({ type: 'object', properties: { spec: schema } })

class Score {
  readonly differences: string[] = []
  #cases = 0
  #wrong = { verdict: 0, stored: 0, causes: 0, messages: 0, warnings: 0 }
  #messages = 0

  add(vector: Vector, answer: AdmissionResult): void {
    this.#cases++
    if (answer.code !== vector.code)
      this.#differ(
        'verdict',
        vector,
        [`${vector.code} ${vector.status?.message ?? ''}`],
        [`${answer.code} ${answer.status?.message ?? ''}`],
      )
    else if (vector.code < 300) {
      const want = vector.resultText === undefined ? encodeJson(vector.result) : encodeJson(json(vector.resultText))
      this.#compare('stored', vector, [want], [encodeJson(answer.object)])
    } else if (vector.code === 400) this.#compare('messages', vector, [vector.status!.message], [answer.status!.message])
    else {
      const [want, got] = [vector.status!.causes, answer.status!.causes]
      this.#messages += want.length
      this.#compare('causes', vector, want.map(kind), got.map(kind))
      this.#compare('messages', vector, want.map(whole), got.map(whole))
    }
    this.#compare('warnings', vector, vector.warnings, answer.warnings)
  }

  figures(): string {
    const { verdict, stored, causes, messages, warnings } = this.#wrong
    return `${this.#cases} cases; differences: ${verdict} verdicts, ${stored} stored objects, ${causes} sets of causes, ${messages} of ${this.#messages} messages, ${warnings} sets of warnings`
  }

  /** As multisets: the server walks maps in random order. */
  #compare(what: keyof Score['wrong'], vector: Vector, want: readonly string[], got: readonly string[]): void {
    const missing = [...want]
    const extra = got.filter(text => {
      const at = missing.indexOf(text)
      if (at >= 0) missing.splice(at, 1)
      return at < 0
    })
    if (missing.length + extra.length > 0) this.#differ(what, vector, missing, extra)
  }

  get wrong(): { verdict: number; stored: number; causes: number; messages: number; warnings: number } {
    return this.#wrong
  }

  #differ(what: keyof Score['wrong'], vector: Vector, want: readonly string[], got: readonly string[]): void {
    this.#wrong[what] += what === 'messages' ? Math.max(want.length, got.length) : 1
    if (this.differences.length < 20)
      this.differences.push(`${vector.id}: ${what}\n  want ${want.join('\n       ')}\n  got  ${got.join('\n       ')}`)
  }
}

const kind = (cause: { reason: string; field: string }): string => `${cause.field}: ${cause.reason}`
const whole = (cause: { reason: string; field: string; message: string }): string => `${cause.field}: ${cause.reason}: ${cause.message}`

t.test('answers recorded from a real API server', { skip }, async t => {
  const admissions = new Map<string, Admission>()
  for (const [name, crds] of definitions()) admissions.set(name, createAdmission(crds, { kubernetes: '1.36' }))
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl.gz'))) {
    const score = new Score()
    for (const line of read(file).trimEnd().split('\n')) {
      const vector = json(line) as Vector
      score.add(vector, ask(admissions.get(vector.crds)!, vector))
    }
    t.comment(`${file}: ${score.figures()}`)
    t.same(score.differences, [], `${file}: verdicts, stored objects, causes with their messages, and warnings`)
  }
})

function ask(admission: Admission, vector: Vector): AdmissionResult {
  return admission.admit({
    operation: vector.op,
    text: vector.objectText ?? encodeJson(vector.object),
    oldObject: vector.oldObjectText === undefined ? vector.oldObject : json(vector.oldObjectText),
    fieldValidation: vector.fieldValidation,
  })
}

t.test('whatever the schema and the object', { skip }, async t => {
  const sets = definitions()
  const nodes = [...sets.values()].flatMap(crds => crds.flatMap(crd => schemasOf(crd)))
  const objects = readdirSync(folder)
    .filter(name => name.endsWith('.jsonl.gz'))
    .flatMap(file =>
      read(file)
        .trimEnd()
        .split('\n')
        .slice(0, 60)
        .map(line => json(line) as Vector),
    )
    .map(vector => vector.object)
  t.comment(`seed ${seed}`)

  const both = { prune: true, defaults: true }
  const subject = fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...objects))
  const idempotent = fc.check(
    fc.property(subject, ([node, object]) => {
      const once = shapeRoot(node, object, both)
      return shapeRoot(node, once, both) === once
    }),
    { numRuns: 300 },
  )
  t.notOk(idempotent.failed, `pruning and defaulting twice is doing it once ${fc.defaultReportMessage(idempotent) ?? ''}`)

  const walked = fc.check(
    fc.property(subject, ([node, object]) => {
      const shaped = fastRoot(node, false)(object)
      if (shaped === undefined) return true
      return (
        encodeJson(shapeRoot(node, object, both)) === encodeJson(shaped) && accepts(node)(shaped) && listProblems(node, shaped).length === 0
      )
    }),
    { numRuns: 1000 },
  )
  t.notOk(walked.failed, `what the generated walk takes, the careful way takes ${fc.defaultReportMessage(walked) ?? ''}`)

  const agree = fc.check(
    fc.property(subject, ([node, object]) => accepts(node)(object) === (explain(node, object).length === 0)),
    { numRuns: 300 },
  )
  t.notOk(agree.failed, `the fast validator and the one that explains agree ${fc.defaultReportMessage(agree) ?? ''}`)
})

t.test('rules cost together what they cost one by one', { skip }, async t => {
  const admissions = new Map<string, Admission>()
  for (const [name, crds] of definitions()) admissions.set(name, createAdmission(crds, { kubernetes: '1.36' }))
  const wrong: string[] = []
  let held = 0
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl.gz'))) {
    for (const line of read(file).trimEnd().split('\n')) {
      const { id, crds, object, code } = json(line) as Vector
      const kind = admissions.get(crds)!.find(object['apiVersion'] as string, object['kind'] as string)
      if (code !== 201 || !kind?.rules) continue
      const shaped = shapeRoot(kind.node, object, { prune: true, defaults: true })
      // Rules that are new run one by one.
      const { errors, cost } = evaluateRules(compileRules(kind.schema), shaped)
      const together = costWhenAllHold(kind.rules, shaped)
      if (together === Number.POSITIVE_INFINITY) continue
      if (errors.length > 0 || together !== cost) wrong.push(`${id}: ${errors.length} errors, ${cost}, together ${together}`)
      held++
    }
  }
  t.comment(`${held} objects`)
  t.ok(held > 1600, 'most objects whose rules hold are known to be such')
  t.same(wrong, [])
})

function schemasOf(crd: unknown): SchemaNode[] {
  const versions = (crd as { spec: { versions: { schema: { openAPIV3Schema: StructuralSchema } }[] } }).spec.versions
  return versions.map(version => new SchemaNode(version.schema.openAPIV3Schema, dialectOf('1.36')))
}

t.test('JSON and YAML', async t => {
  t.comment(`seed ${seed}`)
  const values = fc.jsonValue({ stringUnit: 'grapheme' })
  const jsonTrip = fc.check(
    fc.property(values, value => encodeJson(decodeJson(encodeJson(value)).value) === encodeJson(value)),
    { numRuns: 500 },
  )
  t.notOk(jsonTrip.failed, `JSON comes back as it went ${fc.defaultReportMessage(jsonTrip) ?? ''}`)
  const yamlTrip = fc.check(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), values, { minKeys: 1 }), value => {
      return encodeJson(readAny('x.yaml', encodeYaml(value)).documents[0]?.object) === encodeJson(value)
    }),
    { numRuns: 500 },
  )
  t.notOk(yamlTrip.failed, `YAML comes back as it went ${fc.defaultReportMessage(yamlTrip) ?? ''}`)

  const failures: Record<string, string> = {
    '': 'unexpected end of JSON input',
    '{"a":1': 'unexpected end of JSON input',
    '{"a":1]': "invalid character ']' after object key:value pair",
    '[1,]': "invalid character ']' looking for beginning of value",
    '{a:1}': "invalid character 'a' looking for beginning of object key string",
    '{"a" 1}': "invalid character '1' after object key",
    '{}x': "invalid character 'x' after top-level value",
    '[01]': "invalid character '1' after array element",
    '-': 'unexpected end of JSON input',
    '[1.x]': "invalid character 'x' after decimal point in numeric literal",
    '[1e]': "invalid character ']' in exponent of numeric literal",
    '[nul1]': "invalid character '1' in literal null (expecting 'l')",
    '"\\x"': "invalid character 'x' in string escape code",
    '"\\u12g4"': "invalid character 'g' in \\u hexadecimal character escape",
    '"\n"': "invalid character '\\n' in string literal",
    "'": "invalid character '\\'' looking for beginning of value",
    é: "invalid character 'Ã' looking for beginning of value",
    [`${'['.repeat(10001)}`]: "invalid character '[' exceeded max depth",
    '[1e400]': 'json: cannot unmarshal number 1e400 into Go value of type float64',
  }
  const wrong: string[] = []
  for (const [text, want] of Object.entries(failures)) {
    const got = failureOf(text)
    if (got !== want) wrong.push(`${text.slice(0, 20)}: want ${want}, got ${got}`)
  }
  t.same(wrong, [], 'failures in the words of Go')
  const { value, duplicates } = decodeJson(
    '{"a":1.0,"b":[9007199254740993,-0,1e2,{"c":1,"c":2,"d":{"c":1}}],"a":"\\ud800x","__proto__":{"x":1}}',
  )
  t.same(
    duplicates,
    [
      { path: 'b[3].c', offset: 45 },
      { path: 'a', offset: 65 },
    ],
    'keys that occur twice',
  )
  t.match(
    value,
    { a: '\ufffdx', b: [9007199254740993n, 0, new Float(100), { c: 2 }] },
    'numbers keep their kinds, lone surrogates are replaced',
  )
  t.ok(
    Object.hasOwn(value as object, '__proto__') && Object.getPrototypeOf(value) === Object.prototype,
    '__proto__ is a key like any other',
  )
  t.equal([1e5, 1e6, 1234567.5, 0.0001, 0.00001, -2.5].map(formatG).join(' '), '100000 1e+06 1.2345675e+06 0.0001 1e-05 -2.5')
})

function failureOf(text: string): string {
  try {
    decodeJson(text)
    return 'none'
  } catch (error) {
    return error instanceof JsonSyntaxError ? error.message : String(error)
  }
}

t.test('what the vectors have no case for', async t => {
  const admission = createAdmission([crd(spec({ type: 'object', properties: { a: { type: 'string' }, n: { type: 'integer' } } }))])
  const cases: [name: string, text: string, want: string][] = [
    [
      'no JSON',
      '{"apiVersion":"example.com/v1","kind":"Thing",',
      `couldn't get version/kind; json parse error: unexpected end of JSON input ({"apiVersion":"example.com/v1" ...)`,
    ],
    ['nothing', '', "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"],
    [
      'no kind',
      '{"apiVersion":"example.com/v1"}',
      `Object 'Kind' is missing in '{"apiVersion":"example.com/v1"}' ({"apiVersion":"example.com/v1" ...)`,
    ],
    ['wrong kind of kind', '{"kind":5}', 'cannot unmarshal number into Go struct field .kind of type string'],
    ['a list', '[]', 'cannot unmarshal array into Go value of type struct'],
    ['not served', '{"apiVersion":"example.com/v2","kind":"Thing"}', 'no matches for kind "Thing" in version "example.com/v2"'],
  ]
  for (const [name, text, want] of cases) {
    const { status } = admission.admit({ operation: 'CREATE', text, fieldValidation: 'Strict' })
    if (!status?.message.includes(want)) t.fail(`${name}: want ${want}, got ${status?.message}`)
  }
  const thing = (spec: unknown, metadata: unknown = { name: 'x' }): unknown => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata,
    spec,
  })
  const created = admission.admit({ operation: 'CREATE', object: thing({ a: 'x', b: 1 }), namespace: 'shop' })
  t.match(created, {
    allowed: true,
    object: { metadata: { name: 'x', namespace: 'shop' }, spec: { a: 'x' } },
    warnings: ['unknown field "spec.b"'],
  })
  t.match(admission.admit({ operation: 'CREATE', object: thing({}, { name: 'x', namespace: 'a' }), namespace: 'b' }), { code: 400 })
  t.match(admission.admit({ operation: 'UPDATE', object: thing({}), oldObject: thing({}, { name: 'y', namespace: 'default' }) }), {
    code: 400,
  })
  t.ok(admission.admit({ operation: 'CREATE', object: thing({}, { generateName: 'x-' }) }).allowed, 'a generated name')
  t.match(
    admission.admit({ operation: 'CREATE', object: thing(nested(5000)) }),
    { allowed: true },
    'unknown fields at any depth are dropped',
  )
  const ruled = createAdmission([
    crd(
      spec({
        type: 'object',
        properties: { a: { type: 'string' } },
        'x-kubernetes-validations': [{ rule: "!has(self.a) || self.a != 'b'" }],
      }),
    ),
  ])
  const text = '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"x"},"spec":5.0}'
  for (let round = 0; round < 20; round++) {
    // However often the rule has run: a float where an object is expected is no object without fields.
    const { code } = ruled.admit({ operation: 'UPDATE', text, oldObject: decodeJson(text).value })
    if (code !== 422) t.fail(`an unchanged spec that is a float, round ${round}: ${code}`)
  }
  const many = Array.from({ length: 60 }, (_, i) => `unknown field "${String(i).padStart(2, '0')}${'x'.repeat(107)}"`)
  t.equal(deliver(many).length, 33, 'warnings end where 4,096 characters are reached')
  t.same(deliver(['a', 'b\n', 'a']), ['a'], 'each once, and none with a line break')
})

function nested(depth: number): unknown {
  let value: unknown = {}
  for (let i = 0; i < depth; i++) value = { a: value }
  return { unknown: value }
}

t.test('CustomResourceDefinitions', async t => {
  const cases: [name: string, schema: unknown, want: string[]][] = [
    ['good', spec({ type: 'object', properties: { a: { type: 'string', default: 'x' } } }), []],
    [
      'no type',
      spec({ properties: { a: { type: 'string' } } }),
      ['spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields'],
    ],
    [
      'default of a wrong type',
      spec({ type: 'object', properties: { a: { type: 'string', default: 5 } } }),
      [
        'spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: "integer":  in body must be of type string: "integer"',
      ],
    ],
    [
      'default with unknown fields',
      spec({ type: 'object', properties: { a: { type: 'object', default: { x: 1 } } } }),
      ['spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: {"x":1}: must not have unknown fields'],
    ],
    [
      'bad pattern',
      spec({ type: 'string', pattern: '(' }),
      [
        'spec.validation.openAPIV3Schema.properties[spec].pattern: Invalid value: "(": must be a valid regular expression, but isn\'t: error parsing regexp: missing closing ): `(`',
      ],
    ],
    [
      'keys that may be absent',
      spec({
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k'],
        items: { type: 'object', properties: { k: { type: 'string' } } },
      }),
      [
        'spec.validation.openAPIV3Schema.properties[spec].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
      ],
    ],
    [
      'type in a junctor',
      spec({ type: 'object', anyOf: [{ type: 'object' }] }),
      ['spec.validation.openAPIV3Schema.properties[spec].anyOf[0].type: Forbidden: must be empty to be structural'],
    ],
    [
      'nullable root',
      { type: 'object', nullable: true },
      ['spec.validation.openAPIV3Schema.nullable: Forbidden: nullable cannot be true at the root'],
    ],
  ]
  for (const [name, schema, want] of cases) {
    const got = checkCrd(crd(schema)).problems.map(problem => `${problem.field}: ${errorBody(problem)}`)
    t.same(got, want, name)
  }
  t.match(checkCrd(crd(spec({ type: 'string', pattern: '(' }))).problems[0]?.at, [
    'spec',
    'versions',
    0,
    'schema',
    'openAPIV3Schema',
    'properties',
    'spec',
    'pattern',
  ])
  t.same(checkCrd(crd(spec({ type: 'string', format: 'int8' }))).warnings, ['unrecognized format "int8"'])
  t.same(checkCrd(crd(spec({ type: 'string', oneOf: [{ not: { format: 'odd' } }] }))).warnings, ['unrecognized format "odd"'])
  const bad = crd(spec({ type: 'object', properties: { a: { type: 'string', pattern: '(' } } })) as unknown as KubeObject
  t.match(lint([bad]).findings, [{ code: 'GWA-SCH-002', path: /properties\.a\.pattern$/ }], 'lint reports it with its place')
  if (skip) return
  const refused: string[] = []
  for (const crds of definitions().values()) {
    for (const definition of crds) {
      for (const problem of checkCrd(definition).problems) refused.push(`${problem.field}: ${errorBody(problem)}`)
    }
  }
  t.same(refused, [], 'CRDs that a real API server took')
})

t.test('a definition whose keywords are of the wrong type is told so, and never stops a run', t => {
  const spec = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'string', pattern: '^a', enum: ['a'], maxLength: 3 },
      b: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'], items: { type: 'object' } },
      c: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 }, nullable: true },
    },
    allOf: [{ properties: { a: { minLength: 1 } } }],
    'x-kubernetes-validations': [{ rule: 'self.a != "b"', message: 'not b', fieldPath: '.a' }],
  }
  const definition = (openAPIV3Schema: unknown) =>
    ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Thing', plural: 'things', singular: 'thing', listKind: 'ThingList' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    }) as KubeObject
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { a: 'a', b: [{ k: 1 }], c: { d: 2 } } }
  const wrong: string[] = []
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      for (const put of [null, 5, true, 'x', [], {}, [null], [5], { a: null }, { a: 5 }]) {
        const copy = structuredClone(spec) as Record<string, unknown>
        let holder = copy
        for (const step of path) holder = holder[step] as Record<string, unknown>
        holder[key] = put
        for (const { cause } of lint([definition({ type: 'object', properties: { spec: copy } }), thing]).failures)
          wrong.push(`${[...path, key].join('.')} = ${JSON.stringify(put)}: ${cause}`)
      }
      visit((value as Record<string, unknown>)[key], [...path, key])
    }
  }
  visit(spec, [])
  t.same(wrong, [])
  const { problems } = checkCrd(definition({ type: 'object', properties: { spec: { type: 'object', required: 'a', nullable: 'no' } } }))
  t.same(
    problems.map(({ at, detail }) => `${at.slice(5).join('.')}: ${detail}`),
    [
      'properties.spec.required: must be a list of strings: no API server can read the definition',
      'properties.spec.nullable: must be a boolean: no API server can read the definition',
    ],
  )
  t.end()
})
