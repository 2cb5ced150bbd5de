import { type Authorize, Authorizer } from '../cel/library/authorizer.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { PolicyContext } from './context.ts'
import type { Activation } from './evaluation.ts'
import type { Match } from './matching.ts'
import { namespaceVariable } from './namespace-object.ts'
import { type AdmissionRequest, isNamespaceObject, requestVariable } from './request.ts'
import { unknownAnswer, unknownFields } from './unknown.ts'

/** What the expressions of all policies see of one request; what is the same for all of them is made once. */
export interface Scene {
  readonly request: AdmissionRequest
  /** With the objects in the matched version, and one parameter. */
  activation(matched: Match, param: KubeObject | null): Activation
}

export function sceneOf(request: AdmissionRequest, context: PolicyContext): Scene {
  let namespaceObject: object | null | undefined
  let authorizer: Authorizers | undefined
  let base: { readonly version: string; readonly object: unknown; readonly oldObject: unknown; readonly request: object } | undefined
  return {
    request,
    activation(matched, params) {
      if (namespaceObject === undefined) namespaceObject = namespaceFor(request, context)
      authorizer ??= authorizerBindings(request, context)
      if (base?.version !== matched.kind.version) {
        const { version } = matched.kind
        const [object, oldObject] = [inVersion(request.object, matched), inVersion(request.oldObject, matched)]
        base = { version, object, oldObject, request: requestVariable(request, matched) }
      }
      const { object, oldObject, request: variable } = base
      const { all, requestResource } = authorizer
      return {
        object,
        oldObject,
        request: variable,
        params,
        namespaceObject,
        authorizer: all,
        'authorizer.requestResource': requestResource,
        variables: undefined,
      }
    },
  }
}

function namespaceFor(request: AdmissionRequest, context: PolicyContext): object | null {
  const namespace = request.namespace && !isNamespaceObject(request) ? context.namespace(request.namespace) : undefined
  return namespaceOf(request.namespace, namespace)
}

function namespaceOf(name: string | undefined, namespace: KubeObject | 'unknown' | undefined): object | null {
  if (namespace !== 'unknown') return namespace ? namespaceVariable(namespace) : null
  const metadata = unknownFields(`namespace ${name}`, [
    'labels',
    'annotations',
    'UID',
    'creationTimestamp',
    'generation',
    'resourceVersion',
    'finalizers',
  ])
  const known = Object.defineProperties({ name }, Object.getOwnPropertyDescriptors(metadata))
  return Object.defineProperties(
    { metadata: known },
    Object.getOwnPropertyDescriptors(unknownFields(`namespace ${name}`, ['spec', 'status'])),
  )
}

/** Versions of a custom resource without conversion webhook differ in `apiVersion` alone. */
export function inVersion(object: KubeObject | null, { kind: { group, version } }: Match): KubeObject | null {
  const apiVersion = group === '' ? version : `${group}/${version}`
  return object && object.apiVersion !== apiVersion && object.kind !== 'DeleteOptions' ? { ...object, apiVersion } : object
}

interface Authorizers {
  readonly all: unknown
  readonly requestResource: unknown
}

function authorizerBindings(request: AdmissionRequest, { authorize = noAnswer }: PolicyContext): Authorizers {
  const { userInfo, resource, namespace = '', name = '', subResource: subresource = '' } = request
  const authorizer = new Authorizer({ username: '', ...userInfo }, authorize)
  const attributes = {
    group: resource.group,
    resource: resource.resource,
    subresource,
    namespace,
    name,
    fieldSelector: '',
    labelSelector: '',
  }
  return { all: authorizer, requestResource: authorizer.requestResource(attributes) }
}

const noAnswer: Authorize = ({ verb }) => unknownAnswer(`whether the user may ${verb}`)
