import { type Authorize, Authorizer } from '../cel/library/authorizer.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { PolicyContext } from './context.ts'
import type { Activation } from './evaluation.ts'
import type { Match } from './matching.ts'
import { namespaceVariable } from './namespace-object.ts'
import { type AdmissionRequest, isNamespaceObject, requestVariable } from './request.ts'
import { unknownAnswer, unknownFields } from './unknown.ts'

/** What the expressions of a policy see of a request that matched: objects in the matched version, the namespace, and one parameter. */
export function activationFor(request: AdmissionRequest, matched: Match, param: KubeObject | null, context: PolicyContext): Activation {
  const namespace = request.namespace && !isNamespaceObject(request) ? context.namespace(request.namespace) : undefined
  return {
    object: inVersion(request.object, matched),
    oldObject: inVersion(request.oldObject, matched),
    request: requestVariable(request, matched),
    params: param,
    namespaceObject: namespaceOf(request.namespace, namespace),
    ...authorizerBindings(request, context),
  }
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

function authorizerBindings(request: AdmissionRequest, { authorize = noAnswer }: PolicyContext): Partial<Activation> {
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
  return { authorizer, 'authorizer.requestResource': authorizer.requestResource(attributes) }
}

const noAnswer: Authorize = ({ verb }) => unknownAnswer(`whether the user may ${verb}`)
