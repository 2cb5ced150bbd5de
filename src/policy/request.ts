import type { KubeObject } from '../kinds/object.ts'
import { unknownFields } from './unknown.ts'

export interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

export interface GroupVersionResource {
  readonly group: string
  readonly version: string
  readonly resource: string
}

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'

export interface UserInfo {
  readonly username?: string
  readonly uid?: string
  readonly groups?: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

/**
 * The request under judgement, as in the `request` of an AdmissionReview.
 * @see k8s.io/api/admission/v1 AdmissionRequest
 */
export interface AdmissionRequest {
  readonly kind: GroupVersionKind
  readonly resource: GroupVersionResource
  readonly subResource?: string
  readonly requestKind?: GroupVersionKind
  readonly requestResource?: GroupVersionResource
  readonly requestSubResource?: string
  readonly name?: string
  /** For a Namespace object its own name, as the API server fills it in. */
  readonly namespace?: string
  readonly operation: Operation
  /** Absent where nobody says who asks: expressions that look at the user then have no result. */
  readonly userInfo?: UserInfo
  readonly object: KubeObject | null
  readonly oldObject: KubeObject | null
  readonly dryRun?: boolean
  readonly options?: unknown
}

/** Is this a request for a Namespace object itself. */
export function isNamespaceObject({ kind }: AdmissionRequest): boolean {
  return kind.group === '' && kind.version === 'v1' && kind.kind === 'Namespace'
}

/**
 * What expressions see as `request`: without empty strings and without the objects, so that `has(request.subResource)` is false for the main resource.
 * `matched` are the kind and resource that the policy's rules matched; the originals stand in `requestKind` and `requestResource`.
 */
export function requestVariable(request: AdmissionRequest, matched: { kind: GroupVersionKind; resource: GroupVersionResource }): object {
  const { userInfo, subResource, requestSubResource = subResource } = request
  const variable = withoutEmpty({
    kind: named(matched.kind),
    resource: named(matched.resource),
    requestKind: named(request.requestKind ?? request.kind),
    requestResource: named(request.requestResource ?? request.resource),
    name: request.name,
    namespace: request.namespace,
    operation: request.operation,
    userInfo: userInfo && named(userInfo),
    dryRun: request.dryRun ?? false,
    options: request.options ?? null,
    ...(subResource && { subResource }),
    ...(requestSubResource && { requestSubResource }),
  })
  return userInfo ? variable : Object.defineProperties(variable, UNKNOWN_USER)
}

const UNKNOWN_USER = Object.getOwnPropertyDescriptors(unknownFields('the user', ['userInfo']))

/** What many requests share (a kind, a user) without its empty strings. */
function named(shared: GroupVersionKind | GroupVersionResource | UserInfo): object {
  const known = trimmed.get(shared)
  if (known !== undefined) return known
  const made = withoutEmpty({ ...shared })
  trimmed.set(shared, made)
  return made
}

const trimmed = new WeakMap<object, object>()

function withoutEmpty(fields: Record<string, unknown>): object {
  if (!Object.values(fields).some(isEmpty)) return fields
  const kept: Record<string, unknown> = {}
  for (const name in fields) if (!isEmpty(fields[name])) kept[name] = fields[name]
  return kept
}

const isEmpty = (value: unknown): boolean => value === undefined || value === ''
