import { splitApiVersion } from './api-version.ts'
import type { GroupVersionKind, GroupVersionResource } from './request.ts'

/** A resource that an API server serves, with all its versions. */
export interface ServedResource {
  readonly group: string
  /** The plural in paths and rules: `httproutes`. */
  readonly resource: string
  readonly kind: string
  readonly namespaced: boolean
  readonly versions: readonly string[]
  /** The subresources of each version, where versions differ in that. */
  readonly subresources?: ReadonlyMap<string, readonly string[]>
}

/** What the API server serves: how plurals, kinds and equivalent versions belong together. */
export interface ResourceCatalogue {
  byResource(group: string, resource: string): ServedResource | undefined
  byKind(group: string, kind: string): ServedResource | undefined
  /** Those of one name in all groups. */
  named(resource: string): readonly ServedResource[]
}

export function resourceCatalogue(resources: readonly ServedResource[]): ResourceCatalogue {
  const key = (group: string, name: string) => `${group}/${name}`
  const plurals = new Map(resources.map(resource => [key(resource.group, resource.resource), resource]))
  const kinds = new Map(resources.map(resource => [key(resource.group, resource.kind), resource]))
  return {
    byResource: (group, resource) => plurals.get(key(group, resource)),
    byKind: (group, kind) => kinds.get(key(group, kind)),
    named: name => [...plurals.values()].filter(({ resource }) => resource === name),
  }
}

/** How an object of a kind is asked for: its kind, and its resource in the same version. One answer for all objects of a kind. */
export interface Served {
  readonly kind: GroupVersionKind
  readonly resource: GroupVersionResource
  readonly namespaced: boolean
}

/** `undefined` for kinds of which not even the resource's name is known. */
export function servedAs(catalogue: ResourceCatalogue, apiVersion: string, kind: string): Served | undefined {
  const known = answers.get(catalogue) ?? new Map<string, Served | null>()
  answers.set(catalogue, known)
  const key = `${apiVersion}/${kind}`
  let answer = known.get(key)
  if (answer === undefined) {
    const { group, version } = splitApiVersion(apiVersion)
    const found = catalogue.byKind(group, kind)
    answer = found
      ? { kind: { group, version, kind }, resource: { group, version, resource: found.resource }, namespaced: found.namespaced }
      : null
    known.set(key, answer)
  }
  return answer ?? undefined
}

const answers = new WeakMap<ResourceCatalogue, Map<string, Served | null>>()

/** The resource itself, or one of its subresources, in its other versions: what `matchPolicy: Equivalent` may match instead. */
export function equivalents(
  catalogue: ResourceCatalogue,
  { group, version, resource }: GroupVersionResource,
  subResource = '',
): GroupVersionResource[] {
  const { versions = [], subresources } = catalogue.byResource(group, resource) ?? {}
  const has = (other: string) => subResource === '' || subresources === undefined || subresources.get(other)?.includes(subResource)
  return versions.filter(other => other !== version && has(other)).map(other => ({ group, version: other, resource }))
}

/** The kind of a resource in another version than that of a request for `asked`. A subresource with a kind of its own (`scale`) has it in all of them. */
export function kindFor(
  catalogue: ResourceCatalogue,
  { group, version, resource }: GroupVersionResource,
  asked: GroupVersionKind,
): GroupVersionKind | undefined {
  const served = catalogue.byResource(group, resource)
  if (!served) return undefined
  return asked.group === group && asked.kind === served.kind ? { group, version, kind: served.kind } : asked
}

/** Kinds that every API server has and that gateways and their policies meet. Custom resources come from their definitions. */
export const coreResources: readonly ServedResource[] = (
  [
    ['', 'v1', 'Namespace', 'namespaces', false],
    ['', 'v1', 'ConfigMap', 'configmaps', true],
    ['', 'v1', 'Secret', 'secrets', true],
    ['', 'v1', 'Service', 'services', true],
    ['', 'v1', 'ServiceAccount', 'serviceaccounts', true],
    ['', 'v1', 'Endpoints', 'endpoints', true],
    ['', 'v1', 'Pod', 'pods', true],
    ['', 'v1', 'Node', 'nodes', false],
    ['', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', true],
    ['', 'v1', 'ResourceQuota', 'resourcequotas', true],
    ['', 'v1', 'LimitRange', 'limitranges', true],
    ['apps', 'v1', 'Deployment', 'deployments', true],
    ['apps', 'v1', 'DaemonSet', 'daemonsets', true],
    ['apps', 'v1', 'StatefulSet', 'statefulsets', true],
    ['apps', 'v1', 'ReplicaSet', 'replicasets', true],
    ['batch', 'v1', 'Job', 'jobs', true],
    ['batch', 'v1', 'CronJob', 'cronjobs', true],
    ['autoscaling', 'v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', true],
    ['policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets', true],
    ['discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices', true],
    ['networking.k8s.io', 'v1', 'Ingress', 'ingresses', true],
    ['networking.k8s.io', 'v1', 'IngressClass', 'ingressclasses', false],
    ['networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', true],
    ['rbac.authorization.k8s.io', 'v1', 'Role', 'roles', true],
    ['rbac.authorization.k8s.io', 'v1', 'RoleBinding', 'rolebindings', true],
    ['rbac.authorization.k8s.io', 'v1', 'ClusterRole', 'clusterroles', false],
    ['rbac.authorization.k8s.io', 'v1', 'ClusterRoleBinding', 'clusterrolebindings', false],
    ['apiextensions.k8s.io', 'v1', 'CustomResourceDefinition', 'customresourcedefinitions', false],
    ['admissionregistration.k8s.io', 'v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', false],
    ['admissionregistration.k8s.io', 'v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', false],
    ['admissionregistration.k8s.io', 'v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', false],
    ['admissionregistration.k8s.io', 'v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', false],
    ['admissionregistration.k8s.io', 'v1', 'MutatingAdmissionPolicy', 'mutatingadmissionpolicies', false],
    ['admissionregistration.k8s.io', 'v1', 'MutatingAdmissionPolicyBinding', 'mutatingadmissionpolicybindings', false],
  ] as const
).map(([group, version, kind, resource, namespaced]) => ({ group, kind, resource, namespaced, versions: [version] }))

const builtIn: ReadonlySet<ServedResource> = new Set(coreResources)

export const isBuiltIn = (resource: ServedResource | undefined): boolean => resource !== undefined && builtIn.has(resource)
