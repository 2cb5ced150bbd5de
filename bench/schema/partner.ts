import { Environment } from '@marcbachmann/cel-js'
import { Ajv } from 'ajv'
import { loadCrd } from '../../src/schema/index.ts'
import type { StructuralSchema } from '../../src/schema/structural.ts'

/** What one would build from what npm has: ajv for the schema, cel-js for the rules. Answers the messages of what is wrong. */
export interface Partner {
  (object: Record<string, unknown>): string[]
  /** Rules that cel-js does not take: left out, in its favour. */
  readonly unable: ReadonlySet<string>
}

interface Rule {
  run(context: { self: unknown }): unknown
  readonly message: string
  readonly source: string
}

interface Rules {
  readonly own: readonly Rule[]
  readonly properties: readonly (readonly [string, Rules])[]
  readonly items: Rules | undefined
}

export function createPartner(crd: unknown): Partner {
  const version = loadCrd(crd).find(({ storage }) => storage)!
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
    useDefaults: true,
    removeAdditional: 'all',
  })
  const validate = ajv.compile(withoutExtensions(version.schema) as object)
  const rules = rulesOf(version.schema)
  const unable = new Set<string>()
  const partner = (original: Record<string, unknown>): string[] => {
    const problems: string[] = []
    // ajv prunes and fills in defaults in place.
    const object = structuredClone(original)
    if (!validate(object)) for (const error of validate.errors ?? []) problems.push(`${error.instancePath}: ${error.message}`)
    if (rules && problems.length === 0) run(rules, object, problems, unable)
    return problems
  }
  return Object.assign(partner, { unable })
}

/** JSON Schema of the same meaning: `nullable` and bounds in the form that ajv knows. */
function withoutExtensions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutExtensions)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !key.startsWith('x-kubernetes-'))
      .map(([key, value]) => [key, withoutExtensions(value)]),
  )
}

// What Kubernetes adds to CEL and the sample's rules use.
const environment = new Environment({ unlistedVariablesAreDyn: true }).registerFunction('list.sum(): int', (list: unknown[]) =>
  (list as bigint[]).reduce((sum, item) => sum + BigInt(item), 0n),
)

function rulesOf(schema: StructuralSchema): Rules | undefined {
  const own = (schema['x-kubernetes-validations'] ?? [])
    .filter(rule => !rule.rule.includes('oldSelf'))
    .map(({ rule, message = rule }) => ({ run: environment.parse(rule) as Rule['run'], message, source: rule }))
  const properties: (readonly [string, Rules])[] = []
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const below = rulesOf(property)
    if (below) properties.push([name, below])
  }
  const items = schema.items && rulesOf(schema.items)
  return own.length > 0 || properties.length > 0 || items ? { own, properties, items } : undefined
}

function run(rules: Rules, value: unknown, problems: string[], unable: Set<string>): void {
  if (value === null || value === undefined) return
  for (const rule of rules.own) {
    if (unable.has(rule.source)) continue
    try {
      if (rule.run({ self: value }) !== true) problems.push(rule.message)
    } catch {
      unable.add(rule.source)
    }
  }
  if (Array.isArray(value)) {
    if (rules.items) for (const item of value) run(rules.items, item, problems, unable)
    return
  }
  for (const [name, below] of rules.properties) run(below, (value as Record<string, unknown>)[name], problems, unable)
}
