import { groupOf, type KubeObject } from '../kinds/object.ts'
import { certificateFacts } from './secret.ts'

/** What stands in an object beside its head, or instead of it. */
type Trim = (object: KubeObject) => Partial<KubeObject>

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** Parameters of policies live here: the only ConfigMaps whose values matter. */
const PARAMETERS = 'gatewright-policies'

/** What is kept of the kinds that would cost most, or that hold what nobody should keep. Everything else loses its status and its history. */
const byKind: Readonly<Record<string, Trim>> = {
  '/Secret': certificateFacts,
  '/ConfigMap': object => ({
    data: emptied(object['data'], key => key === 'ca.crt' || object.metadata.namespace === PARAMETERS),
    binaryData: emptied(object['binaryData']),
  }),
  '/Namespace': object => ({ status: pick(object.status, ['phase']) }),
  '/Service': object => ({
    spec: pick(object.spec, ['type', 'ports', 'externalName', 'clusterIP', 'clusterIPs', 'ipFamilies', 'selector']),
  }),
  'apiextensions.k8s.io/CustomResourceDefinition': object => ({
    spec: customResource(object.spec),
    status: pick(object.status, ['storedVersions']),
  }),
  'gateway.networking.k8s.io/GatewayClass': object => ({ spec: object.spec, status: object.status }),
  'gateway.networking.k8s.io/Gateway': object => ({ spec: object.spec, status: pick(object.status, ['addresses', 'conditions']) }),
}

/** Reduces an object from the API server to what rules and topology read. Everything that is left out is worth memory or must not be kept. */
export function trim(object: KubeObject): KubeObject {
  const special = byKind[`${groupOf(object.apiVersion)}/${object.kind}`]
  if (special !== undefined) return Object.assign(head(object), special(object))
  const { status: _, metadata: __, ...rest } = object
  // Not a spread: what is added to a copy later, were it a private field, would cost Node 20 a new hidden class for each object.
  return Object.assign(head(object), rest)
}

function head(object: KubeObject): KubeObject {
  const { managedFields: _, selfLink: __, annotations, ...metadata } = object.metadata
  if (annotations === undefined) return { apiVersion: object.apiVersion, kind: object.kind, metadata }
  const { [LAST_APPLIED]: ___, ...kept } = annotations
  return { apiVersion: object.apiVersion, kind: object.kind, metadata: Object.assign(metadata, { annotations: kept }) }
}

/** The keys of a map with their values gone, but for those that `keep` names: rules ask whether a key is there. */
function emptied(data: unknown, keep: (key: string) => boolean = () => false): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(Object.entries(data as Record<string, string>).map(([key, value]) => [key, keep(key) ? value : '']))
}

function pick(value: unknown, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)))
}

/** Names and versions only: the schemas of a hundred CRDs take more memory than a hundred thousand routes. */
function customResource(spec: unknown): Record<string, unknown> {
  const versions = (spec as { versions?: Record<string, unknown>[] } | undefined)?.versions ?? []
  return {
    ...pick(spec, ['group', 'names', 'scope']),
    versions: versions.map(version => pick(version, ['name', 'served', 'storage', 'deprecated'])),
  }
}
