import type { StructuralSchema } from '../../schema/structural.ts'
import { BUNDLE_VERSION, CHANNEL } from '../crd.ts'
import { defineKind } from '../define-kind.ts'
import type { KubeObject } from '../object.ts'

/** A CustomResourceDefinition as it is written or stored. */
export interface CustomResourceDefinition extends KubeObject {
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string; readonly plural: string; readonly singular?: string; readonly shortNames?: readonly string[] }
    readonly scope: 'Namespaced' | 'Cluster'
    readonly versions: readonly {
      readonly name: string
      readonly served: boolean
      readonly storage: boolean
      readonly deprecated?: boolean
      readonly schema?: { readonly openAPIV3Schema?: StructuralSchema }
    }[]
  }
  readonly status?: { readonly storedVersions?: readonly string[] }
}

/** The Gateway API bundle that a definition says it comes from, as its annotations have it: `v1.6.1` and `standard`. */
export interface BundleMark {
  readonly version: string
  readonly channel: string
}

/** The mark of a definition; undefined where it carries none, and so comes from elsewhere. */
export function bundleMark(definition: KubeObject): BundleMark | undefined {
  const annotations = definition.metadata?.annotations
  const version = annotations?.[BUNDLE_VERSION]
  const channel = annotations?.[CHANNEL]
  return typeof version === 'string' && typeof channel === 'string' ? { version, channel } : undefined
}

export default defineKind({
  group: 'apiextensions.k8s.io',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  shortNames: ['crd', 'crds'],
  scope: 'Cluster',
  description: 'Declares a kind of object to the API server.',
  versions: [{ name: 'v1' }],
})
