/**
 * The static types of CEL, in the shape of cel-go's `types.Type`.
 *
 * `opaque` is cel-go's abstract (named, possibly parameterised) type: `kubernetes.Quantity`, `net.IP`, `kubernetes.authorization.Authorizer`.
 * `optional` is `optional_type(T)`, kept apart because the syntax knows it.
 */
export type CelType = { readonly kind: ScalarKind } | ListType | MapType | ObjectType | OptionalType | TypeType | ParameterType | OpaqueType

export type ScalarKind =
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'dyn'
  /** The type of an expression that already failed to check: assignable to everything, so that one mistake is reported once. */
  | 'error'

export interface ListType {
  readonly kind: 'list'
  readonly element: CelType
}

export interface MapType {
  readonly kind: 'map'
  readonly key: CelType
  readonly value: CelType
}

/** A struct with declared fields, such as `selfType…` of a CRD or `kubernetes.AdmissionRequest`. Types are equal when their names are. */
export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  /** The type of a field by the name that an expression uses, or `undefined` when there is none. */
  field(name: string): CelType | undefined
  /** All field names, for suggestions. */
  fieldNames(): readonly string[]
}

export interface OptionalType {
  readonly kind: 'optional'
  readonly value: CelType
}

/** The type of a type: `type(int)` for the identifier `int`. `of` is absent for the plain `type`. */
export interface TypeType {
  readonly kind: 'type'
  readonly of?: CelType
}

/** A type variable of an overload, or one made fresh by the checker. */
export interface ParameterType {
  readonly kind: 'parameter'
  readonly name: string
}

export interface OpaqueType {
  readonly kind: 'opaque'
  readonly name: string
  readonly parameters: readonly CelType[]
}

export const NullType: CelType = { kind: 'null' }
export const BoolType: CelType = { kind: 'bool' }
export const IntType: CelType = { kind: 'int' }
export const UintType: CelType = { kind: 'uint' }
export const DoubleType: CelType = { kind: 'double' }
export const StringType: CelType = { kind: 'string' }
export const BytesType: CelType = { kind: 'bytes' }
export const TimestampType: CelType = { kind: 'timestamp' }
export const DurationType: CelType = { kind: 'duration' }
export const DynType: CelType = { kind: 'dyn' }
export const ErrorType: CelType = { kind: 'error' }

export const list = (element: CelType): ListType => ({ kind: 'list', element })
export const map = (key: CelType, value: CelType): MapType => ({ kind: 'map', key, value })
export const optional = (value: CelType): OptionalType => ({ kind: 'optional', value })
export const parameter = (name: string): ParameterType => ({ kind: 'parameter', name })
export const typeType = (of?: CelType): TypeType => (of ? { kind: 'type', of } : { kind: 'type' })
export const opaque = (name: string, ...parameters: CelType[]): OpaqueType => ({ kind: 'opaque', name, parameters })

/** An object type with the given fields, by the names that expressions use. */
export function object(name: string, fields: ReadonlyMap<string, CelType>): ObjectType {
  return { kind: 'object', name, field: key => fields.get(key), fieldNames: () => [...fields.keys()] }
}

/** The types as cel-go prints them in messages: `list(int)`, `map(string, dyn)`, `optional_type(string)`, `type(int)`. */
export function formatType(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${formatType(type.element)})`
    case 'map':
      return `map(${formatType(type.key)}, ${formatType(type.value)})`
    case 'optional':
      return `optional_type(${formatType(type.value)})`
    case 'type':
      return type.of ? `type(${formatType(type.of)})` : 'type'
    case 'object':
    case 'parameter':
      return type.name
    case 'opaque':
      return type.parameters.length === 0 ? type.name : `${type.name}(${type.parameters.map(formatType).join(', ')})`
    case 'error':
      return '!error!'
    default:
      return type.kind
  }
}

/** The name of a type without its parameters, as `type(x)` compares it: `list`, `google.protobuf.Timestamp`, `net.IP`. */
export function typeName(type: CelType): string {
  switch (type.kind) {
    case 'null':
      return 'null_type'
    case 'timestamp':
      return 'google.protobuf.Timestamp'
    case 'duration':
      return 'google.protobuf.Duration'
    case 'optional':
      return 'optional_type'
    case 'object':
    case 'opaque':
    case 'parameter':
      return type.name
    default:
      return type.kind
  }
}

/** Same type, structurally; objects and opaque types by name. */
export function sameType(a: CelType, b: CelType): boolean {
  if (a === b) return true
  if (a.kind !== b.kind) return false
  switch (a.kind) {
    case 'list':
      return sameType(a.element, (b as ListType).element)
    case 'map':
      return sameType(a.key, (b as MapType).key) && sameType(a.value, (b as MapType).value)
    case 'optional':
      return sameType(a.value, (b as OptionalType).value)
    case 'type': {
      const other = b as TypeType
      return a.of && other.of ? sameType(a.of, other.of) : a.of === other.of
    }
    case 'object':
    case 'parameter':
      return a.name === (b as ObjectType | ParameterType).name
    case 'opaque': {
      const other = b as OpaqueType
      return (
        a.name === other.name &&
        a.parameters.length === other.parameters.length &&
        a.parameters.every((p, i) => sameType(p, other.parameters[i]!))
      )
    }
    default:
      return true
  }
}
