import type { StructuralSchema } from './structural.ts'

/** What stands in a schema or below it, so that passes over objects that look for it can pass by. */
export interface Traits {
  /** `x-kubernetes-embedded-resource`. */
  readonly embedded: boolean
  /** `x-kubernetes-list-type` set or map. */
  readonly lists: boolean
  /** `x-kubernetes-validations`. */
  readonly rules: boolean
  /** Among them one that looks at the old value. */
  readonly transitions: boolean
}

const known = new WeakMap<StructuralSchema, Traits>()

/** Looks only at what structural schemas have: properties, additionalProperties, items, and for rules also `allOf`. */
export function traitsOf(schema: StructuralSchema): Traits {
  let traits = known.get(schema)
  if (!traits) {
    const { additionalProperties, items, properties, allOf } = schema
    const below: Traits[] = []
    if (properties) for (const name of Object.keys(properties)) below.push(traitsOf(properties[name]!))
    if (items) below.push(traitsOf(items))
    if (typeof additionalProperties === 'object' && additionalProperties !== null) below.push(traitsOf(additionalProperties))
    const rules = schema['x-kubernetes-validations'] ?? []
    const within = [...below, ...(allOf ?? []).map(traitsOf)]
    const listType = schema['x-kubernetes-list-type']
    traits = {
      embedded: schema['x-kubernetes-embedded-resource'] === true || below.some(child => child.embedded),
      lists: listType === 'set' || listType === 'map' || below.some(child => child.lists),
      rules: rules.length > 0 || within.some(child => child.rules),
      transitions:
        rules.some(({ rule, optionalOldSelf }) => optionalOldSelf === true || rule.includes('oldSelf')) ||
        within.some(child => child.transitions),
    }
    known.set(schema, traits)
  }
  return traits
}
