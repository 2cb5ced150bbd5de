import type { KindVersion } from './crd.ts'
import { Coercion } from './embedded.ts'
import { errorBody } from './field-error.ts'
import { copyOf } from './json.ts'
import { decodeObjectMeta, MetaError } from './object-meta.ts'
import { kindOf } from './primitives.ts'
import { ShapePass } from './shape.ts'
import { unknownFields } from './unknown.ts'

type JsonObject = Record<string, unknown>

/** An object as the server has it once it is decoded. */
export interface Decoded {
  readonly object: JsonObject
  /** Unknown fields: of the metadata, then of the object, then of embedded metadata. Found only when asked for. */
  unknown(): readonly string[]
  /** Whether it is known to be valid already, embedded resources and list types included. */
  readonly valid: boolean
}

const NOTHING: readonly string[] = []

/** Decodes metadata, prunes, fills in defaults; or says why the object cannot be decoded. */
export function decodeResource(kind: KindVersion, object: JsonObject): Decoded | string {
  const hasMetadata = Object.hasOwn(object, 'metadata')
  const meta = hasMetadata ? decodeObjectMeta(object['metadata']) : undefined
  if (meta instanceof MetaError) return meta.message
  const withMeta = (shaped: JsonObject): JsonObject =>
    meta && meta.metadata !== object['metadata'] ? { ...shaped, metadata: meta.metadata } : shaped
  const quick = kind.fast(object) as JsonObject | undefined
  if (quick && !meta?.unknown.length) return { object: withMeta(quick), unknown: () => NOTHING, valid: true }
  const embedded = kind.node.traits.embedded
  const pass = new ShapePass({ prune: true, defaults: !embedded })
  let shaped = pass.root(kind.node, object)
  const coercion = new Coercion()
  if (embedded) {
    const coerced = coercion.coerce(kind.node, shaped) as JsonObject
    if (coercion.error) return `${coercion.error.field}: ${errorBody(coercion.error)}`
    shaped = new ShapePass({ prune: false, defaults: true }).root(kind.node, coerced)
  }
  const unknown = (): string[] => [
    ...(meta?.unknown.map(path => `metadata.${path}`) ?? []),
    ...(pass.dropped ? unknownFields(kind.node, object) : []),
    ...coercion.unknownFields(),
  ]
  return { object: withMeta(shaped), unknown, valid: false }
}

/** The stored object as the server reads it: what is wrong with its metadata is dropped. */
export function storedObject(kind: KindVersion, old: unknown): JsonObject {
  if (kindOf(old) !== 'object') return {}
  const decoded = decodeResource(kind, old as JsonObject)
  return typeof decoded === 'string' ? (old as JsonObject) : decoded.object
}

const SYSTEM_FIELDS = new Set([
  'creationTimestamp',
  'uid',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
  'generation',
  'resourceVersion',
])

/** What is sent without what the server itself sets. */
export function withoutSystemFields(metadata: JsonObject): JsonObject {
  if (!Object.keys(metadata).some(name => SYSTEM_FIELDS.has(name))) return metadata
  const kept: JsonObject = {}
  for (const name in metadata) if (!SYSTEM_FIELDS.has(name)) kept[name] = metadata[name]
  return kept
}

/** What an update cannot change comes from the stored object. */
export function keepSystemFields(metadata: JsonObject, old: JsonObject): JsonObject {
  const kept = copyOf(withoutSystemFields(metadata))
  for (const name of ['deletionTimestamp', 'deletionGracePeriodSeconds']) if (metadata[name] !== undefined) kept[name] = metadata[name]
  for (const name of ['generation', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp', 'uid']) {
    if (old[name] !== undefined) kept[name] = old[name]
  }
  if (old['deletionGracePeriodSeconds'] !== undefined && kept['deletionGracePeriodSeconds'] === undefined) {
    kept['deletionGracePeriodSeconds'] = old['deletionGracePeriodSeconds']
  }
  return kept
}

/** Why an update comes too late, or is meant for another object of the same name; as far as both sides say. */
export function conflictOf(metadata: JsonObject, old: JsonObject): string | undefined {
  const differ = (name: string): boolean => metadata[name] !== undefined && old[name] !== undefined && metadata[name] !== old[name]
  if (differ('uid')) return `Precondition failed: UID in precondition: ${metadata['uid']}, UID in object meta: ${old['uid']}`
  if (!differ('resourceVersion')) return undefined
  return 'the object has been modified; please apply your changes to the latest version and try again'
}

/** A status that was dropped comes back as its default, when the stored object is read. All other defaults are in place already. */
export function withDefaultStatus(kind: KindVersion, object: JsonObject): JsonObject {
  if (!kind.node.defaulted.includes('status')) return object
  const part = Object.hasOwn(object, 'status') ? { status: object['status'] } : {}
  const { status } = new ShapePass({ prune: false, defaults: true }).root(kind.node, part)
  return status === object['status'] ? object : { ...object, status }
}
