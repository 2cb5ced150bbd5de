import type { KubeObject } from '../kinds/object.ts'
import { type LabelSelector, matchesSelector } from '../values/label-selector.ts'
import type { MatchResources, ResourceRule } from './objects.ts'
import type { AdmissionRequest, GroupVersionKind, GroupVersionResource } from './request.ts'
import { isNamespaceObject } from './request.ts'
import { equivalents, kindFor, type ResourceCatalogue } from './resources.ts'

/** The resource and kind under which a request matched: another version than the request's own where the rules list only that one. */
export interface Match {
  readonly resource: GroupVersionResource
  readonly kind: GroupVersionKind
}

/** What matching needs to know of the cluster. */
export interface MatchContext {
  readonly resources: ResourceCatalogue
  /** The labels of a stored namespace; `undefined` when there is none. Throws `UnknownFact` where the labels under `keys` are not known. */
  namespaceLabels(name: string, keys: readonly string[]): Readonly<Record<string, string>> | undefined
}

/**
 * Does a policy (or a binding) apply to the request? Selectors first, then exclusions, then rules; no rules match everything.
 * @see k8s.io/apiserver pkg/admission/plugin/policy/matching/matching.go
 */
export function match(criteria: MatchResources, request: AdmissionRequest, context: MatchContext): Match | undefined {
  return new Matcher(criteria).match(request, context)
}

/** Matches requests against one set of criteria. What the rules say of a resource and an operation is worked out once. */
export class Matcher {
  readonly #criteria: MatchResources
  /** Rules with names give another answer for each object. */
  readonly #named: boolean
  readonly #selects: boolean
  readonly #known = new WeakMap<ResourceCatalogue, Map<string, Match | null>>()
  /** Objects of one kind mostly follow each other. */
  #last: { readonly resources: ResourceCatalogue; readonly signature: string; readonly matched: Match | undefined } | undefined

  constructor(criteria: MatchResources) {
    const { resourceRules = [], excludeResourceRules = [], namespaceSelector, objectSelector } = criteria
    this.#criteria = criteria
    this.#named = [...resourceRules, ...excludeResourceRules].some(({ resourceNames = [] }) => resourceNames.length > 0)
    this.#selects = !isEmpty(namespaceSelector) || !isEmpty(objectSelector)
  }

  /** Whether any request of this signature can match. */
  canMatch(request: AdmissionRequest, context: MatchContext, signature: string): boolean {
    return this.#named || this.#byRules(request, context, signature) !== undefined
  }

  match(request: AdmissionRequest, context: MatchContext, signature: string = signatureOf(request)): Match | undefined {
    const matched = this.#byRules(request, context, signature)
    if (matched === undefined || !this.#selects) return matched
    return matchesNamespace(this.#criteria, request, context) && matchesObject(this.#criteria, request) ? matched : undefined
  }

  #byRules(request: AdmissionRequest, context: MatchContext, signature: string): Match | undefined {
    if (this.#named) return this.#compute(request, context)
    const { resources } = context
    if (this.#last?.signature !== signature || this.#last.resources !== resources)
      this.#last = { resources, signature, matched: this.#lookUp(request, context, signature) }
    return this.#last.matched
  }

  #lookUp(request: AdmissionRequest, context: MatchContext, signature: string): Match | undefined {
    const known = at(this.#known, context.resources, () => new Map<string, Match | null>())
    return at(known, signature, () => this.#compute(request, context) ?? null) ?? undefined
  }

  #compute(request: AdmissionRequest, context: MatchContext): Match | undefined {
    const { excludeResourceRules = [], resourceRules: rules = [], matchPolicy } = this.#criteria
    const exact = matchPolicy === 'Exact'
    if (matchRules(excludeResourceRules, request, context, exact)) return undefined
    return rules.length === 0 ? { resource: request.resource, kind: request.kind } : matchRules(rules, request, context, exact)
  }
}

/** All that rules without names look at in a request. */
export function signatureOf(request: AdmissionRequest): string {
  const { resource, subResource = '', kind, operation } = request
  const scope = request.namespace ? 'namespaced' : ''
  const { of } = last
  if (of?.resource === resource && of.kind === kind && of.operation === operation && of.scope === scope && of.subResource === subResource)
    return last.signature
  const signature = `${resource.group}/${resource.version}/${resource.resource}/${subResource}/${kind.version}/${kind.kind}/${operation}/${scope}`
  last = { of: { resource, kind, operation, scope, subResource }, signature }
  return signature
}

/** Requests for objects of one kind mostly follow each other. */
let last: {
  readonly of?: Readonly<Record<'resource' | 'kind' | 'operation' | 'scope' | 'subResource', unknown>>
  readonly signature: string
} = {
  signature: '',
}

/** Those of a set that can match a request, by its signature: the others cost nothing. */
export class MatchTable<T extends { readonly matcher: Matcher }> {
  readonly #all: readonly T[]
  readonly #candidates = new WeakMap<ResourceCatalogue, Map<string, readonly T[]>>()

  constructor(all: readonly T[]) {
    this.#all = all
  }

  candidates(request: AdmissionRequest, context: MatchContext, signature: string): readonly T[] {
    const table = at(this.#candidates, context.resources, () => new Map<string, readonly T[]>())
    return at(table, signature, () => this.#all.filter(({ matcher }) => matcher.canMatch(request, context, signature)))
  }
}

function at<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** What no policy can lock out: policies, so that they can be repaired, and the reviews by which a cluster authorizes. @see k8s.io/kubernetes pkg/kubeapiserver/admission/exclusion */
const EXEMPT: Readonly<Record<string, RegExp>> = {
  'admissionregistration.k8s.io': /^(validating|mutating)admissionpolic(ies|ybindings)$/,
  'authentication.k8s.io': /^(selfsubject|token)reviews$/,
  'authorization.k8s.io': /^((local|self)?subjectaccess|selfsubjectrules)reviews$/,
}

export function isExempt({ resource: { group, resource } }: AdmissionRequest): boolean {
  return Object.hasOwn(EXEMPT, group) && EXEMPT[group]!.test(resource)
}

const isEmpty = (selector: MatchResources['objectSelector']): boolean =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0)

const keysOf = ({ matchLabels, matchExpressions }: LabelSelector): string[] => [
  ...Object.keys(matchLabels ?? {}),
  ...(matchExpressions ?? []).map(({ key }) => key),
]

function matchesNamespace({ namespaceSelector }: MatchResources, request: AdmissionRequest, context: MatchContext): boolean {
  if (isEmpty(namespaceSelector)) return true
  const forNamespaces = isNamespaceObject(request)
  if (!request.namespace && !forNamespaces) return true
  const incoming = forNamespaces && !request.subResource && (request.operation === 'CREATE' || request.operation === 'UPDATE')
  const labels = incoming
    ? (request.object?.metadata.labels ?? {})
    : context.namespaceLabels(request.namespace ?? request.name ?? '', keysOf(namespaceSelector!))
  return labels !== undefined && matchesSelector(namespaceSelector!, labels)
}

function matchesObject({ objectSelector }: MatchResources, { object, oldObject }: AdmissionRequest): boolean {
  if (isEmpty(objectSelector)) return true
  const matches = (candidate: KubeObject | null) =>
    Boolean(candidate?.metadata) && matchesSelector(objectSelector!, candidate!.metadata.labels ?? {})
  return matches(object) || matches(oldObject)
}

function matchRules(rules: readonly ResourceRule[], request: AdmissionRequest, context: MatchContext, exact: boolean): Match | undefined {
  const named = ({ resourceNames = [] }: ResourceRule) => resourceNames.length === 0 || resourceNames.includes(request.name ?? '')
  if (rules.some(rule => ruleMatches(rule, request, request.resource) && named(rule)))
    return { resource: request.resource, kind: request.kind }
  if (exact) return undefined
  for (const rule of rules) {
    for (const resource of equivalents(context.resources, request.resource, request.subResource)) {
      const kind = kindFor(context.resources, resource, request.kind)
      if (kind && ruleMatches(rule, request, resource) && named(rule)) return { resource, kind }
    }
  }
  return undefined
}

/** @see k8s.io/apiserver pkg/admission/plugin/webhook/predicates/rules/rules.go */
function ruleMatches(rule: ResourceRule, request: AdmissionRequest, resource: GroupVersionResource): boolean {
  const has = (list: readonly string[] | undefined, value: string) => list !== undefined && (list.includes('*') || list.includes(value))
  return (
    scopeMatches(rule, request) &&
    has(rule.operations, request.operation) &&
    has(rule.apiGroups, resource.group) &&
    has(rule.apiVersions, resource.version) &&
    (rule.resources ?? []).some(pattern => resourceMatches(pattern, resource.resource, request.subResource ?? ''))
  )
}

function scopeMatches({ scope = '*' }: ResourceRule, request: AdmissionRequest): boolean {
  const namespaced = Boolean(request.namespace) && request.resource.resource !== 'namespaces'
  return scope === '*' || (scope === 'Namespaced' ? namespaced : !namespaced)
}

/** `httproutes` is the main resource, `httproutes/*` it and all its subresources; a star before the slash stands for every resource, alone for every main one. */
function resourceMatches(pattern: string, resource: string, subresource: string): boolean {
  const slash = pattern.indexOf('/')
  const [name, sub] = slash < 0 ? [pattern, ''] : [pattern.slice(0, slash), pattern.slice(slash + 1)]
  return (name === '*' || name === resource) && (sub === '*' || sub === subresource)
}
