import { StructValue } from '../cel/operations.ts'
import { type CelType, DynType, type ObjectType, opaque, StringType, typeName } from '../cel/types.ts'
import type { Value } from '../cel/value.ts'

/** The name of the type at the root of an apply configuration. */
const OBJECT = 'Object'

/** The fields of a JSONPatch operation. */
const patchFields: ReadonlyMap<string, CelType> = new Map([
  ['op', StringType],
  ['path', StringType],
  ['from', StringType],
  ['value', DynType],
])

/** The API server's checker takes an unknown field for one of a type without name. */
const unknownField: CelType = opaque('')

export const patchType: ObjectType = {
  kind: 'object',
  name: 'JSONPatch',
  field: name => patchFields.get(name) ?? unknownField,
  fieldNames: () => [...patchFields.keys()],
}

/** `Object` and the types below it: any field may be set, and is dyn; names are held against paths once there is a value. */
const anyObject = (name: string): ObjectType => ({ kind: 'object', name, field: () => DynType, fieldNames: () => [] })

export const objectType: ObjectType = anyObject(OBJECT)

/** The types that mutations may construct, by the name in the expression. @see k8s.io/apiserver pkg/cel/mutation */
export function mutationType(name: string): ObjectType | undefined {
  if (name === patchType.name) return patchType
  return name === OBJECT || name.startsWith(`${OBJECT}.`) ? anyObject(name) : undefined
}

/** Does every `Object...` stand where its name says? The first that does not, in the API server's words. */
export function misplaced(value: Value, path: string = value instanceof StructValue ? typeName(value.type) : ''): string | undefined {
  if (Array.isArray(value)) return first(value, item => misplaced(item, path))
  if (!(value instanceof StructValue)) return undefined
  const name = typeName(value.type)
  if (name !== path) return `unexpected type name "${name}", expected "${path}", which matches field name path from root Object type`
  return first(value.fields, ([field, held]) => misplaced(held, `${path}.${field}`))
}

function first<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = check(item)
    if (problem !== undefined) return problem
  }
  return undefined
}
