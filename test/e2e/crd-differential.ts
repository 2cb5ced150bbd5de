import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { checkCrd, decodeJson, encodeJson, errorBody } from '../../src/schema/index.ts'
import type { ControlPlane } from './harness.ts'
import { Random } from './mutate.ts'
import { type Differences, folder } from './schema-differential.ts'

type JsonObject = Record<string, unknown>

const SETS = ['features', 'kgateway', 'higress', 'gateway-api-v1.2.1-standard']

/** Keywords with values, right ones and wrong ones; none of a type that the server could not decode. */
const KEYWORDS: readonly (readonly [string, readonly unknown[]])[] = [
  ['type', ['object', 'string', 'integer', 'array', 'boolean', 'number', 'null', '']],
  ['format', ['int32', 'int64', 'date-time', 'ipv4', 'made-up']],
  ['default', ['x', 5, {}, [], { a: 1 }, null, true, { apiVersion: 'v1' }]],
  ['nullable', [true]],
  ['enum', [['a'], [1, 'b'], [null]]],
  ['pattern', ['^a$', '(', 'a{1001}', '\\q']],
  ['required', [['a'], []]],
  ['properties', [{ a: { type: 'string' } }, { a: {} }, { metadata: { type: 'object' } }]],
  ['additionalProperties', [true, false, { type: 'string' }, { type: 'object', properties: { a: { type: 'integer', default: 'x' } } }]],
  ['items', [{ type: 'string' }, { type: 'object', properties: { k: { type: 'string' } } }, {}]],
  ['maxItems', [1, 100]],
  ['maxLength', [1, 100]],
  ['uniqueItems', [true, false]],
  ['anyOf', [[{ type: 'integer' }, { type: 'string' }], [{ required: ['a'] }], [{ properties: { zz: { minimum: 1 } } }]]],
  [
    'allOf',
    [[{ anyOf: [{ type: 'integer' }, { type: 'string' }] }], [{ description: 'x' }], [{ 'x-kubernetes-validations': [{ rule: 'true' }] }]],
  ],
  ['not', [{ nullable: true }, { required: ['x'] }]],
  ['x-kubernetes-preserve-unknown-fields', [true, false]],
  ['x-kubernetes-embedded-resource', [true, false]],
  ['x-kubernetes-int-or-string', [true]],
  ['x-kubernetes-list-type', ['map', 'set', 'atomic', 'odd']],
  ['x-kubernetes-list-map-keys', [['k'], ['a', 'a'], []]],
  ['x-kubernetes-map-type', ['atomic', 'granular']],
  [
    'x-kubernetes-validations',
    [
      [{ rule: 'self == self' }],
      [{ rule: 'self.a == 1' }],
      [{ rule: 'oldSelf == self' }],
      [{ rule: '' }],
      [{ rule: '1' }],
      [{ rule: 'true', message: ' ' }],
      [{ rule: 'true\n&& true' }],
      [{ rule: 'true', messageExpression: '1' }],
      [{ rule: 'true', fieldPath: '.nope' }],
      [{ rule: 'true', optionalOldSelf: true }],
      [{ rule: 'size(self) < 3', message: 'short' }, { rule: 'self.all(x, self.all(y, x == y))' }],
    ],
  ],
]

/** An internal error of the API server about rules on a type that cannot be; it always comes with errors that we do report. */
const NOT_MODELLED = 'failed to convert to declType for CEL validation rules'

/** Writes mutated CustomResourceDefinitions to a real API server (as dry runs), and compares its answers with `checkCrd`. */
export async function compareCrds(plane: ControlPlane, count: number, seed: number): Promise<Differences> {
  const random = new Random(seed)
  const originals = SETS.flatMap(
    set => decodeJson(gunzipSync(readFileSync(new URL(`crds/${set}.json.gz`, folder))).toString()).value as JsonObject[],
  )
  const found: string[] = []
  let cases = 0
  for (let i = 0; i < count; i++) {
    const crd = mutated(random.pick(originals), random)
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All'
    // Some definitions make the API server panic, which ends the connection without an answer.
    const answer = await plane.call('POST', path, encodeJson(crd)).catch(() => undefined)
    if (answer === undefined || answer.status === 400) continue
    cases++
    const causes = (answer.body.details?.causes ?? []) as { reason: string; field: string; message: string }[]
    const theirs = [
      ...causes
        .filter(({ message }) => !message.includes(NOT_MODELLED))
        .map(cause => `${cause.field}: ${cause.reason}: ${brief(cause.message)}`),
      ...answer.warnings.map(text => `warning ${text}`),
    ]
    const { problems, warnings } = checkCrd(crd)
    // Warnings come only with a definition that is accepted.
    const mine = [
      ...problems.map(problem => `${problem.field}: ${problem.reason}: ${brief(errorBody(problem))}`),
      ...(problems.length > 0 ? [] : warnings.map(text => `warning ${text}`)),
    ]
    const [want, got] = [theirs.sort().join('\n           '), mine.sort().join('\n           ')]
    if (want !== got) found.push(`${crd.changes}\n    server ${want}\n    ours   ${got}`)
  }
  return { cases, found }
}

/** Errors about a whole schema or list of versions print it as Go structs, which we leave out. */
function brief(message: string): string {
  // Types that the server makes up bear random numbers.
  return message.replace(/selfType\d+/g, 'selfType').replace(/^(Invalid value: )\[?\{.{400,}\}\]?: /s, '$1')
}

function mutated(original: JsonObject, random: Random): JsonObject & { changes?: string } {
  const copy = decodeJson(encodeJson(original)).value as JsonObject & { changes?: string }
  const { name, annotations } = copy['metadata'] as JsonObject
  copy['metadata'] = { name, annotations }
  delete copy['status']
  const changes: string[] = []
  const versions = (copy['spec'] as { versions: { schema: { openAPIV3Schema: JsonObject } }[] }).versions
  for (let i = 1 + random.below(2); i > 0; i--) {
    const place = descend(random.pick(versions).schema.openAPIV3Schema, random)
    const [keyword, values] = random.pick(KEYWORDS)
    if (random.chance(0.2)) {
      const present = Object.keys(place)
      const removed = present.length > 0 ? random.pick(present) : keyword
      delete place[removed]
      changes.push(`-${removed}`)
    } else {
      const value = random.pick(values)
      place[keyword] = decodeJson(encodeJson(value)).value
      changes.push(`${keyword}=${encodeJson(value)}`)
    }
  }
  Object.defineProperty(copy, 'changes', { value: `${name} ${changes.join(' ')}`, enumerable: false })
  return copy
}

function descend(schema: JsonObject, random: Random): JsonObject {
  let at = schema
  while (random.chance(0.8)) {
    const below: JsonObject[] = Object.values((at['properties'] ?? {}) as Record<string, JsonObject>)
    for (const name of ['items', 'additionalProperties', 'not'])
      if (typeof at[name] === 'object' && at[name] !== null) below.push(at[name] as JsonObject)
    for (const name of ['anyOf', 'oneOf', 'allOf']) below.push(...((at[name] ?? []) as JsonObject[]))
    if (below.length === 0) break
    at = random.pick(below)
  }
  return at
}
