import { Ajv } from 'ajv'
import { decodeJson } from '../cluster/json.ts'
import type { KubeObject } from '../kinds/object.ts'
import { HttpError } from './http-error.ts'

export interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** The request of an AdmissionReview v1. Empty strings are left out by the API server, hence the optional fields. */
export interface AdmissionRequest {
  readonly uid: string
  readonly kind: GroupVersionKind
  readonly resource: { readonly group: string; readonly version: string; readonly resource: string }
  readonly subResource?: string
  readonly requestKind?: GroupVersionKind
  readonly name?: string
  readonly namespace?: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  readonly userInfo: { readonly username?: string; readonly groups?: readonly string[] }
  readonly object?: KubeObject | null
  readonly oldObject?: KubeObject | null
  readonly dryRun?: boolean
}

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

const envelope = new Ajv({ allErrors: false, strict: true, allowUnionTypes: true, logger: false }).compile({
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

/**
 * Reads the body of an admission call.
 * @throws {HttpError} 400 with what is wrong with it. Nothing of the body but field names is repeated: it may hold secrets.
 */
export function readReview(body: string): AdmissionRequest {
  let review: { apiVersion?: unknown; kind?: unknown; request: AdmissionRequest }
  try {
    review = decodeJson(body) as typeof review
  } catch {
    throw new HttpError(400, 'BadRequest', 'the body is no JSON')
  }
  if (typeof review !== 'object' || review === null || review.kind !== 'AdmissionReview') {
    throw new HttpError(400, 'BadRequest', 'the body is no AdmissionReview')
  }
  if (review.apiVersion !== 'admission.k8s.io/v1') {
    throw new HttpError(400, 'BadRequest', 'the AdmissionReview is not of admission.k8s.io/v1: list v1 alone in admissionReviewVersions')
  }
  if (!envelope(review)) {
    const [error] = envelope.errors ?? []
    throw new HttpError(400, 'BadRequest', `the AdmissionReview is malformed: ${error?.instancePath || '/'} ${error?.message ?? ''}`)
  }
  const { request } = review
  const needed = request.operation === 'DELETE' ? 'oldObject' : request.operation === 'CONNECT' ? undefined : 'object'
  if (needed !== undefined && (request[needed] ?? null) === null) {
    throw new HttpError(400, 'BadRequest', `the AdmissionReview is malformed: ${request.operation} without request.${needed}`)
  }
  return request
}
