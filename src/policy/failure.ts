import type { StatusReason } from './objects.ts'
import type { AdmissionRequest } from './request.ts'

/** How the API server refuses a request: the Status that the client sees. */
export interface Refusal {
  readonly code: number
  readonly reason: string
  readonly message: string
  readonly causes: readonly { readonly message: string }[]
  readonly details: { readonly name?: string; readonly group?: string; readonly kind: string }
}

const CODES: Readonly<Record<string, number>> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413 }

/** A denial by a validating policy. @see k8s.io/apiserver pkg/admission/plugin/policy/validating/dispatcher.go */
export function refusal(request: AdmissionRequest, reason: StatusReason, message: string): Refusal {
  return {
    code: CODES[reason] ?? 422,
    reason,
    message: `${resourceOf(request)} "${nameOf(request)}" is forbidden: ${message}`,
    causes: [{ message }],
    details: detailsOf(request),
  }
}

/** What `details` of a Status say about the object. */
export function detailsOf(request: AdmissionRequest): Refusal['details'] {
  const { group, resource } = request.resource
  return { name: nameOf(request), ...(group && { group }), kind: resource }
}

/** A name may not be there yet. */
function nameOf({ name, object }: AdmissionRequest): string {
  return name || object?.metadata?.name || object?.metadata?.generateName || 'Unknown'
}

function resourceOf({ resource: { group, resource } }: AdmissionRequest): string {
  return group === '' ? resource : `${resource}.${group}`
}
