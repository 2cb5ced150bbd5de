import { decodeJson } from '../cluster/json.ts'
import type { KubeObject } from '../kinds/object.ts'
import { envelopeProblem } from './envelope.ts'
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
  const problem = envelopeProblem(review)
  if (problem !== undefined) throw new HttpError(400, 'BadRequest', `the AdmissionReview is malformed: ${problem}`)
  const { request } = review
  const needed = request.operation === 'DELETE' ? 'oldObject' : request.operation === 'CONNECT' ? undefined : 'object'
  if (needed !== undefined && (request[needed] ?? null) === null) {
    throw new HttpError(400, 'BadRequest', `the AdmissionReview is malformed: ${request.operation} without request.${needed}`)
  }
  return request
}
