import { type Authorize, Authorizer } from '../cel/library/authorizer.ts'
import type { KubeObject } from '../kinds/object.ts'
import { copyOf } from '../schema/json.ts'
import type { PolicyContext } from './context.ts'
import type { Activation } from './evaluation.ts'
import type { Match } from './matching.ts'
import { namespaceVariable } from './namespace-object.ts'
import { type AdmissionRequest, isNamespaceObject, requestVariable } from './request.ts'
import { unknownAnswer, unknownFields } from './unknown.ts'

/** What a policy looks at besides the request itself: the rest is not made for it. */
export interface Sight {
  /** The objects around. */
  readonly topology: boolean
  readonly authorizer: boolean
  readonly namespaceObject: boolean
}

const ALL: Sight = { topology: false, authorizer: true, namespaceObject: true }

/** What the expressions of all policies see of one request; what is the same for all of them is made once. */
export class Scene {
  readonly request: AdmissionRequest
  readonly #setting: Setting
  #version: string | undefined
  #object: unknown
  #oldObject: unknown
  #extended: object | undefined
  #extendedFor: string | undefined

  constructor(request: AdmissionRequest, setting: Setting) {
    this.request = request
    this.#setting = setting
  }

  /** The same request with another object. */
  withObject(object: KubeObject | null): Scene {
    return object === this.request.object ? this : new Scene({ ...this.request, object }, this.#setting)
  }

  /** With the objects in the matched version, and one parameter. */
  activation(matched: Match, params: KubeObject | null, sight: Sight = ALL): Activation {
    const { version } = matched.kind
    if (this.#version !== version) {
      this.#version = version
      this.#object = inVersion(this.request.object, matched)
      this.#oldObject = inVersion(this.request.oldObject, matched)
    }
    const { topology, authorizer, namespaceObject } = sight
    const authorizers = authorizer ? this.#setting.authorizers : NO_AUTHORIZERS
    return {
      object: this.#object,
      oldObject: this.#oldObject,
      request: topology ? this.#withGateway(matched) : this.#setting.requestVariable(matched),
      params,
      namespaceObject: namespaceObject ? this.#setting.namespaceObject : null,
      authorizer: authorizers.all,
      'authorizer.requestResource': authorizers.requestResource,
      variables: undefined,
    }
  }

  #withGateway(matched: Match): object {
    if (this.#extended === undefined || this.#extendedFor !== matched.resource.version) {
      this.#extendedFor = matched.resource.version
      this.#extended = this.#setting.extendedRequest(matched, (this.request.object ?? this.request.oldObject)!)
    }
    return this.#extended
  }
}

/** What does not depend on the object of a request, made when it is first asked for. */
class Setting {
  readonly #request: AdmissionRequest
  readonly #context: PolicyContext
  #namespaceObject: object | null | undefined
  #authorizers: Authorizers | undefined
  #variableFor: string | undefined
  #variable: object | undefined

  constructor(request: AdmissionRequest, context: PolicyContext) {
    this.#request = request
    this.#context = context
  }

  get namespaceObject(): object | null {
    if (this.#namespaceObject === undefined) this.#namespaceObject = namespaceFor(this.#request, this.#context)
    return this.#namespaceObject
  }

  get authorizers(): Authorizers {
    this.#authorizers ??= authorizerBindings(this.#request, this.#context)
    return this.#authorizers
  }

  extendedRequest(matched: Match, object: KubeObject): object {
    const gateway = this.#context.gateway?.(object)
    if (gateway === undefined) return this.requestVariable(matched)
    const options = copyOf((this.#request.options ?? {}) as Readonly<Record<string, unknown>>)
    options['gateway'] = gateway
    return requestVariable(this.#request, matched, options)
  }

  requestVariable(matched: Match): object {
    if (this.#variable === undefined || this.#variableFor !== matched.resource.version) {
      this.#variableFor = matched.resource.version
      this.#variable = requestVariable(this.#request, matched, this.#request.options)
    }
    return this.#variable
  }
}

export function sceneOf(request: AdmissionRequest, context: PolicyContext): Scene {
  return new Scene(request, new Setting(request, context))
}

/** What expressions see of the namespace of a request. It is the same for all requests there. */
function namespaceFor(request: AdmissionRequest, context: PolicyContext): object | null {
  const { namespace: name } = request
  if (!name || isNamespaceObject(request)) return null
  const known = namespaces.get(context) ?? new Map<string, object | null>()
  namespaces.set(context, known)
  let variable = known.get(name)
  if (variable === undefined) {
    const found = context.namespace(name)
    variable = found === 'unknown' ? unknownNamespace(name) : found ? namespaceVariable(found) : null
    known.set(name, variable)
  }
  return variable
}

const namespaces = new WeakMap<PolicyContext, Map<string, object | null>>()

function unknownNamespace(name: string): object {
  const metadata = unknownFields(`namespace ${name}`, [
    'labels',
    'annotations',
    'uid',
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
  if (object === null) return null
  const apiVersion = group === '' ? version : `${group}/${version}`
  return object.apiVersion !== apiVersion && object.kind !== 'DeleteOptions' ? { ...object, apiVersion } : object
}

interface Authorizers {
  readonly all: unknown
  readonly requestResource: unknown
}

const NO_AUTHORIZERS: Authorizers = { all: undefined, requestResource: undefined }

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
