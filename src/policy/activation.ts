import type { KubeObject } from '../kinds/object.ts'
import type { PolicyContext } from './context.ts'
import type { Activation } from './evaluation.ts'
import type { Match } from './matching.ts'
import { namespaceVariable } from './namespace-object.ts'
import { type AdmissionRequest, isNamespaceObject, requestVariable } from './request.ts'

/** What the expressions of a policy see of a request that matched: objects in the matched version, the namespace, and one parameter. */
export function activationFor(request: AdmissionRequest, matched: Match, param: KubeObject | null, context: PolicyContext): Activation {
  const namespace = request.namespace && !isNamespaceObject(request) ? context.namespace(request.namespace) : undefined
  return {
    object: inVersion(request.object, matched),
    oldObject: inVersion(request.oldObject, matched),
    request: requestVariable(request, matched),
    params: param,
    namespaceObject: namespace ? namespaceVariable(namespace) : null,
    ...(context.authorizer && authorizerBindings(request, matched, context)),
  }
}

/** Versions of a custom resource without conversion webhook differ in `apiVersion` alone. */
export function inVersion(object: KubeObject | null, { kind: { group, version } }: Match): KubeObject | null {
  const apiVersion = group === '' ? version : `${group}/${version}`
  return object && object.apiVersion !== apiVersion && object.kind !== 'DeleteOptions' ? { ...object, apiVersion } : object
}

function authorizerBindings(request: AdmissionRequest, matched: Match, { authorizer }: PolicyContext): Partial<Activation> {
  void matched
  return { authorizer: authorizer!(request) }
}
