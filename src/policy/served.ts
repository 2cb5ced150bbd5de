import type { KubeObject } from '../kinds/object.ts'
import { defaultValue, type KindVersion, loadCrd, readSchema } from '../schema/index.ts'
import { decodeResource } from '../schema/resource.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { splitApiVersion } from './api-version.ts'
import type { PolicyContext } from './context.ts'
import { asInternal, withCoreDefaults } from './core-defaults.ts'
import { coreSchemas, coreTypes } from './core-schemas.ts'
import { type MergeType, mergeType } from './merge-type.ts'
import type { MutationContext } from './mutating-admission.ts'
import { withoutEmptyMetadata } from './object-meta.ts'
import { coreResources, type ResourceCatalogue, resourceCatalogue } from './resources.ts'

/** A CustomResourceDefinition, as far as policies look at it. */
export interface Definition {
  readonly spec: {
    readonly group: string
    readonly scope: string
    readonly names: { readonly kind: string; readonly plural: string }
    readonly versions: readonly {
      readonly name: string
      readonly served: boolean
      readonly schema?: { readonly openAPIV3Schema?: StructuralSchema }
      readonly subresources?: object
    }[]
  }
}

/** What an API server with a set of CustomResourceDefinitions knows of kinds: names, schemas, defaults, how they merge. */
export interface ServedKinds {
  readonly resources: ResourceCatalogue
  schema(apiVersion: string, kind: string): StructuralSchema | undefined
  mergeType(apiVersion: string, kind: string): MergeType | undefined
  withDefaults(object: KubeObject): KubeObject
  /** An object that somebody wrote as policies see it in a request. */
  decoded(object: KubeObject): KubeObject
}

/** The core kinds, and those of the definitions: of `sound` ones, that need no look, and of others. Of two for one kind the later counts. */
export function servedKinds(definitions: readonly Definition[], sound: readonly Definition[] = []): ServedKinds {
  const defined = new Map<string, Definition>()
  const custom = [...sound, ...definitions.filter(isDefinition)].map(definition => {
    const { group, scope, names, versions } = definition.spec
    for (const { name, schema } of versions) if (schema?.openAPIV3Schema) defined.set(`${group}/${name}/${names.kind}`, definition)
    const served = versions.filter(version => version.served).map(({ name }) => name)
    const subresources = new Map(versions.map(version => [version.name, Object.keys(version.subresources ?? {})]))
    return { group, resource: names.plural, kind: names.kind, namespaced: scope === 'Namespaced', versions: served, subresources }
  })
  const loaded = new Map<Definition, readonly KindVersion[]>()
  const read = (apiVersion: string, kind: string): KindVersion | undefined => {
    const definition = defined.get(`${apiVersion}/${kind}`)
    if (definition === undefined) return undefined
    const versions = loaded.get(definition) ?? loadCrd(definition)
    loaded.set(definition, versions)
    return versions.find(({ version }) => version === splitApiVersion(apiVersion).version)
  }
  let last: { readonly apiVersion: string; readonly kind: string; readonly found: KindVersion | undefined } | undefined
  // Objects of one kind mostly follow each other.
  const customKind = (apiVersion: string, kind: string): KindVersion | undefined => {
    if (last?.apiVersion !== apiVersion || last.kind !== kind) last = { apiVersion, kind, found: read(apiVersion, kind) }
    return last.found
  }
  const schema = (apiVersion: string, kind: string) =>
    customKind(apiVersion, kind)?.schema ?? coreSchemas[`${splitApiVersion(apiVersion).group}/${kind}`]
  const withDefaults = (object: KubeObject): KubeObject => {
    const found = customKind(object.apiVersion, object.kind)
    return found ? (defaultValue(found.schema, object) as KubeObject) : withCoreDefaults(object)
  }
  return {
    resources: resourceCatalogue([...coreResources, ...custom]),
    schema: (apiVersion, kind) => customKind(apiVersion, kind)?.schema ?? coreTypes[`${splitApiVersion(apiVersion).group}/${kind}`],
    mergeType(apiVersion, kind) {
      const found = schema(apiVersion, kind)
      return found && mergeType(found, true)
    },
    withDefaults,
    decoded(object) {
      const found = customKind(object.apiVersion, object.kind)
      const decoded = found && decodeResource(found, object)
      // No request that cannot be decoded comes to a policy: of such an object they see what there is.
      return typeof decoded === 'object' ? (decoded.object as KubeObject) : asInternal(withDefaults(withoutEmptyMetadata(object)))
    },
  }
}

/** Definitions are read as written: one that no API server would take defines nothing. */
function isDefinition({ spec }: Definition): boolean {
  if (typeof spec?.group !== 'string' || typeof spec.names?.kind !== 'string' || typeof spec.names.plural !== 'string') return false
  return (
    Array.isArray(spec.versions) &&
    spec.versions.every(version => typeof version?.name === 'string' && isSchema(version.schema?.openAPIV3Schema))
  )
}

/** Nothing, or a schema of which every keyword can be read. */
function isSchema(schema: unknown): boolean {
  if (schema === undefined) return true
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) && readSchema(schema).mistyped.length === 0
}

/** A context over a set of objects: its namespaces, and whatever in it may be a parameter. */
export function contextOver(kinds: ServedKinds, objects: readonly KubeObject[], authorize?: PolicyContext['authorize']): MutationContext {
  const namespaces = new Map(objects.filter(isNamespace).map(namespace => [namespace.metadata.name, namespace]))
  const key = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`
  const sorted = [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const list = (group: string, kind: string, namespace?: string) =>
    sorted.filter(
      object =>
        object.kind === kind &&
        splitApiVersion(object.apiVersion).group === group &&
        (namespace === undefined || object.metadata.namespace === namespace),
    )
  return {
    resources: kinds.resources,
    mergeType: kinds.mergeType,
    withDefaults: kinds.withDefaults,
    ...(authorize && { authorize }),
    namespace: name => namespaces.get(name),
    namespaceLabels(name) {
      const namespace = namespaces.get(name)
      return namespace && { 'kubernetes.io/metadata.name': name, ...namespace.metadata.labels }
    },
    list,
    find: (group, kind, namespace, name) => list(group, kind, namespace).find(({ metadata }) => metadata.name === name),
  }
}

const isNamespace = (object: KubeObject): boolean => object.kind === 'Namespace' && object.apiVersion === 'v1'
