import { isKeyword } from './shape.ts'
import type { CelType, ObjectType } from './types.ts'

/**
 * What a check asked of the types of its environment, and what it was told. Where another environment answers the same, the check comes to the same
 * result: a rule that stands in many schemas, and in every version of a definition, is checked once.
 */
export interface Lookups {
  readonly variables: readonly (readonly [name: string, type: CelType])[]
  /** In the order of asking: the object was found by an earlier question. */
  readonly fields: readonly (readonly [object: ObjectType, name: string, type: CelType | undefined])[]
}

export const NO_LOOKUPS: Lookups = { variables: [], fields: [] }

/** The type of a field by the name that an expression uses. */
export function fieldType(object: ObjectType, name: string): CelType | undefined {
  return object.field(name) ?? (isKeyword(name) ? object.field(`__${name}__`) : undefined)
}

/** Whether an environment with these variables gives all the answers that were given then. */
export function answersAlike({ variables, fields }: Lookups, types: ReadonlyMap<string, CelType>): boolean {
  const objects = new Map<ObjectType, ObjectType>()
  const alike = (then: CelType | undefined, now: CelType | undefined): boolean => {
    if (then === now && then?.kind !== 'object') return true
    if (!then || !now || then.kind !== now.kind) return false
    switch (then.kind) {
      case 'list':
        return alike(then.element, (now as typeof then).element)
      case 'map':
        return alike(then.key, (now as typeof then).key) && alike(then.value, (now as typeof then).value)
      case 'optional':
        return alike(then.value, (now as typeof then).value)
      case 'object': {
        const known = objects.get(then)
        if (known) return known === now
        objects.set(then, now as ObjectType)
        return then.name === (now as ObjectType).name
      }
      case 'type':
      case 'parameter':
      case 'opaque':
        return false
      default:
        return true
    }
  }
  for (const [name, type] of variables) if (!alike(type, types.get(name))) return false
  for (const [object, name, type] of fields) {
    const now = objects.get(object)
    if (!now || !alike(type, fieldType(now, name))) return false
  }
  return true
}
