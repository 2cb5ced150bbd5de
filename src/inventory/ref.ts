import type { ObjectRef } from '../diagnostics/finding.ts'
import { groupOf, type KubeObject } from '../kinds/object.ts'
import { keptOn } from './kept-on.ts'

/** Kinds without a namespace, as far as anything here asks for them. Every other kind is taken to be namespaced. */
const clusterScoped: ReadonlySet<string> = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'cert-manager.io/ClusterIssuer',
  'certificates.k8s.io/ClusterTrustBundle',
  'gateway.networking.k8s.io/GatewayClass',
  'gateway.networking.x-k8s.io/XMesh',
  'networking.k8s.io/IngressClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
])

/** Whether objects of the kind have no namespace. */
export function isClusterScoped(group: string, kind: string): boolean {
  return clusterScoped.has(`${group}/${kind}`)
}

const refs = keptOn<ObjectRef>()
/** A name is asked for its key by every table that its object stands in. */
const keys = keptOn<string>()

/**
 * Names an object. A namespaced object that does not say its namespace stands in `default`, as it would after a plain `kubectl apply`:
 * whoever knows better sets `metadata.namespace` before. Total: what is malformed reads as empty.
 */
export function refOf(object: KubeObject): ObjectRef {
  if (object === lastNamed) return lastRef
  const ref = refs.get(object) ?? firstRef(object)
  lastNamed = object
  lastRef = ref
  return ref
}

/** Rules ask about one object after the other, each of them many times. */
let lastNamed: KubeObject | undefined
let lastRef!: ObjectRef

function firstRef(object: KubeObject): ObjectRef {
  const group = typeof object.apiVersion === 'string' ? groupOf(object.apiVersion) : ''
  const kind = text(object.kind)
  const metadata: Record<string, unknown> = object.metadata ?? {}
  const namespace = isClusterScoped(group, kind) ? '' : text(metadata['namespace']) || 'default'
  const ref = { group, kind, namespace, name: text(metadata['name']) }
  keys.set(ref, keyOf(ref))
  refs.set(object, Object.freeze(ref))
  return ref
}

/** One string for one object, for maps and sets. */
export function refKey(ref: ObjectRef): string {
  return keys.get(ref) ?? keyOf(ref)
}

/** Joined at once: put together piece by piece, a string keeps its pieces until somebody reads it. */
const keyOf = ({ group, kind, namespace, name }: ObjectRef): string => [group, kind, namespace, name].join('/')

/** What `refKey` made one string of. */
export function parseRefKey(key: string): ObjectRef {
  const [group = '', kind = '', namespace = '', ...name] = key.split('/')
  return { group, kind, namespace, name: name.join('/') }
}

export function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
