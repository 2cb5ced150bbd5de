import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadAll } from 'js-yaml'
import { type CelType, optional, type Shape } from '../../src/cel/index.ts'
import { shapeOf } from '../../src/schema/rules/typing.ts'
import type { StructuralSchema } from '../../src/schema/structural.ts'

export interface PublishedRule {
  readonly text: string
  readonly self: Shape
  /** The type of `oldSelf`: the shape, or optional. */
  readonly oldSelf: Shape | CelType
  readonly schema: StructuralSchema
  /** The first Kubernetes minor with all functions that the rule calls. */
  readonly since: number
}

const FOLDER = new URL('../../../shared/crds/', import.meta.url)

/** What rules call that not every Kubernetes version has. */
const YOUNG: readonly (readonly [pattern: RegExp, since: number])[] = [
  [/\b(isIP|ip|isCIDR|cidr)\(/, 30],
  [/\bformat\.\w+\(/, 31],
  [/\.(all|exists|existsOne|transform\w+)\(\s*\w+\s*,\s*\w+\s*,/, 32],
  [/\bsemver\(|isSemver\(/, 33],
  [/\.(sort|sortBy|slice|flatten|distinct|reverse)\(/, 34],
]

/** The distinct rules of the published definitions, with the shape of their `self`; none where the definitions are absent. */
export function publishedRules(): PublishedRule[] {
  if (!existsSync(FOLDER)) return []
  const rules = new Map<string, PublishedRule>()
  const visit = (schema: StructuralSchema, isRoot: boolean): void => {
    const embedded = (child: StructuralSchema) => visit(child, child['x-kubernetes-embedded-resource'] === true)
    for (const rule of schema['x-kubernetes-validations'] ?? []) {
      for (const text of [rule.rule, rule.messageExpression]) {
        if (text === undefined) continue
        const key = JSON.stringify([text, schema])
        const since = Math.max(29, ...YOUNG.filter(([pattern]) => pattern.test(text)).map(([, minor]) => minor))
        if (rules.has(key)) continue
        const self = shapeOf(schema, isRoot, 'self')
        rules.set(key, { text, schema, self, oldSelf: rule.optionalOldSelf ? optional(self.type) : self, since })
      }
    }
    for (const child of Object.values(schema.properties ?? {})) embedded(child)
    if (schema.items) embedded(schema.items)
    if (typeof schema.additionalProperties === 'object') embedded(schema.additionalProperties)
  }
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.ya?ml$/.test(file)) continue
    for (const item of loadAll(readFileSync(new URL(file, FOLDER), 'utf8'))) {
      const document = item as { kind?: string; spec: { versions: { schema?: { openAPIV3Schema?: StructuralSchema } }[] } } | undefined
      if (document?.kind !== 'CustomResourceDefinition') continue
      for (const version of document.spec.versions) if (version.schema?.openAPIV3Schema) visit(version.schema.openAPIV3Schema, true)
    }
  }
  return [...rules.values()]
}
