const text = { type: 'string' }
const texts = { type: 'array', items: text }
const object = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: { apiVersion: text, kind: text, metadata: { type: 'object' } },
}
const objects = { type: 'array', items: object }

/** JSON Schema of a `PolicyTest`; what its fields mean stands in policy/suite.ts and docs/policies.md. */
export const policyTestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'tests'],
  properties: {
    apiVersion: { enum: ['gatewright.io/v1'] },
    kind: text,
    metadata: { type: 'object' },
    files: texts,
    objects,
    tests: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'expect'],
        anyOf: [{ required: ['object'] }, { required: ['oldObject'] }],
        properties: {
          name: text,
          operation: { enum: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] },
          user: {
            type: 'object',
            additionalProperties: false,
            properties: { username: text, uid: text, groups: texts, extra: { type: 'object', additionalProperties: texts } },
          },
          object,
          oldObject: object,
          objects,
          expect: {
            type: 'object',
            additionalProperties: false,
            required: ['allowed'],
            properties: { allowed: { type: 'boolean' }, message: text, warnings: texts, object: { type: 'object' } },
          },
        },
      },
    },
  },
} as const
