import type { StructuralSchema } from '../schema/structural.ts'
import type { KindData, NodeIndex, VersionData } from './catalogue-data.ts'
import type { Bundle, Channel, SiteMask } from './presence.ts'

/** The patch release of each bundle that the catalogue was compared with, and the pull request that approved its definitions. */
const releases: Readonly<Record<Bundle, readonly [version: string, approval: number]>> = {
  '1.0': ['v1.0.0', 2466],
  '1.1': ['v1.1.1', 2997],
  '1.2': ['v1.2.1', 3328],
  '1.3': ['v1.3.0', 3328],
  '1.4': ['v1.4.1', 3328],
  '1.5': ['v1.5.1', 4530],
  '1.6': ['v1.6.1', 4530],
  '1.7': ['v1.7.0', 5371],
}

/** An API server refuses definitions in groups of Kubernetes without it. */
const APPROVED = 'api-approved.kubernetes.io'

export const BUNDLE_VERSION = 'gateway.networking.k8s.io/bundle-version'
export const CHANNEL = 'gateway.networking.k8s.io/channel'

/** A CustomResourceDefinition, as far as the catalogue writes one. */
export interface DerivedDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1'
  readonly kind: 'CustomResourceDefinition'
  readonly metadata: {
    readonly name: string
    readonly annotations: Readonly<Record<string, string>>
    readonly labels?: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly group: string
    readonly names: {
      readonly kind: string
      readonly listKind: string
      readonly plural: string
      readonly singular: string
      readonly shortNames?: readonly string[]
      readonly categories: readonly string[]
    }
    readonly scope: 'Namespaced' | 'Cluster'
    readonly versions: readonly DerivedVersion[]
  }
}

export interface DerivedVersion {
  readonly name: string
  readonly served: boolean
  readonly storage: boolean
  readonly deprecated?: true
  readonly deprecationWarning?: string
  readonly subresources: { readonly status?: Readonly<Record<string, never>> }
  readonly schema: { readonly openAPIV3Schema: StructuralSchema }
}

interface Place {
  readonly bundle: Bundle
  readonly channel: Channel
  readonly site: SiteMask
  readonly derive: (node: NodeIndex, version: string) => StructuralSchema
}

/** Whether a bundle in a channel lists this version of a kind. */
export const listed = (version: VersionData, site: SiteMask): boolean => version.listed !== undefined && (version.listed & site) !== 0

/** Whether it serves it too. */
export const served = (version: VersionData, site: SiteMask): boolean =>
  listed(version, site) && ((version.served ?? version.listed!) & site) !== 0

/** The definition of a kind in one bundle and channel; undefined where the bundle has no such kind. */
export function definitionOf(kind: KindData, { bundle, channel, site, derive }: Place): DerivedDefinition | undefined {
  const versions = kind.versions.filter(version => listed(version, site))
  if (versions.length === 0 || kind.schema === undefined) return undefined
  const stored = versions.find(version => version.stored !== undefined && (version.stored & site) !== 0)
  const labels = Object.assign({}, ...(kind.labels ?? []).filter(([where]) => (where & site) !== 0).map(([, set]) => set)) as Record<
    string,
    string
  >
  const [release, approval] = releases[bundle]
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${kind.plural}.${kind.group}`,
      annotations: {
        [APPROVED]: `https://github.com/kubernetes-sigs/gateway-api/pull/${approval}`,
        [BUNDLE_VERSION]: release,
        [CHANNEL]: channel,
      },
      ...(Object.keys(labels).length > 0 && { labels }),
    },
    spec: {
      group: kind.group,
      names: {
        categories: ['gateway-api'],
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        ...(kind.shortNames && { shortNames: kind.shortNames }),
        singular: kind.kind.toLowerCase(),
      },
      scope: kind.scope,
      versions: versions.map(version => ({
        name: version.name,
        served: served(version, site),
        storage: version === stored,
        ...(version.deprecated !== undefined &&
          (version.deprecated & site) !== 0 && {
            deprecated: true as const,
            deprecationWarning: `${kind.kind} ${version.name} is deprecated: write apiVersion ${kind.group}/${stored?.name ?? version.name}`,
          }),
        subresources: kind.status === false ? {} : { status: {} },
        schema: { openAPIV3Schema: derive(kind.schema!, version.name) },
      })),
    },
  }
}
