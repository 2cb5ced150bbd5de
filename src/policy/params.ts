import type { KubeObject } from '../kinds/object.ts'
import { matchesSelector } from '../values/label-selector.ts'
import { splitApiVersion } from './api-version.ts'
import type { AdmissionPolicy, ParamRef, PolicyBinding } from './objects.ts'
import type { AdmissionRequest } from './request.ts'
import type { ResourceCatalogue } from './resources.ts'

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

/** Throws when the kind that the policy takes its parameters from does not exist. */
export function checkParamKind({ spec }: AdmissionPolicy, { resources }: ParamSource): void {
  if (!spec.paramKind || served.get(resources)?.has(spec.paramKind)) return
  const { group, version } = splitApiVersion(spec.paramKind.apiVersion)
  if (!resources.byKind(group, spec.paramKind.kind)?.versions.includes(version)) {
    throw new ConfigurationError(`failed to find resource referenced by paramKind: '${group}/${version}, Kind=${spec.paramKind.kind}'`)
  }
  const known = served.get(resources) ?? new WeakSet<object>()
  served.set(resources, known.add(spec.paramKind))
}

/** Kinds of parameters of which it is known that they are there. */
const served = new WeakMap<ResourceCatalogue, WeakSet<object>>()

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
  return params.map(param => (param.apiVersion === paramKind.apiVersion ? param : { ...param, apiVersion: paramKind.apiVersion }))
}

/** The parameters of one binding, looked up once for each source and namespace: a source does not change. */
export class BoundParams {
  readonly #policy: AdmissionPolicy
  readonly #binding: PolicyBinding
  readonly #perNamespace: boolean
  readonly #known = new WeakMap<ParamSource, Map<string, readonly (KubeObject | null)[] | Error>>()

  constructor(policy: AdmissionPolicy, binding: PolicyBinding) {
    this.#policy = policy
    this.#binding = binding
    this.#perNamespace = !binding.spec.paramRef?.namespace
  }

  /** @throws ConfigurationError, or what the source throws where it does not know */
  collect(request: AdmissionRequest, source: ParamSource): readonly (KubeObject | null)[] {
    const known = this.#known.get(source) ?? new Map<string, readonly (KubeObject | null)[] | Error>()
    this.#known.set(source, known)
    const namespace = this.#perNamespace ? (request.namespace ?? '') : ''
    let params = known.get(namespace)
    if (params === undefined) {
      try {
        params = collectParams(this.#policy, this.#binding, request, source)
      } catch (error) {
        params = error as Error
      }
      known.set(namespace, params)
    }
    if (params instanceof Error) throw params
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
