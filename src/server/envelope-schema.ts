const text = { type: 'string' } as const
const gvk = (last: string) => ({ type: 'object', required: ['version', last], properties: { group: text, version: text, [last]: text } })
const object = {
  type: ['object', 'null'],
  required: ['apiVersion', 'kind'],
  properties: {
    apiVersion: { type: 'string', minLength: 1 },
    kind: { type: 'string', minLength: 1 },
    metadata: {
      type: 'object',
      properties: {
        name: text,
        namespace: text,
        generateName: text,
        labels: { type: ['object', 'null'], additionalProperties: text },
        annotations: { type: ['object', 'null'], additionalProperties: text },
      },
    },
  },
}

const named = { required: ['metadata'] }

/** The frame of an AdmissionReview v1. Objects are looked at no deeper than their names. */
export const envelopeSchema = {
  type: 'object',
  required: ['request'],
  properties: {
    request: {
      type: 'object',
      required: ['uid', 'kind', 'resource', 'operation', 'userInfo'],
      properties: {
        uid: { type: 'string', minLength: 1, maxLength: 256 },
        kind: gvk('kind'),
        resource: gvk('resource'),
        subResource: text,
        name: text,
        namespace: text,
        operation: { enum: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] },
        userInfo: { type: 'object', properties: { username: text, groups: { type: ['array', 'null'], items: text } } },
        object,
        oldObject: object,
        dryRun: { type: ['boolean', 'null'] },
      },
      // What is connected with (PodExecOptions) is no object of the cluster, and has no name.
      if: { properties: { operation: { const: 'CONNECT' } } },
      else: { properties: { object: named, oldObject: named } },
    },
  },
}
