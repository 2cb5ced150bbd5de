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
  if (!matchesNamespace(criteria, request, context) || !matchesObject(criteria, request)) return undefined
  const exact = criteria.matchPolicy === 'Exact'
  if (matchRules(criteria.excludeResourceRules ?? [], request, context, exact)) return undefined
  const rules = criteria.resourceRules ?? []
  return rules.length === 0 ? { resource: request.resource, kind: request.kind } : matchRules(rules, request, context, exact)
}

/** Objects that configure admission itself are exempt from policies, so that no policy can lock its own repair out. */
export function isExempt({ resource }: AdmissionRequest): boolean {
  return resource.group === 'admissionregistration.k8s.io' && /^(validating|mutating)admissionpolic(ies|ybindings)$/.test(resource.resource)
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
    candidate?.metadata !== undefined && matchesSelector(objectSelector!, candidate.metadata.labels ?? {})
  return matches(object) || matches(oldObject)
}

function matchRules(rules: readonly ResourceRule[], request: AdmissionRequest, context: MatchContext, exact: boolean): Match | undefined {
  const named = ({ resourceNames = [] }: ResourceRule) => resourceNames.length === 0 || resourceNames.includes(request.name ?? '')
  if (rules.some(rule => ruleMatches(rule, request, request.resource) && named(rule)))
    return { resource: request.resource, kind: request.kind }
  if (exact) return undefined
  for (const rule of rules) {
    for (const resource of equivalents(context.resources, request.resource)) {
      const kind = kindFor(context.resources, resource)
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
