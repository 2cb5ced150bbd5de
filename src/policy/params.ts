import type { KubeObject } from '../kinds/object.ts'
import { matchesSelector } from '../values/label-selector.ts'
import { splitApiVersion } from './api-version.ts'
import { type AdmissionPolicy, isValidating, type ParamRef, type PolicyBinding } from './objects.ts'
import type { AdmissionRequest } from './request.ts'
import { isBuiltIn, type ResourceCatalogue } from './resources.ts'

/** What collecting parameters needs to know of the cluster. */
export interface ParamSource {
  readonly resources: ResourceCatalogue
  /** Objects of a kind, ordered by namespace and name; of all namespaces where none is given. */
  list(group: string, kind: string, namespace?: string): readonly KubeObject[]
  /** One object by its name. */
  find(group: string, kind: string, namespace: string | undefined, name: string): KubeObject | undefined
}

/** A policy or binding that cannot be carried out for this request, as the API server words it. Not a fault of the request. */
export class ConfigurationError extends Error {}

/** The kind that a policy takes its parameters from, if any. */
export class ParamKind {
  readonly #kind: AdmissionPolicy['spec']['paramKind']
  /** Where it is known to be served. */
  #servedBy: ResourceCatalogue | undefined

  constructor(policy: AdmissionPolicy) {
    this.#kind = policy.spec.paramKind
  }

  /** @throws ConfigurationError where it does not exist */
  check({ resources }: ParamSource): void {
    if (this.#kind === undefined || this.#servedBy === resources) return
    const { apiVersion, kind } = this.#kind
    const { group, version } = splitApiVersion(apiVersion)
    if (!resources.byKind(group, kind)?.versions.includes(version))
      throw new ConfigurationError(`failed to find resource referenced by paramKind: '${group}/${version}, Kind=${kind}'`)
    this.#servedBy = resources
  }
}

/**
 * The parameters of a binding: `[null]` where it takes none, and none at all where the binding is to be skipped.
 * @throws ConfigurationError with the API server's text
 * @see k8s.io/apiserver pkg/admission/plugin/policy/generic/policy_dispatcher.go CollectParams
 */
export function collectParams(
  policy: AdmissionPolicy,
  binding: PolicyBinding,
  request: AdmissionRequest,
  source: ParamSource,
): readonly (KubeObject | null)[] {
  const { paramKind } = policy.spec
  const { paramRef } = binding.spec
  if (!paramKind || !paramRef) return [null]

  const { group } = splitApiVersion(paramKind.apiVersion)
  const namespaced = source.resources.byKind(group, paramKind.kind)?.namespaced ?? true
  let namespace: string | undefined
  if (namespaced) {
    namespace = paramRef.namespace || request.namespace
    if (!namespace) throw new ConfigurationError('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources')
  } else if (paramRef.namespace) {
    throw new ConfigurationError('paramRef.namespace must not be provided for a cluster-scoped `paramKind`')
  }

  const params = paramsOf(paramRef, group, paramKind.kind, namespace, source)
  if (params.length === 0 && paramRef.parameterNotFoundAction === 'Deny') {
    throw new ConfigurationError('no params found for policy binding with `Deny` parameterNotFoundAction')
  }
  if (!isValidating(policy) && isBuiltIn(source.resources.byKind(group, paramKind.kind))) return params.map(withoutType)
  return params.map(param => (param.apiVersion === paramKind.apiVersion ? param : { ...param, apiVersion: paramKind.apiVersion }))
}

/** Go knows the types of built-in objects and does not write them down; to validating policies alone the API server tells them again. */
const withoutType = ({ apiVersion: _, kind: __, ...param }: KubeObject): KubeObject => param as unknown as KubeObject

type Params = readonly (KubeObject | null)[]

/** The parameters of one binding, looked up once for each source and namespace: a source does not change. */
export class BoundParams {
  readonly #policy: AdmissionPolicy
  readonly #binding: PolicyBinding
  readonly #perNamespace: boolean
  readonly #known = new WeakMap<ParamSource, Known>()

  constructor(policy: AdmissionPolicy, binding: PolicyBinding) {
    this.#policy = policy
    this.#binding = binding
    this.#perNamespace = !binding.spec.paramRef?.namespace
  }

  /** @throws ConfigurationError, or what the source throws where it does not know */
  collect(request: AdmissionRequest, source: ParamSource): Params {
    let known = this.#known.get(source)
    if (known === undefined) {
      known = new Known()
      this.#known.set(source, known)
    }
    return known.get(this.#perNamespace ? (request.namespace ?? '') : '', () => collectParams(this.#policy, this.#binding, request, source))
  }
}

/** The parameters in the namespaces of one source, or why there are none. */
class Known {
  readonly #byNamespace = new Map<string, Params | Error>()
  /** Objects of one namespace mostly follow each other. */
  #last: { readonly namespace: string; readonly params: Params } | undefined

  get(namespace: string, collect: () => Params): Params {
    if (this.#last?.namespace === namespace) return this.#last.params
    let params = this.#byNamespace.get(namespace)
    if (params === undefined) {
      try {
        params = collect()
      } catch (error) {
        params = error as Error
      }
      this.#byNamespace.set(namespace, params)
    }
    if (params instanceof Error) throw params
    this.#last = { namespace, params }
    return params
  }
}

function paramsOf(
  { selector, name = '' }: ParamRef,
  group: string,
  kind: string,
  namespace: string | undefined,
  source: ParamSource,
): readonly KubeObject[] {
  if (selector) return source.list(group, kind, namespace).filter(({ metadata }) => matchesSelector(selector, metadata.labels ?? {}))
  const found = source.find(group, kind, namespace, name)
  return found ? [found] : []
}
