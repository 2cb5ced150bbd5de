import type { Shape } from '../cel/shape.ts'
import type { KubeObject } from '../kinds/object.ts'
import { shapeOf } from '../schema/rules/typing.ts'
import type { StructuralSchema } from '../schema/structural.ts'

const text: StructuralSchema = { type: 'string' }
export const time: StructuralSchema = { type: 'string', format: 'date-time' }
const texts: StructuralSchema = { type: 'object', additionalProperties: text }

/** @see k8s.io/apimachinery pkg/apis/meta/v1 ObjectMeta */
export const objectMeta: StructuralSchema = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { type: 'integer' },
    labels: texts,
    annotations: texts,
    finalizers: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: {
        type: 'object',
        'x-kubernetes-map-type': 'atomic',
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: text,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
    managedFields: {
      type: 'array',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: {
          apiVersion: text,
          fieldsType: text,
          fieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          manager: text,
          operation: text,
          subresource: text,
          time,
        },
      },
    },
  },
}

/** The shape of a whole resource as policies see it: its metadata are there in full, whatever its schema says. */
export function resourceShape(schema: StructuralSchema, kind: string): Shape {
  return shapeOf({ ...schema, properties: { ...schema.properties, apiVersion: text, kind: text, metadata: objectMeta } }, true, kind)
}

/** An object as Go reads and writes it: of its metadata, what is empty is not there. */
export function withoutEmptyMetadata(object: KubeObject): KubeObject {
  const { metadata } = object
  // A patch may have put anything there.
  if (typeof metadata !== 'object' || metadata === null || !Object.values(metadata).some(isEmpty)) return object
  return { ...object, metadata: Object.fromEntries(Object.entries(metadata).filter(([, value]) => !isEmpty(value))) }
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null || value === ''
  for (const _ in value) return false
  return true
}
