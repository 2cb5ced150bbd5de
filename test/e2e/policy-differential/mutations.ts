import type { StructuralSchema } from '../../../src/schema/structural.ts'
import type { Random } from '../mutate.ts'
import { anyOf, listOf, numberOf, type Scope, textOf, truthOf } from './expressions.ts'

// Random expressions of mutating policies.

const words = [`'a'`, `'b'`, `'c'`, `'x'`, `'old'`, `''`, `'A'`, `'é'`]
const wrong = [
  'null',
  '1',
  `'a'`,
  'true',
  `''`,
  '0',
  'false',
  '1.5',
  '5u',
  `['a']`,
  `{'a': 'b'}`,
  `duration('1s')`,
  `b'a'`,
  'object',
  'object.spec',
  'optional.none()',
  `optional.of('a')`,
  '[null]',
  `{'a': null}`,
  `[['a']]`,
  '[]',
  '{}',
  `timestamp('2024-01-01T00:00:00Z')`,
  `quantity('1')`,
  'Object{}',
  'Object.spec{}',
  'type(1)',
]

/** A value of the schema as an apply configuration writes it, right in most places. @param path of its type: `Object.spec` */
function written(random: Random, scope: Scope, schema: StructuralSchema, path: string, depth: number): string {
  if (random.chance(0.03)) return random.pick(wrong)
  if (schema['x-kubernetes-int-or-string']) return random.pick(['5', `'50%'`, '1.0', numberOf(random, scope, 2)])
  switch (schema.type) {
    case 'string':
      return random.pick([() => random.pick(words), () => random.pick(words), () => textOf(random, scope, 1)])()
    case 'integer':
      return random.pick([() => String(random.below(4)), () => numberOf(random, scope, 1), () => '2.0', () => '9007199254740993'])()
    case 'number':
      return random.pick(['1.5', '2.0', '3', '1e21', 'object.spec.ratio', '0.1'])
    case 'boolean':
      return random.chance(0.5) ? 'true' : truthOf(random, scope, 2)
    case 'array': {
      if (random.chance(0.1)) return listOf(random, scope, 1)
      const items = () => written(random, scope, schema.items ?? {}, path, depth + 1)
      const list = `[${Array.from({ length: random.below(4) }, items).join(', ')}]`
      return random.chance(0.1) ? `${list} + ${path.replace('Object', 'object')}` : list
    }
    case 'object': {
      const { properties, additionalProperties } = schema
      if (properties) return objectOf(random, scope, properties as Record<string, StructuralSchema>, path, depth)
      if (typeof additionalProperties === 'object')
        return `{${Array.from({ length: random.below(3) }, () => `${random.pick(words)}: ${written(random, scope, additionalProperties as StructuralSchema, path, depth + 1)}`).join(', ')}}`
      return random.pick([
        `{'a': 'b'}`,
        `{'q': {'s': 2}}`,
        `${path}{a: 'b'}`,
        `${path}{n: ${path}.n{x: 1}}`,
        'object.spec.free',
        `{'list': ['a', 'b']}`,
      ])
    }
    default:
      return anyOf(random, scope, 2)
  }
}

function objectOf(random: Random, scope: Scope, properties: Record<string, StructuralSchema>, path: string, depth: number): string {
  const names = Object.keys(properties).filter(name => !name.includes('-'))
  const chosen = names.filter(name => (name === 'name' || name === 'port' ? random.chance(0.9) : random.chance(2 / (names.length + 1))))
  const fields = chosen.map(name => {
    const value = written(random, scope, properties[name]!, `${path}.${name}`, depth + 1)
    if (random.chance(0.05)) return `?${name}: ${random.pick([`optional.of(${value})`, 'optional.none()', `object.?spec.?${name}`])}`
    return `${name}: ${value}`
  })
  if (random.chance(0.02)) fields.push(random.pick(['nope: 1', `nope: 'x'`, `namespace: 'n'`]))
  if (random.chance(0.01) && fields.length > 0) fields.push(fields[0]!)
  return `${random.chance(0.015) ? random.pick([`${path}.wrong`, 'Object', 'Object.spec', 'Object.nope', 'JSONPatch']) : path}{${fields.join(', ')}}`
}

const metadataSchema: StructuralSchema = {
  type: 'object',
  properties: {
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    finalizers: { type: 'array', items: { type: 'string' } },
    name: { type: 'string' },
  },
} as StructuralSchema

export function applyExpression(random: Random, scope: Scope, schema: StructuralSchema): string {
  if (random.chance(scope.mischief))
    return random.pick([
      ...wrong,
      'Object{nope: Object.nope{}}',
      `{'spec': {}}`,
      'Object{spec: {}}',
      `Object{spec: Object.spec{text: nope}}`,
      'variables.nope',
      '',
      'object',
      'Object{',
    ])
  const { spec, ...others } = schema.properties as Record<string, StructuralSchema>
  const fields: string[] = []
  if (random.chance(0.3)) {
    const { labels, annotations, finalizers, name } = metadataSchema.properties as Record<string, StructuralSchema>
    const some = {
      labels: labels!,
      ...(random.chance(0.4) && { annotations: annotations! }),
      ...(random.chance(0.1) && { finalizers: finalizers! }),
      ...(random.chance(0.1) && { name: name! }),
    }
    fields.push(`metadata: ${objectOf(random, scope, some, 'Object.metadata', 1)}`)
  }
  if (spec && random.chance(0.85)) fields.push(`spec: ${written(random, scope, spec, 'Object.spec', 1)}`)
  for (const [name, other] of Object.entries(others))
    if (name !== 'metadata' && name !== 'status' && random.chance(0.6))
      fields.push(`${name}: ${written(random, scope, other, `Object.${name}`, 1)}`)
  if (random.chance(0.04)) fields.push(random.pick([`kind: 'X'`, `apiVersion: 'v9'`, `status: Object.status{ready: true}`]))
  const object = `Object{${fields.join(', ')}}`
  if (random.chance(0.08)) return `${truthOf(random, scope, 1)} ? ${object} : Object{}`
  return object
}

const paths = [
  '/spec/text',
  '/spec/count',
  '/spec/words',
  '/spec/words/0',
  '/spec/words/-',
  '/spec/words/1',
  '/spec/words/9',
  '/spec/words/-1',
  '/spec/words/01',
  '/spec/words/x',
  '/spec/items/0',
  '/spec/items/0/value',
  '/spec/items/-',
  '/spec/labels',
  '/spec/labels/a',
  '/spec/labels/b~1c',
  '/spec/labels/d~0e',
  '/spec/labels/~2',
  '/spec/free',
  '/spec/free/a',
  '/spec/free/a/b',
  '/metadata/labels',
  '/metadata/labels/app',
  '/metadata/labels/new',
  '/metadata/annotations',
  '/metadata/annotations/x',
  '/metadata/name',
  '/metadata/namespace',
  '/metadata/finalizers',
  '/spec',
  '',
  '/',
  '/nope',
  '/nope/deep',
  'spec/text',
  '/spec/granular/deep/x',
  '/spec/granular/a',
  '/spec/granular',
  '/spec/defaulted',
  '/spec/odd-name',
  '/status',
  '/status/ready',
  '/apiVersion',
  '/kind',
  '/spec/on',
  '/spec/size',
  '/spec/set',
  '/spec/set/0',
  '/spec/ports/0/protocol',
  '/data',
  '/data/a',
  '/data/new',
  '/spec/text/deep',
  '/spec/count/0',
  '/spec//',
  '/spec/nothing',
  '/spec/mode',
  '/metadata',
  '/metadata/generateName',
  '/spec/lists/a/0',
  '/spec/unknown',
  '/metadata/labels/é',
]
const values = [
  `'x'`,
  '1',
  '2.0',
  '1.5',
  'true',
  `''`,
  '0',
  'false',
  'null',
  '[]',
  '{}',
  `['a', 'b']`,
  `{'a': 'b'}`,
  `[1, 'a']`,
  'object.spec',
  'object.metadata',
  'object',
  'object.spec.text',
  'object.spec.words',
  '9007199254740993',
  '5u',
  `duration('90s')`,
  `timestamp('2024-01-01T00:00:00Z')`,
  `b'abc'`,
  `optional.of('a')`,
  `Object.spec.granular{a: 'z'}`,
  `Object{spec: Object.spec{text: 'q'}}.spec`,
  `{1: 'a'}`,
  `quantity('1Gi')`,
  `dyn([{'name': 'a', 'value': 'v'}])`,
  `{'name': 'n'}`,
  `[{'name': 'a'}, {'name': 'a'}]`,
  `'A'`,
  `"50%"`,
  'Object.spec.items{name: "n", tags: ["t"]}',
  'type(1)',
  '-0.0',
  '1e21',
  `ip('1.2.3.4')`,
  '[null]',
  `{'a': null}`,
  'request.userInfo.groups',
  'request',
  'namespaceObject.metadata.labels',
]

function operation(random: Random, scope: Scope): string {
  const op = random.pick(['add', 'add', 'add', 'replace', 'replace', 'remove', 'remove', 'move', 'copy', 'test', 'test'])
  const path = random.chance(0.05)
    ? textOf(random, scope, 2)
    : random.chance(0.1)
      ? `'/metadata/labels/' + jsonpatch.escapeKey(${random.pick([`'a/b'`, `'~'`, `'x~/y'`, textOf(random, scope, 2)])})`
      : `'${random.pick(paths)}'`
  const fields = [`op: ${random.chance(0.02) ? random.pick([`'zap'`, `''`, textOf(random, scope, 2)]) : `'${op}'`}`]
  if (random.chance(0.985)) fields.push(`path: ${path}`)
  const wants = op === 'add' || op === 'replace' || op === 'test'
  if (wants ? random.chance(0.97) : random.chance(0.03))
    fields.push(`value: ${random.chance(0.3) ? anyOf(random, scope, 1) : random.pick(values)}`)
  if (op === 'move' || op === 'copy' ? random.chance(0.95) : random.chance(0.02)) fields.push(`from: '${random.pick(paths)}'`)
  return `JSONPatch{${fields.join(', ')}}`
}

export function patchExpression(random: Random, scope: Scope): string {
  if (random.chance(scope.mischief))
    return random.pick([
      '[]',
      `[{'op': 'add'}]`,
      `[JSONPatch{op: 1}]`,
      '[JSONPatch{nope: 1}]',
      'JSONPatch{}',
      '[JSONPatch{}]',
      `'a'`,
      'null',
      '[JSONPatch{op: "add"',
      `dyn([])`,
      '[Object{}]',
      '',
      '[1]',
    ])
  const patch = `[${Array.from({ length: 1 + random.below(3) }, () => operation(random, scope)).join(', ')}]`
  if (random.chance(0.08)) return `${truthOf(random, scope, 1)} ? ${patch} : []`
  if (random.chance(0.05)) return `object.spec.words.map(w, JSONPatch{op: 'add', path: '/metadata/labels/' + w, value: w})`
  return patch
}
