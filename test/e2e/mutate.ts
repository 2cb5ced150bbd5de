import type { StructuralSchema } from '../../src/schema/structural.ts'
import { Float } from '../../src/values/number.ts'

type JsonObject = Record<string, unknown>

/** A small generator of random numbers, the same on every machine for the same seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }
}

const strings = [
  '',
  'a',
  'A',
  'a-b',
  '-a',
  'a.b',
  'a/b',
  '/a',
  '/',
  '*',
  '*.example.com',
  'example.com',
  'Example.com',
  'http',
  'https',
  'PathPrefix',
  'Exact',
  '10s',
  '1h30m',
  '0',
  '1',
  '1.5',
  '-1',
  'true',
  'null',
  '10.0.0.1',
  '::1',
  'x'.repeat(64),
  'y'.repeat(300),
  'é',
  '\u{1f600}',
  'a b',
  ' a',
  'a\n',
  '\u0000',
  '\\',
  '"',
  '<&>',
  '2020-02-30',
  '2020-01-01T00:00:00Z',
  '2020-01-01T00:00:00.5+01:00',
  'Gateway',
  'Service',
  'gateway.networking.k8s.io',
  '1Gi',
  '100m',
  'YQ==',
  'YQ',
  '#fff',
  'HTTP',
  'HTTPS',
  'TLS',
  'TCP',
  'GET',
]
const numbers: readonly unknown[] = [
  0,
  1,
  2,
  -1,
  80,
  443,
  65535,
  65536,
  100,
  599,
  1.5,
  0.5,
  -0.5,
  new Float(1),
  new Float(0),
  new Float(80),
  new Float(1e21),
  2147483647,
  2147483648,
  9007199254740993n,
  9223372036854775807n,
  new Float(2 ** 63),
  1e-7,
  16,
  17,
  1000001,
  new Float(1000000),
]

/** Any JSON value, mostly small ones. */
function anything(random: Random): unknown {
  switch (random.below(8)) {
    case 0:
      return null
    case 1:
      return random.chance(0.5)
    case 2:
      return {}
    case 3:
      return []
    case 4:
      return { [random.pick(['a', 'name', 'kind', 'value', 'k.k'])]: random.pick(strings) }
    case 5:
      return [random.pick(strings), random.pick(numbers)]
    case 6:
      return random.pick(numbers)
    default:
      return random.pick(strings)
  }
}

/** A value that a schema describes, right in most places. */
export function fromSchema(schema: StructuralSchema, random: Random, depth = 0): unknown {
  if (random.chance(0.02)) return anything(random)
  if (schema.enum && random.chance(0.85)) return clone(random.pick(schema.enum))
  if (schema.default !== undefined && random.chance(0.3)) return clone(schema.default)
  if (schema.nullable && random.chance(0.1)) return null
  if (schema['x-kubernetes-int-or-string']) return random.chance(0.5) ? random.pick(numbers) : random.pick(strings)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, random, depth)
    case 'array': {
      const [least, most] = [Number(schema.minItems ?? 0), Number(schema.maxItems ?? 3)]
      const length = random.chance(0.05) ? Math.min(most + 1, 70) : Math.min(most, least + random.below(3))
      return Array.from({ length: depth > 8 ? Math.min(length, 1) : length }, () => fromSchema(schema.items ?? {}, random, depth + 1))
    }
    case 'integer':
      return random.chance(0.8) && schema.minimum !== undefined
        ? Number(schema.minimum) + random.below(3) - (random.chance(0.1) ? 1 : 0)
        : random.pick(numbers)
    case 'number':
      return random.pick(numbers)
    case 'boolean':
      return random.chance(0.5)
    case 'string':
      return random.pick(strings)
    default:
      return anything(random)
  }
}

function objectOf(schema: StructuralSchema, random: Random, depth: number): JsonObject {
  const object: JsonObject = {}
  const required = new Set(schema.required ?? [])
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const chance = required.has(name) ? 0.95 : depth > 6 ? 0.05 : 0.25
    if (random.chance(chance)) object[name] = fromSchema(property, random, depth + 1)
  }
  const additional = schema.additionalProperties
  if (typeof additional === 'object' && additional !== null) {
    for (let i = random.below(3); i > 0; i--)
      object[random.pick(['a', 'b-c', 'd.e', 'x/y', ''])] = fromSchema(additional, random, depth + 1)
  } else if (schema['x-kubernetes-preserve-unknown-fields'] || additional === true) object[random.pick(['a', 'b'])] = anything(random)
  if (schema['x-kubernetes-embedded-resource'] && random.chance(0.8)) {
    Object.assign(object, {
      apiVersion: random.pick(['v1', 'a/b', 'a/b/c', '']),
      kind: random.pick(['Pod', 'pod-x', '']),
      metadata: metadata(random),
    })
  }
  return object
}

function metadata(random: Random): JsonObject {
  const fields: JsonObject = {}
  if (random.chance(0.6)) fields['name'] = random.pick(strings)
  if (random.chance(0.4))
    fields['labels'] = { [random.pick(['a', 'a/b', '-x', 'A.b/c', ''])]: random.chance(0.9) ? random.pick(strings) : 5 }
  if (random.chance(0.2)) fields['annotations'] = { [random.pick(['a', 'B/c', 'a/b/c'])]: random.pick(strings) }
  if (random.chance(0.1)) fields['finalizers'] = [random.pick(['x', 'a.b/c', 'orphan', 'a.b'])]
  if (random.chance(0.1)) fields['unknown'] = 1
  if (random.chance(0.1)) fields['creationTimestamp'] = random.pick([null, '2020-01-01T00:00:00Z', '2020-01-01T01:00:00.7+01:00', 'x'])
  if (random.chance(0.1)) {
    fields['ownerReferences'] = [
      {
        apiVersion: random.pick(['v1', 'a/b/c', '']),
        kind: random.pick(['A', 'Event', '']),
        name: 'o',
        uid: 'u',
        controller: random.pick([true, false, null]),
      },
    ]
  }
  return fields
}

/** A copy of an object with one to three changes: below `spec` mostly, in its metadata sometimes. */
export function mutate(object: JsonObject, schema: StructuralSchema, random: Random): JsonObject {
  const copy = clone(object) as JsonObject
  for (let i = 1 + random.below(3); i > 0; i--) {
    if (random.chance(0.06))
      copy['metadata'] = {
        ...metadata(random),
        ...(copy['metadata'] as JsonObject),
        ...(random.chance(0.5) ? { labels: metadata(random)['labels'] ?? {} } : {}),
      }
    else change(copy, schema, random)
  }
  return copy
}

/** Goes down a random way, and changes something there. */
function change(object: JsonObject, schema: StructuralSchema, random: Random): void {
  const properties = schema.properties ?? {}
  const keys = Object.keys(object).filter(key => !['apiVersion', 'kind', 'metadata'].includes(key))
  const missing = Object.keys(properties).filter(key => !Object.hasOwn(object, key) && !['apiVersion', 'kind', 'metadata'].includes(key))
  if (keys.length > 0 && random.chance(0.75)) {
    const key = random.pick(keys)
    object[key] = changed(object[key], schemaOf(schema, key), random)
    if (object[key] === undefined) delete object[key]
  } else if (missing.length > 0 && random.chance(0.85)) {
    const key = random.pick(missing)
    object[key] = fromSchema(properties[key]!, random)
  } else object[random.pick(['unknown', 'a.b', 'constructor', '__proto__x'])] = anything(random)
}

function schemaOf(schema: StructuralSchema, key: string): StructuralSchema {
  const additional = schema.additionalProperties
  return schema.properties?.[key] ?? (typeof additional === 'object' && additional !== null ? additional : {})
}

function changed(value: unknown, schema: StructuralSchema, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const list = [...value]
    const i = random.below(list.length)
    const what = random.next()
    if (what < 0.6) list[i] = changed(list[i], schema.items ?? {}, random) ?? null
    else if (what < 0.75) list.splice(i, 1)
    else if (what < 0.9) list.push(clone(list[i]))
    else list.push(fromSchema(schema.items ?? {}, random))
    return list
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float) && random.chance(0.85)) {
    change(value as JsonObject, schema, random)
    return value
  }
  if (random.chance(0.12)) return undefined
  if (random.chance(0.15)) return anything(random)
  if (typeof value === 'string' && random.chance(0.3)) return value + random.pick(['x', '-', '.', ' ', '/', '0'])
  return fromSchema(schema, random)
}

function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone)
  if (typeof value !== 'object' || value === null || value instanceof Float) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, clone(child)]))
}
