import type { ObjectRef } from '../diagnostics/finding.ts'
import { refKey, refOf } from '../inventory/ref.ts'
import type { IndexDefinition, Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { gatewayGroup } from './model.ts'
import type { PolicyTarget } from './policies/facts.ts'
import { type Fields, fields, isFields, items, text } from './reading/fields.ts'
import { readListenerSet } from './reading/gateway.ts'
import { backendRefsOf, readRoute, routeKinds } from './reading/route.ts'

const routes = routeKinds.map(kind => ({ group: gatewayGroup, kind }))

export const xGroup = 'gateway.networking.x-k8s.io'

export const listenerSetKinds = [
  { group: gatewayGroup, kind: 'ListenerSet' },
  { group: xGroup, kind: 'XListenerSet' },
] as const

/** ListenerSets by the `namespace/name` of their Gateway. */
export const setsByGateway: IndexDefinition = {
  name: 'ListenerSets by Gateway',
  kinds: listenerSetKinds,
  keys(object) {
    const { parent } = readListenerSet(object)
    return parent.group === gatewayGroup && parent.kind === 'Gateway' ? [`${parent.namespace}/${parent.name}`] : []
  },
}

/** The key of routes that take whatever Gateways take routes by default. */
export const defaultParents = 'default Gateways'

/** Routes by the parents that they name. */
export const routesByParent: IndexDefinition = {
  name: 'routes by parent',
  kinds: routes,
  keys(object) {
    const route = readRoute(object)
    if (route === undefined) return []
    if (route.parentRefs.length === 0) return route.useDefaultGateways ? [defaultParents] : []
    return route.parentRefs.map(refKey)
  },
}

/** Routes by everything that they send to. */
export const routesByBackend: IndexDefinition = {
  name: 'routes by backend',
  kinds: routes,
  keys(object) {
    const route = readRoute(object)
    return route === undefined ? [] : backendRefsOf(route).map(refKey)
  },
}

/** EndpointSlices by the Service that they serve. */
export const slicesByService: IndexDefinition = {
  name: 'EndpointSlices by Service',
  kinds: [{ group: 'discovery.k8s.io', kind: 'EndpointSlice' }],
  keys(object) {
    const service = text(fields(object.metadata?.labels)['kubernetes.io/service-name'])
    return service === undefined ? [] : [`${refOf(object).namespace}/${service}`]
  },
}

/** Groups and kinds that are known not to be policies, though some name targets. */
const noPolicies: ReadonlySet<string> = new Set([
  'apps',
  'batch',
  'rbac.authorization.k8s.io',
  'networking.k8s.io',
  'autoscaling',
  'argoproj.io',
])

const policyIndexes = new Map<string, IndexDefinition>()

/** Policies of any kind by their targets. Which kinds there are depends on the snapshot: one index for each set of kinds. */
export function policiesByTarget(snapshot: Snapshot): IndexDefinition {
  const known = snapshot.kept.get('policies by target') as IndexDefinition | undefined
  const index = known ?? policyIndexOf(snapshot.kinds())
  if (known === undefined) snapshot.kept.set('policies by target', index)
  return index
}

function policyIndexOf(all: ReturnType<Snapshot['kinds']>): IndexDefinition {
  const kinds = all.filter(
    ({ group, kind }) => group !== '' && !noPolicies.has(group) && (group !== gatewayGroup || kind === 'BackendTLSPolicy'),
  )
  const name = kinds.map(({ group, kind }) => `${group}/${kind}`).join(' ')
  let index = policyIndexes.get(name)
  if (index === undefined) {
    index = { name: `policies by target: ${name}`, kinds, keys: object => policyTargets(object).map(refKey) }
    // A cluster that gains kinds again and again must not fill the memory with indexes of the past.
    if (policyIndexes.size >= 100) policyIndexes.clear()
    policyIndexes.set(name, index)
  }
  return index
}

/** `spec.targetRefs`, or `spec.targetRef` of older kinds, of any object. */
export function policyTargets(object: KubeObject): readonly PolicyTarget[] {
  const spec = fields(object.spec)
  const { namespace } = refOf(object)
  const single = isFields(spec.targetRef) ? [target(spec.targetRef, ['spec', 'targetRef'], namespace)] : []
  return [...single, ...items(spec.targetRefs, ['spec', 'targetRefs']).map(({ value, at }) => target(value, at, namespace))].filter(
    ({ kind }) => kind !== '',
  )
}

function target(value: Fields, at: PolicyTarget['at'], namespace: string): PolicyTarget {
  const sectionName = text(value.sectionName)
  const cluster = value.group === gatewayGroup && value.kind === 'GatewayClass'
  const ref: ObjectRef = {
    group: text(value.group) ?? '',
    kind: text(value.kind) ?? '',
    namespace: cluster ? '' : text(value.namespace) || namespace,
    name: text(value.name) ?? '',
  }
  return { ...ref, at, ...(sectionName !== undefined && sectionName !== '' && { sectionName }) }
}
