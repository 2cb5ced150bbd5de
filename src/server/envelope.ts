import { Ajv } from 'ajv'

const text = { type: 'string' } as const
const gvk = (last: string) => ({ type: 'object', required: ['version', last], properties: { group: text, version: text, [last]: text } })
const object = {
  type: ['object', 'null'],
  required: ['apiVersion', 'kind', 'metadata'],
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

const isReview = new Ajv({ allErrors: false, strict: true, allowUnionTypes: true, logger: false }).compile({
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
    },
  },
})

/** What is wrong with the frame of an AdmissionReview, by field; undefined where nothing is. Objects are looked at no deeper than their names. */
export function envelopeProblem(review: unknown): string | undefined {
  if (isReview(review)) return undefined
  const [error] = isReview.errors ?? []
  return `${error?.instancePath || '/'} ${error?.message ?? ''}`
}
