import type { KubeObject } from '../kinds/object.ts'
import type { Resource } from './resource.ts'

/** A kind worth watching, whatever the cluster serves of it. */
export interface WatchedKind {
  readonly group: string
  readonly kind: string
  readonly plural: string
  /** Best first. */
  readonly versions: readonly string[]
  /** Whether a role without it is an ordinary choice, not a mistake: Secrets. */
  readonly optional?: boolean
}

/** Groups that kube-apiserver serves by itself; kinds of all others come with a CustomResourceDefinition. */
const builtIn = new Set([
  '',
  'apps',
  'batch',
  'policy',
  'autoscaling',
  'networking.k8s.io',
  'discovery.k8s.io',
  'apiextensions.k8s.io',
  'admissionregistration.k8s.io',
])

export const customResourceDefinitions: Resource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
}

/** What a cluster serves of `kinds`: the resources to watch, and the kinds that are not installed. */
export interface Served {
  readonly resources: readonly Resource[]
  readonly absent: readonly WatchedKind[]
}

interface Definition {
  readonly group: string
  readonly names: { readonly plural: string; readonly kind: string }
  readonly versions: readonly { readonly name: string; readonly served: boolean; readonly storage?: boolean }[]
}

/** Chooses per kind the best version that is served. Without the definitions (no permission to list them) the best known version is tried. */
export function servedOf(kinds: readonly WatchedKind[], definitions: readonly KubeObject[] | undefined): Served {
  const resources: Resource[] = []
  const absent: WatchedKind[] = []
  for (const kind of kinds) {
    const version = builtIn.has(kind.group) || definitions === undefined ? kind.versions[0] : servedVersion(kind, definitions)
    if (version === undefined) absent.push(kind)
    else resources.push({ group: kind.group, version, kind: kind.kind, plural: kind.plural })
  }
  return { resources, absent }
}

function servedVersion(kind: WatchedKind, definitions: readonly KubeObject[]): string | undefined {
  const spec = definitions.find(definition => definition.metadata.name === `${kind.plural}.${kind.group}`)?.spec as Definition | undefined
  const served = (spec?.versions ?? []).filter(version => version.served)
  return kind.versions.find(name => served.some(version => version.name === name)) ?? served.find(version => version.storage)?.name
}

export interface GatewayApiBundle {
  /** `1.6` */
  readonly version: string
  readonly channel: 'standard' | 'experimental'
}

/** Which Gateway API is installed, as its CRDs say; undefined where there is none. */
export function bundleOf(definitions: readonly KubeObject[]): GatewayApiBundle | undefined {
  const gateways = definitions.find(definition => definition.metadata.name === 'gateways.gateway.networking.k8s.io')
  const annotations = gateways?.metadata.annotations ?? {}
  const version = /^v(\d+\.\d+)/.exec(annotations['gateway.networking.k8s.io/bundle-version'] ?? '')?.[1]
  if (version === undefined) return undefined
  return { version, channel: annotations['gateway.networking.k8s.io/channel'] === 'experimental' ? 'experimental' : 'standard' }
}
