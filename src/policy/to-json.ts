import { StructValue } from '../cel/operations.ts'
import { typeName } from '../cel/types.ts'
import { CelMap, MapView, Optional, TypeValue, Uint, type Value } from '../cel/value.ts'
import { encodeBase64 } from '../values/base64.ts'
import { Duration } from '../values/duration.ts'
import { Float } from '../values/number.ts'
import { formatTimestamp, Timestamp } from '../values/timestamp.ts'

const UNMARSHALLED = 'json: error calling MarshalJSON for type *structpb.Value: proto: google.protobuf.Value.number_value'

/** Types that Go names otherwise than CEL does. */
const goNames: Readonly<Record<string, string>> = { 'kubernetes.NamedFormat': 'Format' }

/** Values of Kubernetes' own libraries, by the types that they have in Go. */
const goTypes: Readonly<Record<string, string>> = {
  'kubernetes.Quantity': '*resource.Quantity',
  'kubernetes.URL': '*url.URL',
  'kubernetes.Semver': 'semver.Version',
  'net.IP': 'netip.Addr',
  'net.CIDR': 'netip.Prefix',
}

/** The type in Go of a value that only Kubernetes' libraries make. */
export function goTypeOf(value: unknown): string | undefined {
  const { celType } = value as { celType?: unknown }
  return typeof celType === 'string' ? goTypes[celType] : undefined
}

/** A CEL value that has no JSON form. */
export class NotJson extends Error {}

/**
 * A CEL value as JSON, the way cel-go converts to protobuf's Value: durations in seconds, timestamps as RFC 3339, bytes as base64, and `large`
 * integers beyond 2^53 as strings unless they are to be kept.
 * @throws NotJson
 */
export function toJson(value: Value, large: 'text' | 'keep' = 'text'): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (Number.isFinite(value) || large === 'keep') return value
      throw new NotJson(`${UNMARSHALLED}: invalid ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'} value`)
    case 'bigint':
      return large === 'keep' ? value : String(value)
    default:
  }
  if (value === null || value instanceof Float) return value
  if (Array.isArray(value)) return value.map(item => toJson(item, large))
  if (large === 'keep') {
    // What Go has no JSON type for fails where it stands, by its own name.
    if (value instanceof Uint || value instanceof Uint8Array || value instanceof Duration || value instanceof Timestamp) return value
    if (value instanceof TypeValue) return typeName(value.type)
    if (value instanceof Optional && !value.hasValue) return null
  }
  if (value instanceof Uint) return value.value <= 2n ** 53n - 1n ? Number(value.value) : String(value.value)
  if (value instanceof Uint8Array) return encodeBase64(value)
  if (value instanceof Optional) {
    if (value.hasValue) return toJson(value.value, large)
    throw new NotJson('optional.none() dereference')
  }
  if (value instanceof Duration) return `${value.inSeconds()}s`
  if (value instanceof Timestamp) return formatTimestamp(value)
  if (value instanceof StructValue) {
    if (typeName(value.type) === 'JSONPatch') throw new NotJson('cannot convert to native type: *structpb.Value')
    return members(value.fields, large)
  }
  if (value instanceof CelMap || value instanceof MapView) return members(value.entries(), large)
  if (value instanceof TypeValue) throw new NotJson("type conversion not supported for 'type'")
  const { celType } = value as { celType?: string }
  if (large === 'keep' && goTypeOf(value) !== undefined) return value
  if (celType !== undefined)
    throw new NotJson(`type conversion error from '${goNames[celType] ?? celType.replace(/^.*\./, '')}' to '*structpb.Value'`)
  return members(Object.entries(value as Record<string, Value>), large)
}

function members(entries: Iterable<readonly [Value, Value]>, large: 'text' | 'keep'): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, value] of entries) {
    if (typeof key === 'boolean') throw new NotJson("type conversion error from bool to 'string'")
    if (typeof key !== 'string') throw new NotJson(`unsupported type conversion from '${key instanceof Uint ? 'uint' : 'int'}' to string`)
    Object.defineProperty(object, key, { value: toJson(value, large), writable: true, enumerable: true, configurable: true })
  }
  return object
}
