import { type CelType, DynType as Dyn, type ObjectType, StringType as Text } from '../cel/types.ts'
import { CelError, type Opaque, Optional, type Value } from '../cel/value.ts'

/** The name of the type at the root of an apply configuration. */
export const OBJECT = 'Object'

/** An `Object{...}`, `Object.spec{...}` or `JSONPatch{...}` made by a mutation's expression. */
export class ObjectValue implements Opaque {
  readonly celType: string
  readonly fields: Readonly<Record<string, Value>>

  constructor(type: string, fields: Readonly<Record<string, Value>>) {
    this.celType = type
    this.fields = fields
  }

  equals(other: unknown): boolean {
    return this === other
  }

  field(name: string): Value {
    if (!Object.hasOwn(this.fields, name)) throw new CelError(`no such key: ${name}`)
    return this.fields[name]
  }
}

/** The fields of a JSONPatch operation. Of another one the checker knows no type. */
const patchFields: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ['op', Text],
  ['path', Text],
  ['from', Text],
  ['value', Dyn],
])

export const patchType: ObjectType = {
  kind: 'object',
  name: 'JSONPatch',
  field: name => patchFields.get(name),
  fieldNames: () => [...patchFields.keys()],
}

/** The type of `Object` and everything below it: any field may be set, and is dyn; the names are held against the paths when the value is there. */
export const objectType = (name: string): ObjectType => ({ kind: 'object', name, field: () => Dyn, fieldNames: () => [] })

/** The types that mutations may construct, by the name in the expression. @see k8s.io/apiserver pkg/cel/mutation */
export function findStruct(name: string): ObjectType | undefined {
  if (name === 'JSONPatch') return patchType
  return name === OBJECT || name.startsWith(`${OBJECT}.`) ? objectType(name) : undefined
}

/** Makes a value of a constructed type; an optional field without value is left out. */
export function construct(type: string, fields: Readonly<Record<string, Value>>): ObjectValue {
  const set = Object.entries(fields).flatMap(([name, value]) => {
    if (!(value instanceof Optional)) return [[name, value] as const]
    return value.hasValue ? [[name, value.value] as const] : []
  })
  return new ObjectValue(type, Object.fromEntries(set))
}

/** Does every `Object...` stand where its name says? The first that does not, in the API server's words. */
export function misplaced(value: Value, path: string = value instanceof ObjectValue ? value.celType : ''): string | undefined {
  if (Array.isArray(value)) return first(value.map(item => () => misplaced(item, path)))
  if (!(value instanceof ObjectValue)) return undefined
  if (value.celType !== path) {
    return `unexpected type name "${value.celType}", expected "${path}", which matches field name path from root Object type`
  }
  return first(
    Object.entries(value.fields).map(
      ([name, field]) =>
        () =>
          misplaced(field, `${path}.${name}`),
    ),
  )
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check()
    if (problem !== undefined) return problem
  }
  return undefined
}
