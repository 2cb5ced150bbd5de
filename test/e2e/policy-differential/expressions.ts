import type { Random } from '../mutate.ts'

// Random CEL expressions out of small pieces: mostly well typed, over fields that are there or not.

/** What an expression may speak of. */
export interface Scope {
  readonly params: boolean
  readonly authorizer: boolean
  /** In the order of their declaration. */
  readonly variables: readonly string[]
  readonly namespace: boolean
  /** How often something is written that may not compile. */
  readonly mischief: number
}

type Piece = (random: Random, scope: Scope, depth: number) => string

const literalTexts = [
  `''`,
  `'a'`,
  `'b'`,
  `"it's"`,
  `'x y'`,
  `'é\u{1f600}'`,
  `'line\\nbreak'`,
  `r'\\d+'`,
  `'10Mi'`,
  `'1.2.3'`,
  `'10.0.0.1'`,
  `'<&>'`,
  `'  '`,
  `'new'`,
  `'old'`,
]
const literalNumbers = ['0', '1', '2', '-1', '3', '7', '80', '9007199254740993', '9223372036854775807', '5']
const doubles = ['1.0', '0.5', '-2.5', '1e3', 'object.spec.ratio', 'double(object.spec.count)']

const roots = ['object', 'object', 'object', 'object', 'oldObject']
const textFields = [
  'spec.text',
  'spec.mode',
  'spec.defaulted',
  'metadata.name',
  'metadata.namespace',
  'spec.nothing',
  'spec.granular.a',
  'kind',
  'data.a',
  "spec['odd-name']",
  'spec.namespace',
  'spec.when',
  "metadata.labels['app']",
  "metadata.annotations['note']",
  'metadata.generateName',
]
const numberFields = [
  'spec.count',
  'spec.big',
  'spec.replicas',
  'spec.size',
  'spec.granular.deep.x',
  'spec.items[0].weight',
  'spec.ports[0].port',
]
const listFields = ['spec.words', 'spec.set', 'spec.atomicList', 'spec.items.map(i, i.name)', 'spec.free.list', "spec.lists['a']"]
const mapFields = ['metadata.labels', 'spec.labels', 'spec.free', 'spec.granular', 'data', 'spec.atomicMap']

const field = (random: Random, scope: Scope, fields: readonly string[]): string => {
  if (random.chance(0.03))
    return `${random.pick(roots)}.${random.pick(['spec.nope', 'nope', 'spec.text.x', 'spec.words.x', 'spec.count[0]', 'spec.words[7]', 'spec.words[-1]'])}`
  if (scope.params && random.chance(0.15)) return `params.${random.pick(fields)}`
  return `${random.pick(roots)}.${random.pick(fields)}`
}

const variable = (random: Random, scope: Scope, otherwise: string): string =>
  scope.variables.length > 0 && random.chance(0.7) ? `variables.${random.pick(scope.variables)}` : otherwise

const requestTexts = [
  'request.operation',
  'request.name',
  'request.namespace',
  'request.userInfo.username',
  'request.kind.kind',
  'request.kind.version',
  'request.kind.group',
  'request.resource.resource',
  'request.resource.version',
  'request.subResource',
  'request.requestKind.version',
  'request.requestSubResource',
  'request.requestResource.resource',
  'request.userInfo.uid',
  "request.userInfo.extra['a'][0]",
  'request.options.kind',
]

const namespaceTexts = [
  'namespaceObject.metadata.name',
  "namespaceObject.metadata.labels['team']",
  'namespaceObject.status.phase',
  'namespaceObject.metadata.generateName',
  "namespaceObject.metadata.annotations['x']",
  'namespaceObject.spec.finalizers[0]',
]

export const textOf: Piece = (random, scope, depth) => {
  const deeper = () => textOf(random, scope, depth + 1)
  const leaves: (() => string)[] = [
    () => random.pick(literalTexts),
    () => random.pick(literalTexts),
    () => field(random, scope, textFields),
    () => field(random, scope, textFields),
    () => field(random, scope, textFields),
    () => random.pick(requestTexts),
    () => random.pick(namespaceTexts),
    () => variable(random, scope, "'v'"),
    () => `string(${field(random, scope, [...numberFields, 'spec.on'])})`,
  ]
  if (depth > 2 || random.chance(0.45)) return random.pick(leaves)()
  return random.pick<() => string>([
    () => `${deeper()} + ${deeper()}`,
    () => `string(${anyOf(random, scope, depth + 1)})`,
    () => `${deeper()}.lowerAscii()`,
    () => `${deeper()}.upperAscii()`,
    () => `${deeper()}.substring(${random.below(4)})`,
    () => `${deeper()}.charAt(${random.below(3)})`,
    () => `${deeper()}.replace('a', 'bb')`,
    () => `${deeper()}.split('-')[${random.below(3)}]`,
    () => `${deeper()}.trim()`,
    () => `${deeper()}.reverse()`,
    () => `[${deeper()}, ${deeper()}].join('/')`,
    () => `'%s is %d'.format([${anyOf(random, scope, depth + 1)}, ${numberOf(random, scope, depth + 1)}])`,
    () =>
      `'${random.pick(['%s', '%v', '%q', '%5s', '%.2f', '%x', '%e', '%s %s', '%%', '%b', '%o', '%X'])}'.format([${anyOf(random, scope, depth + 1)}])`,
    () => `(${truthOf(random, scope, depth + 1)} ? ${deeper()} : ${deeper()})`,
    () => `${random.pick(roots)}.?spec.?${random.pick(['text', 'mode', 'nope'])}.orValue('none')`,
    () => `${random.pick(roots)}[?'metadata'][?'labels'][?'app'].orValue(${random.pick(literalTexts)})`,
    () => `cel.bind(t, ${deeper()}, t + t)`,
    () => `dyn(${deeper()})`,
    () => `strings.quote(${deeper()})`,
    () => `${deeper()}.find('[a-z]+')`,
    () => `${deeper()}.findAll('[a-z]')[0]`,
  ])()
}

export const numberOf: Piece = (random, scope, depth) => {
  const deeper = () => numberOf(random, scope, depth + 1)
  if (depth > 2 || random.chance(0.5))
    return random.pick<() => string>([
      () => random.pick(literalNumbers),
      () => field(random, scope, numberFields),
      () => field(random, scope, numberFields),
      () => `size(${field(random, scope, [...listFields, ...mapFields, ...textFields])})`,
    ])()
  return random.pick<() => string>([
    () => `${deeper()} ${random.pick(['+', '-', '*', '/', '%'])} ${deeper()}`,
    () => `size(${listOf(random, scope, depth + 1)})`,
    () => `${textOf(random, scope, depth + 1)}.size()`,
    () => `int(${textOf(random, scope, depth + 1)})`,
    () => `${textOf(random, scope, depth + 1)}.indexOf('a')`,
    () => `-(${deeper()})`,
    () => `math.greatest(${deeper()}, ${deeper()})`,
    () => `${listOf(random, scope, depth + 1)}.indexOf('a')`,
    () => `int(${random.pick(doubles)})`,
    () => `quantity(${textOf(random, scope, depth + 1)}).asInteger()`,
    () => `timestamp('2024-02-29T12:00:00Z').getDayOfYear()`,
    () => `(${truthOf(random, scope, depth + 1)} ? ${deeper()} : ${deeper()})`,
    () => `${random.pick(roots)}.?spec.?count.orValue(${deeper()})`,
  ])()
}

export const listOf: Piece = (random, scope, depth) => {
  const deeper = () => listOf(random, scope, depth + 1)
  if (depth > 2 || random.chance(0.5))
    return random.pick<() => string>([
      () => field(random, scope, listFields),
      () => field(random, scope, listFields),
      () => `['a', 'b', 'c']`,
      () => '[]',
      () => 'request.userInfo.groups',
      () => `[${textOf(random, scope, depth + 1)}]`,
    ])()
  return random.pick<() => string>([
    () => `${deeper()}.map(x, ${random.pick(['x', "x + 'y'", 'size(x)', '[x]', '{x: x}'])})`,
    () => `${deeper()}.map(x, x != 'a', x)`,
    () => `${deeper()}.filter(x, ${random.pick(["x != 'a'", 'x.startsWith("a")', 'size(x) > 1', 'x in ["a", "b"]'])})`,
    () => `${deeper()} + ${deeper()}`,
    () => `${deeper()}.sort()`,
    () => `${deeper()}.distinct()`,
    () => `${deeper()}.slice(0, ${random.below(3)})`,
    () => `[${deeper()}, ${deeper()}].flatten()`,
    () => `lists.range(${random.below(5)})`,
    () => `${textOf(random, scope, depth + 1)}.split(',')`,
    () => `${deeper()}.reverse()`,
    // Members of maps come in no order.
    () => `${mapOf(random, scope, depth + 1)}.map(k, k).sort()`,
    () => `${deeper()}.transformList(i, v, i > 0, v)`,
    () => `${deeper()}.sortBy(x, x)`,
    () => `dyn(${deeper()})`,
  ])()
}

export const mapOf: Piece = (random, scope, depth) => {
  if (depth > 2 || random.chance(0.6)) return random.chance(0.8) ? field(random, scope, mapFields) : `{'a': 'b'}`
  return random.pick<() => string>([
    () => `{${textOf(random, scope, depth + 1)}: ${anyOf(random, scope, depth + 1)}}`,
    () => `${listOf(random, scope, depth + 1)}.transformMap(i, v, v)`,
    () => `${mapOf(random, scope, depth + 1)}.transformMap(k, v, k != 'a', v)`,
    () => `${listOf(random, scope, depth + 1)}.transformMapEntry(i, v, {v: i})`,
    () => `${random.pick(roots)}.metadata.?labels.orValue({})`,
  ])()
}

/** A value of any type. */
export const anyOf: Piece = (random, scope, depth) =>
  random.pick<() => string>([
    () => textOf(random, scope, depth),
    () => textOf(random, scope, depth),
    () => numberOf(random, scope, depth),
    () => listOf(random, scope, depth),
    () => mapOf(random, scope, depth),
    () => random.pick(doubles),
    () =>
      random.pick([
        'null',
        'true',
        '5u',
        "b'abc'",
        "duration('90s')",
        "timestamp('2024-01-01T00:00:00Z')",
        'type(object)',
        "optional.of('a')",
        'optional.none()',
        "quantity('1Gi')",
        "ip('10.0.0.1')",
        "url('https://a.b/c?d=e')",
        "semver('1.2.3')",
        "cidr('10.0.0.0/8')",
        'format.dns1123Label()',
      ]),
    () =>
      random.pick([
        'object',
        'oldObject',
        'request',
        'namespaceObject',
        'object.spec',
        'request.options',
        'object.spec.items',
        'object.metadata',
        'object.spec.free',
        'request.userInfo',
        'request.dryRun',
      ]),
    () => variable(random, scope, 'object.spec'),
    () =>
      scope.params
        ? random.pick(['params', 'params.spec', 'params.data', 'params.metadata.name', 'params.kind', 'params.apiVersion'])
        : 'object.spec.on',
  ])()

const comparison: Piece = (random, scope, depth) => {
  const operator = random.pick(['==', '==', '!=', '<', '<=', '>', '>='])
  const kind = random.pick([textOf, textOf, numberOf, numberOf, anyOf])
  const other = random.chance(0.06) ? random.pick([textOf, numberOf, anyOf, mapOf]) : kind
  return `${kind(random, scope, depth + 1)} ${operator} ${other(random, scope, depth + 1)}`
}

const checks = [
  "authorizer.group('').resource('configmaps').namespace('default').check('get').allowed()",
  "authorizer.group('apps').resource('statefulsets').check('create').allowed()",
  "authorizer.group('diff.example').resource('probes').subresource('status').name('x').check('update').reason() == ''",
  "authorizer.path('/healthz').check('get').allowed()",
  "authorizer.path('/nope').check('get').reason() == ''",
  "authorizer.requestResource.check('escalate').allowed()",
  "authorizer.requestResource.check('get').errored()",
  "authorizer.serviceAccount('default', 'nobody').group('').resource('pods').check('get').allowed()",
  "authorizer.group('').resource('secrets').labelSelector('a=b').check('list').allowed()",
  "authorizer.group('').resource('secrets').fieldSelector('metadata.name=x').check('list').allowed()",
]

export const truthOf: Piece = (random, scope, depth) => {
  const deeper = () => truthOf(random, scope, depth + 1)
  const leaf = depth > 2 || random.chance(0.55)
  if (random.chance(scope.mischief)) return mischief(random, scope)
  if (leaf)
    return random.pick<() => string>([
      () => comparison(random, scope, depth),
      () => comparison(random, scope, depth),
      () => comparison(random, scope, depth),
      () =>
        `has(${field(random, scope, ['spec.text', 'spec.nothing', 'spec.granular.deep.x', 'metadata.labels', 'spec.free.n', 'metadata.labels.app', 'data.a', 'status.ready'])})`,
      () =>
        `has(request.${random.pick(['subResource', 'name', 'namespace', 'userInfo.uid', 'userInfo.extra', 'options.dryRun', 'dryRun'])})`,
      () =>
        `has(namespaceObject.${random.pick(['metadata', 'metadata.labels', 'metadata.generateName', 'spec', 'status.conditions', 'metadata.labels.team'])})`,
      () => `${textOf(random, scope, depth + 1)} in ${listOf(random, scope, depth + 1)}`,
      () => `'a' in ${mapOf(random, scope, depth + 1)}`,
      () =>
        `${textOf(random, scope, depth + 1)}.${random.pick(['startsWith', 'endsWith', 'contains'])}(${textOf(random, scope, depth + 1)})`,
      () =>
        `${textOf(random, scope, depth + 1)}.matches(${random.pick([`'^[a-z]+$'`, `'a|b'`, `r'\\d'`, textOf(random, scope, depth + 1)])})`,
      () =>
        random.pick([
          'true',
          'false',
          'true',
          'false',
          "request.operation != 'DELETE'",
          'object != null',
          'oldObject == null',
          'request.dryRun',
          'namespaceObject == null',
          'object.spec.on == true',
        ]),
      () => `${random.pick(['isQuantity', 'isIP', 'isURL', 'isSemver', 'isCIDR'])}(${textOf(random, scope, depth + 1)})`,
      () => (scope.authorizer ? random.pick(checks) : 'true'),
      () =>
        scope.params
          ? random.pick([
              'params == null',
              'params != null',
              "params.metadata.name == 'one'",
              "params.data.limit == '5'",
              'params.spec.count > 3',
              'has(params.spec)',
              "params.kind == 'Limit'",
            ])
          : 'object == oldObject',
      () => `type(${anyOf(random, scope, depth + 1)}) == ${random.pick(['string', 'int', 'list', 'map', 'bool', 'null_type'])}`,
    ])()
  return random.pick<() => string>([
    () => `${deeper()} && ${deeper()}`,
    () => `${deeper()} || ${deeper()}`,
    () => `!(${deeper()})`,
    () => `(${deeper()} ? ${deeper()} : ${deeper()})`,
    () =>
      `${listOf(random, scope, depth + 1)}.${random.pick(['all', 'exists', 'exists_one'])}(x, ${random.pick(["x == 'a'", 'size(x) > 1', 'x.startsWith("b")', 'x != object.metadata.name', 'x', deeper()])})`,
    () => `${listOf(random, scope, depth + 1)}.${random.pick(['all', 'exists', 'existsOne'])}(i, v, i < 2 || v == 'a')`,
    () =>
      `${random.pick(roots)}.spec.items.${random.pick(['all', 'exists', 'exists_one'])}(i, ${random.pick(["i.name == 'a'", 'i.weight > 2', "has(i.tags) && 'x' in i.tags", "i.?value.orValue('') != 'b'"])})`,
    () => `cel.bind(t, ${anyOf(random, scope, depth + 1)}, t == t)`,
    () =>
      `sets.${random.pick(['contains', 'intersects', 'equivalent'])}(${listOf(random, scope, depth + 1)}, ${listOf(random, scope, depth + 1)})`,
    () => `quantity(${textOf(random, scope, depth + 1)}).isGreaterThan(quantity('5Mi'))`,
    () => `${mapOf(random, scope, depth + 1)}.all(k, k != 'b')`,
    () => `${mapOf(random, scope, depth + 1)}.exists(k, v, v == 'b')`,
    () => `${listOf(random, scope, depth + 1)}.isSorted()`,
    () => costly(random),
  ])()
}

/** An expression that takes its time: near the limits or beyond. */
export function costly(random: Random): string {
  const list = (most: number) =>
    `[${Array.from({ length: 1 + random.below(most) }, (_, i) => (random.chance(0.1) ? `'${i}'` : i)).join(', ')}]`
  if (random.chance(0.75)) return `${list(12)}.all(x, ${list(8)}.exists(y, x == y))`
  const body = random.pick([
    'a + b + c + d > 0',
    '[a, b].all(z, z == c)',
    "('%d'.format([a])).matches('[0-9]+')",
    'string(a) + string(b) != "x"',
    'a in [b, c, d]',
  ])
  return `${list(40)}.all(a, ${list(40)}.all(b, ${list(30)}.all(c, ${list(30)}.all(d, ${body}))))`
}

/** What may not compile. */
function mischief(random: Random, scope: Scope): string {
  return random.pick<() => string>([
    () => '1',
    () => textOf(random, scope, 2),
    () => anyOf(random, scope, 2),
    () => 'object.spec.on',
    () => 'nope == 1',
    () => 'object.spec.',
    () => 'variables.nope == 1',
    () => 'params.data.x == 1',
    () => 'request.nope == 1',
    () => 'request.userInfo.nope == 1',
    () => 'namespaceObject.nope == 1',
    () => `1 == 'a'`,
    () => `'a'.matches('(')`,
    () => `'a'.matches('a{2000}')`,
    () => `timestamp('nope') == null`,
    () => `duration('nope') == duration('1s')`,
    () => 'foo(object)',
    () => '[1, "a"] == [1]',
    () => `{'a': 1, 'b': 'x'} == {}`,
    () => 'object.all(x, true',
    () => 'has(object)',
    () => 'object.spec.words.all(1, true)',
    () => `''' `,
    () => '',
    () => '   ',
    () => 'authorizer.allowed()',
    () => 'request.object == null',
    () => 'request.uid == ""',
    () => `object.\`a-b\` == 1`,
    () => 'object.spec.in == 1',
    () => '1u + 1 == 2',
    () => 'true\n&&\n  nope',
    () => '// comment\ntrue',
    () => "'\\q' == ''",
    () => '9223372036854775808 > 1',
    () => "semver('1') == semver('2')",
    () => "ip('nope').isLoopback()",
    () => "url('nope').getHost() == ''",
    () => "cidr('x').containsIP('y')",
    () => "quantity('nope') == quantity('1')",
    () => "jsonpatch.escapeKey('a/b') == ''",
    () => 'Object{}.spec == 1',
    () => "Object{spec: Object.spec{text: 'a'}} == object",
    () => `cel.bind(1, 2, true)`,
    () => `base64.decode('YQ==') == b'a'`,
    () => `math.least(1, 'a') == 1`,
    () => `'%z'.format([1]) == ''`,
    () => `'%d'.format(['a']) == ''`,
    () => `'%s %s'.format([1]) == ''`,
    () => `optional.of(1) == 1`,
    () => 'string(object) == ""',
    () => 'object == request',
    () => 'request == request',
    () => 'namespaceObject == object',
    () => 'variables == variables',
    () => 'type(request) == type(object)',
    () => 'request.kind == request.requestKind',
    () => 'size(request) > 0',
    () => 'request.userInfo.extra.all(k, true)',
    () => 'namespaceObject.metadata.labels.exists(k, k == "team")',
    () => 'request.userInfo.groups.all(g, g.startsWith("t"))',
    () => `request['operation'] == 'CREATE'`,
  ])()
}
