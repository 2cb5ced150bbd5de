import { StructValue } from '../cel/operations.ts'
import { type CelType, DynType, type ObjectType, opaque, StringType, typeName } from '../cel/types.ts'
import { CelMap, type Value } from '../cel/value.ts'

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

/** Does every `Object...` stand where its name says? All that do not, in the API server's words. Lists and maps between them have no names. */
export function misplaced(value: Value, path: string = value instanceof StructValue ? typeName(value.type) : ''): string[] {
  if (Array.isArray(value)) return value.flatMap(item => misplaced(item, path))
  if (value instanceof CelMap) return [...value.entries()].flatMap(([, item]) => misplaced(item, path))
  if (!(value instanceof StructValue)) return isWrittenMap(value) ? Object.values(value).flatMap(item => misplaced(item, path)) : []
  const name = typeName(value.type)
  const inside = [...value.fields].flatMap(([field, held]) => misplaced(held, `${path}.${field}`))
  if (name === path) return inside
  return [`unexpected type name "${name}", expected "${path}", which matches field name path from root Object type`, ...inside]
}

/** What was read has the prototype of objects; what an expression writes has none. */
const isWrittenMap = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
