import { Float } from '../../src/values/number.ts'

/** Expressions and values made at random from a seed, for differential and fuzz tests. */
export type Random = (below: number) => number

/** A small generator of pseudo-random numbers: the same numbers for the same seed, everywhere. */
export function random(seed: number): Random {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Kind = 'bool' | 'int' | 'double' | 'string' | 'list' | 'strings' | 'objects' | 'map' | 'dyn'

const pick = <T>(r: Random, items: readonly T[]): T => items[r(items.length)]!

/** Names that must never reach a prototype or break out of a string. */
export const HOSTILE: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  "'",
  '"',
  '`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point
  '${x}',
  '\u2028',
  '\u2029',
  '\\',
  '\n',
  '</script>',
  '});throw 1;({',
  '😀',
  '\u0000',
  '__defineGetter__',
]

export const schema = {
  type: 'object',
  properties: {
    b: { type: 'boolean' },
    i: { type: 'integer' },
    j: { type: 'integer' },
    d: { type: 'number' },
    s: { type: 'string' },
    t: { type: 'string' },
    e: { type: 'string' },
    when: { type: 'string', format: 'date-time' },
    wait: { type: 'string', format: 'duration' },
    port: { 'x-kubernetes-int-or-string': true },
    ints: { type: 'array', items: { type: 'integer' } },
    names: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    objects: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          port: { type: 'integer' },
          tls: { type: 'object', properties: { mode: { type: 'string' } } },
        },
      },
    },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    constructor: { type: 'string' },
    length: { type: 'integer' },
    inner: { type: 'object', properties: { x: { type: 'integer' }, namespace: { type: 'string' }, 'a-b': { type: 'string' } } },
  },
} as const

/** A value of `schema`, some fields missing, some rarely of the wrong type. */
export function selfValue(r: Random): Record<string, unknown> {
  const self: Record<string, unknown> = {}
  const maybe = (name: string, value: unknown) => {
    if (r(8) > 0) self[name] = value
  }
  maybe('b', r(2) === 0)
  maybe('i', integer(r))
  maybe('j', r(40) === 0 ? 1.5 : integer(r))
  maybe('d', pick<unknown>(r, [1, 1.5, new Float(2), -0.5, 1e300]))
  maybe('s', text(r))
  maybe('t', text(r))
  maybe('e', '')
  maybe('when', pick(r, ['2020-01-01T00:00:00Z', '2021-06-01T12:30:00.5Z', 'nonsense']))
  maybe('wait', pick(r, ['1h', '90s', 'soon']))
  maybe('port', r(2) === 0 ? r(100) : text(r))
  maybe(
    'ints',
    Array.from({ length: r(5) }, () => integer(r)),
  )
  maybe('names', [...new Set(Array.from({ length: r(5) }, () => text(r)))])
  maybe(
    'objects',
    Array.from({ length: r(4) }, (_, i) => ({
      name: `n${i}`,
      ...(r(2) ? { port: r(4) } : {}),
      ...(r(3) === 0 ? { tls: r(2) ? { mode: text(r) } : {} } : {}),
    })),
  )
  const labels: [string, string][] = Array.from({ length: r(4) }, () => [r(4) === 0 ? pick(r, HOSTILE) : text(r), text(r)])
  maybe('labels', Object.fromEntries(labels))
  maybe('constructor', text(r))
  maybe('length', r(5))
  maybe('inner', { x: r(5), namespace: text(r), 'a-b': text(r) })
  return self
}

function integer(r: Random): number | bigint {
  return pick<number | bigint>(r, [0, 1, 2, -1, 7, 100, 9007199254740991, 9223372036854775807n, -9223372036854775808n])
}

function text(r: Random): string {
  return pick(r, ['', 'a', 'b', 'ab', 'HTTP', 'x'.repeat(12), 'é', '😀', 'foo.bar', ...(r(6) === 0 ? HOSTILE : [])])
}

const quoted = (value: string): string => {
  const escaped = JSON.stringify(value).replace(/\\u([0-9a-f]{4})/g, '\\u$1')
  return escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

/** An expression of a kind that is well typed most of the time, over `self` (of `schema`), `any` (dyn) and loop variables. */
export class Expressions {
  readonly #r: Random
  #loops: { name: string; kind: Kind }[] = []
  #count = 0

  constructor(r: Random) {
    this.#r = r
  }

  make(kind: Kind = 'bool', depth = 4): string {
    const variables = this.#loops.filter(loop => loop.kind === kind)
    if (variables.length > 0 && this.#r(3) === 0) return pick(this.#r, variables).name
    if (depth <= 0) return this.#leaf(kind)
    const deeper = (k: Kind) => this.make(k, depth - 1 - this.#r(2))
    const object = this.#loops.filter(loop => loop.kind === 'objects').at(-1)?.name
    switch (kind) {
      case 'bool':
        return this.#bool(deeper, depth)
      case 'int':
        return pick(this.#r, [
          () => this.#leaf('int'),
          () => `(${deeper('int')} ${pick(this.#r, ['+', '-', '*', '/', '%'])} ${deeper('int')})`,
          () => `size(${deeper(pick(this.#r, ['string', 'list', 'map', 'strings', 'objects']))})`,
          () => `(${deeper('bool')} ? ${deeper('int')} : ${deeper('int')})`,
          () => `${deeper('list')}[${deeper('int')}]`,
          () => `int(${deeper('double')})`,
          () => `${deeper('string')}.indexOf(${deeper('string')})`,
          () => `-${deeper('int')}`,
        ])()
      case 'double':
        return pick(this.#r, [
          () => this.#leaf('double'),
          () => `(${deeper('double')} ${pick(this.#r, ['+', '-', '*', '/'])} ${deeper('double')})`,
          () => `double(${deeper('int')})`,
        ])()
      case 'string':
        return pick(this.#r, [
          () => this.#leaf('string'),
          () => `(${deeper('string')} + ${deeper('string')})`,
          () => `(${deeper('bool')} ? ${deeper('string')} : ${deeper('string')})`,
          () => `${deeper('strings')}[${deeper('int')}]`,
          () => `${deeper('map')}[${deeper('string')}]`,
          () => `${deeper('string')}.lowerAscii()`,
          () => `${deeper('string')}.substring(${this.#r(3)})`,
          () => `string(${deeper('int')})`,
          () => `self.?inner.namespace.orValue(${deeper('string')})`,
          () => `self.?labels[?${deeper('string')}].orValue(${deeper('string')})`,
          () => `self.?s.or(self.?inner.?namespace).orValue(${deeper('string')})`,
          () => `${object ?? 'any'}.?tls.?mode.orValue(${deeper('string')})`,
          () => `string(${deeper('dyn')})`,
          () => `${deeper('strings')}.join(',')`,
        ])()
      case 'list':
        return pick(this.#r, [
          () => this.#leaf('list'),
          () => `[${deeper('int')}, ${deeper('int')}]`,
          () => this.#macro('list', 'int', depth, 'map', 'int'),
          () => this.#macro('objects', 'objects', depth, 'map', 'int'),
          () => this.#macro('list', 'int', depth, 'filter', 'bool'),
          () => `(${deeper('list')} + ${deeper('list')})`,
        ])()
      case 'strings':
        return pick(this.#r, [
          () => this.#leaf('strings'),
          () => `self.?names.orValue(${deeper('strings')})`,
          () => `[${deeper('string')}]`,
          () => this.#macro('strings', 'string', depth, 'filter', 'bool'),
          () => `(${deeper('strings')} + ${deeper('strings')})`,
        ])()
      case 'objects':
        return pick(this.#r, [
          () => 'self.objects',
          () => 'self.?objects.orValue([])',
          () => this.#macro('objects', 'objects', depth, 'filter', 'bool'),
        ])()
      case 'map':
        return pick(this.#r, [() => 'self.labels', () => `{${deeper('string')}: ${deeper('string')}}`])()
      default:
        return pick(this.#r, [
          () => 'any',
          () => `dyn(${deeper(pick(this.#r, ['int', 'string', 'list', 'map', 'objects', 'bool', 'double']))})`,
          () => 'any.a',
          () => "any['b']",
          () => 'any[0]',
          () => 'any.?a.?a.orValue(any)',
          () => "dyn(quantity('1'))",
          () => 'self.port',
        ])()
    }
  }

  #bool(deeper: (kind: Kind) => string, depth: number): string {
    const kind = pick<Kind>(this.#r, ['int', 'string', 'double', 'bool', 'list', 'strings', 'objects', 'map', 'dyn'])
    const ordered = pick<Kind>(this.#r, ['int', 'string', 'double'])
    const object = this.#loops.filter(loop => loop.kind === 'objects').at(-1)?.name
    return pick(this.#r, [
      () => this.#leaf('bool'),
      () => `(${deeper('bool')} ${pick(this.#r, ['&&', '||'])} ${deeper('bool')})`,
      () => `!${deeper('bool')}`,
      () => `(${deeper(kind)} ${pick(this.#r, ['==', '!='])} ${deeper(kind)})`,
      () => `(${deeper(ordered)} ${pick(this.#r, ['<', '<=', '>', '>='])} ${deeper(ordered)})`,
      () =>
        `has(self.${pick(this.#r, ['b', 'i', 'j', 's', 'inner', 'objects', 'labels', 'length', 'when', 'port', 'inner.x', 'inner.namespace'])})`,
      () => (object ? `has(${object}.${pick(this.#r, ['port', 'tls'])})` : 'has(any.a)'),
      () => `(${deeper('string')} in ${deeper(pick(this.#r, ['strings', 'map']))})`,
      () => `(${deeper('int')} in [1, 2, ${this.#r(9)}])`,
      () => `(${deeper('string')} in ['a', 'HTTP', ${quoted(text(this.#r))}])`,
      () => `${deeper('string')}.${pick(this.#r, ['startsWith', 'endsWith', 'contains'])}(${deeper('string')})`,
      () => `${deeper('string')}.matches('^[a-z]+$')`,
      () => this.#macro('list', 'int', depth, pick(this.#r, ['all', 'exists', 'exists_one']), 'bool'),
      () => this.#macro('strings', 'string', depth, pick(this.#r, ['all', 'exists', 'exists_one']), 'bool'),
      () => this.#macro('objects', 'objects', depth, pick(this.#r, ['all', 'exists', 'exists_one']), 'bool'),
      () => this.#macro('map', 'string', depth, pick(this.#r, ['all', 'exists']), 'bool'),
      () => `self.when < timestamp('2020-06-01T00:00:00Z')`,
      () => `(self.wait > duration('1m'))`,
      () => `self.?${pick(this.#r, ['s', 't', 'inner.namespace'])}.hasValue()`,
      () => `(self.?i.optMap(o, o + 1).orValue(${deeper('int')}) > 3)`,
      () => `(any == ${deeper('string')})`,
    ])()
  }

  #macro(range: Kind, element: Kind, depth: number, name: string, result: Kind): string {
    const over = this.make(range, depth - 2)
    const variable = `v${this.#count++}`
    this.#loops.push({ name: variable, kind: element })
    const body = this.make(result, depth - 2)
    this.#loops.pop()
    return `${over}.${name}(${variable}, ${body})`
  }

  #leaf(kind: Kind): string {
    const object = this.#loops.filter(loop => loop.kind === 'objects').at(-1)?.name
    switch (kind) {
      case 'bool':
        return pick(this.#r, ['true', 'false', 'self.b'])
      case 'int':
        return pick(this.#r, [
          `${this.#r(5)}`,
          'self.i',
          'self.j',
          'self.length',
          'self.inner.x',
          '9223372036854775807',
          ...(object ? [`${object}.port`] : []),
        ])
      case 'double':
        return pick(this.#r, ['1.5', '2.0', 'self.d', '0.0'])
      case 'string':
        return pick(this.#r, [
          quoted(text(this.#r)),
          'self.s',
          'self.t',
          'self.e',
          'self.constructor',
          'self.inner.a__dash__b',
          ...(object ? [`${object}.name`, `${object}.tls.mode`] : []),
        ])
      case 'list':
        return pick(this.#r, ['self.ints', '[1, 2, 3]', '[]'])
      case 'strings':
        return pick(this.#r, ['self.names', "['a', 'b']"])
      case 'objects':
        return 'self.objects'
      case 'map':
        return 'self.labels'
      default:
        return pick(this.#r, ['any', 'self.port'])
    }
  }
}

/** A value for the dyn variable `any`. */
export function anyValue(r: Random): unknown {
  return pick<() => unknown>(r, [
    () => integer(r),
    () => text(r),
    () => null,
    () => true,
    () => 1.5,
    () => [1, 'a', { a: 1 }],
    () => ({ a: 1, b: 'x' }),
    () => ({ [pick(r, HOSTILE)]: text(r), a: { a: [1] } }),
    () => new Float(1),
  ])()
}

/** Breaks an expression at random: cuts, doubles, swaps and hostile pieces. */
export function mutate(r: Random, expression: string): string {
  let text = expression
  for (let n = 1 + r(3); n > 0; n--) {
    const at = r(text.length + 1)
    const length = 1 + r(6)
    const piece = pick(r, [
      ...HOSTILE,
      'self.',
      '.__proto__',
      '["constructor"]',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '?',
      ':',
      '.?',
      '&&',
      '1e999',
      '0x',
      "b'\\xff'",
      'r"',
      '//',
      ' in ',
      '-',
      '.all(x, ',
      '.map(__proto__, ',
      'has(',
      'dyn(',
      '999999999999999999999',
    ])
    text = pick(r, [
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at) + piece + text.slice(at),
      () => text.slice(0, at) + text.slice(at, at + length) + text.slice(at),
      () => text.slice(0, at) + piece + text.slice(at + length),
    ])()
  }
  return text
}
