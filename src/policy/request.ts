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

/** The options of a request that asks for nothing in particular. */
export function plainOptions(operation: Operation): object | null {
  return OPTIONS[operation]
}

const optionsOf = (kind: string) => Object.freeze({ kind, apiVersion: 'meta.k8s.io/v1' })
const OPTIONS: Readonly<Record<Operation, object | null>> = {
  CREATE: optionsOf('CreateOptions'),
  UPDATE: optionsOf('UpdateOptions'),
  DELETE: optionsOf('DeleteOptions'),
  CONNECT: null,
}

/** Is this a request for a Namespace object itself. */
export function isNamespaceObject({ kind }: AdmissionRequest): boolean {
  return kind.group === '' && kind.version === 'v1' && kind.kind === 'Namespace'
}

/**
 * What expressions see as `request`: the API server's own struct, whose empty texts are left out (`has(request.subResource)` is false for the main
 * resource) but for its `uid` and the groups of kinds and resources. `matched` are the kind and resource that the policy's rules matched; the originals
 * stand in `requestKind` and `requestResource`.
 */
export function requestVariable(
  request: AdmissionRequest,
  matched: { readonly kind: GroupVersionKind; readonly resource: GroupVersionResource },
  options: unknown,
): object {
  const { userInfo, subResource, requestSubResource = subResource } = request
  const variable = present({
    uid: '',
    kind: matched.kind,
    resource: matched.resource,
    requestKind: request.requestKind ?? request.kind,
    requestResource: request.requestResource ?? request.resource,
    name: request.name || undefined,
    namespace: request.namespace || undefined,
    operation: request.operation,
    userInfo: userInfo && userVariable(userInfo),
    object: null,
    oldObject: null,
    dryRun: request.dryRun ?? false,
    options: options ?? null,
    subResource: subResource || undefined,
    requestSubResource: requestSubResource || undefined,
  })
  return userInfo ? variable : Object.defineProperties(variable, UNKNOWN_USER)
}

const UNKNOWN_USER = Object.getOwnPropertyDescriptors(unknownFields('the user', ['userInfo']))

/** A user without what is empty. Many requests share one. */
function userVariable(user: UserInfo): object {
  const known = users.get(user)
  if (known !== undefined) return known
  const { username, uid, groups = [], extra = {} } = user
  const made = present({
    username: username || undefined,
    uid: uid || undefined,
    groups: groups.length > 0 ? groups : undefined,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  })
  users.set(user, made)
  return made
}

const users = new WeakMap<UserInfo, object>()

/** The fields that are there. */
function present(fields: Readonly<Record<string, unknown>>): object {
  const there: Record<string, unknown> = {}
  for (const name in fields) if (fields[name] !== undefined) there[name] = fields[name]
  return there
}
