import type { StructuralSchema, ValidationRule } from '../schema/structural.ts'
import type { CatalogueData, Mark, NodeIndex } from './catalogue-data.ts'
import type { SiteMask } from './presence.ts'

type Mutable = { -readonly [K in keyof StructuralSchema]: StructuralSchema[K] } & Record<string, unknown>

/** Whether `mark` names the bundle and channel of `site`, for this version of the kind. */
export function holds(mark: Mark | undefined, site: SiteMask, version: string): boolean {
  if (mark === undefined) return true
  if (typeof mark === 'number') return (mark & site) !== 0
  return mark.some(at => (typeof at === 'number' ? (at & site) !== 0 : (at[0] & site) !== 0 && at.includes(version)))
}

/**
 * Derives schemas for one bundle and channel. A part of the catalogue gives one and the same schema object wherever it is used,
 * so that what is compiled for a schema can be kept by identity.
 */
export function deriver({ nodes, rules }: CatalogueData, site: SiteMask): (node: NodeIndex, version: string) => StructuralSchema {
  const memo = new Map<string | number, StructuralSchema>()

  const derive = (index: NodeIndex, version: string): StructuralSchema => {
    const key = nodes[index]!.versioned ? `${index}/${version}` : index
    let schema = memo.get(key)
    if (schema === undefined) {
      schema = build(index, version)
      memo.set(key, schema)
    }
    return schema
  }

  const build = (index: NodeIndex, version: string): StructuralSchema => {
    const data = nodes[index]!
    const schema = { ...data.keywords } as Mutable
    let items = data.items
    for (const [mark, before] of data.was ?? []) {
      if (!holds(mark, site, version)) continue
      for (const [keyword, value] of Object.entries(before)) {
        if (keyword === 'items') items = value as NodeIndex
        else if (value === null) delete schema[keyword]
        else schema[keyword] = value
      }
    }
    if (data.dated) {
      const { dated } = data
      schema.enum = schema.enum!.filter(value => holds(dated[String(value)], site, version))
    }
    if (data.properties) {
      const properties: Record<string, StructuralSchema> = {}
      const required: string[] = []
      for (const [name, [child, , need, when]] of Object.entries(data.properties)) {
        if (!holds(when, site, version)) continue
        properties[name] = derive(child, version)
        if (typeof need === 'number' ? need === 1 : holds(need.in, site, version)) required.push(name)
      }
      schema.properties = properties
      if (required.length > 0) schema.required = required
    }
    if (items !== undefined) schema.items = derive(items, version)
    if (data.values !== undefined) schema.additionalProperties = derive(data.values, version)
    if (data.rules) {
      const list: ValidationRule[] = []
      for (const entry of data.rules) {
        const [at, mark] = typeof entry === 'number' ? [entry] : entry
        if (holds(mark, site, version)) list.push({ rule: rules[at]![0], message: rules[at]![1] })
      }
      if (list.length > 0) schema['x-kubernetes-validations'] = list
    }
    return schema
  }

  return derive
}
