import { readSchema } from './definition/read-schema.ts'
import { dialectOf } from './dialect.ts'
import { type Fast, fastRoot } from './fast.ts'
import { nodeOf, type SchemaNode } from './node.ts'
import { kindOf } from './primitives.ts'
import { type CompiledRules, compileRules } from './rules/index.ts'
import type { StructuralSchema } from './structural.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** One version of a kind, as a CustomResourceDefinition declares it. */
export interface KindVersion {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly namespaced: boolean
  readonly served: boolean
  readonly storage: boolean
  /** What the server warns of when the version is used. */
  readonly deprecation: string | undefined
  readonly schema: StructuralSchema
  /** Whether `status` is a resource of its own. */
  readonly status: boolean
  readonly scale: ScalePaths | undefined
  /** The schema in the form that the passes over objects want. */
  readonly node: SchemaNode
  /** Shapes and validates a whole object that is in order; undefined for every other. */
  readonly fast: Fast
  /** The CEL rules, in the form in which they run. */
  readonly rules: CompiledRules
}

export interface ScalePaths {
  readonly spec: string
  readonly status: string
  readonly labelSelector: string | undefined
}

/** Whether an object is a CustomResourceDefinition that `loadCrd` reads. */
export function isCrd(object: unknown): boolean {
  if (kindOf(object) !== 'object') return false
  const { apiVersion, kind } = object as JsonObject
  return apiVersion === 'apiextensions.k8s.io/v1' && kind === 'CustomResourceDefinition'
}

/**
 * The versions that a CustomResourceDefinition (`apiextensions.k8s.io/v1`, decoded) declares. What is not as it should be is left out:
 * `checkCrd` says what is wrong.
 */
export function loadCrd(crd: unknown, kubernetes = '1.36'): KindVersion[] {
  const spec = objectOf(objectOf(crd)['spec'])
  const names = objectOf(spec['names'])
  const versions = listOf(spec['versions']).map(objectOf)
  return versions.map(version => kindVersion(spec, names, version, versions, kubernetes))
}

const CAREFUL_USES = 2
const nothingInOrder: Fast = () => undefined

function kindVersion(
  spec: JsonObject,
  names: JsonObject,
  version: JsonObject,
  versions: readonly JsonObject[],
  kubernetes: string,
): KindVersion {
  const { schema } = readSchema(objectOf(objectOf(version['schema'])['openAPIV3Schema']) as StructuralSchema)
  const subresources = objectOf(version['subresources'])
  const group = textOf(spec['group'])
  const kind = textOf(names['kind'])
  let node: SchemaNode | undefined
  let rules: CompiledRules
  let quick: Fast | undefined
  let uses = 0
  return {
    group,
    kind,
    version: textOf(version['name']),
    plural: textOf(names['plural']),
    singular: textOf(names['singular']) || kind.toLowerCase(),
    namespaced: spec['scope'] !== 'Cluster',
    served: version['served'] === true,
    storage: version['storage'] === true,
    deprecation: version['deprecated'] === true ? deprecationOf(group, kind, version, versions) : undefined,
    schema,
    status: subresources['status'] !== undefined,
    scale: scaleOf(subresources['scale']),
    get node() {
      node ??= nodeOf(schema, dialectOf(kubernetes))
      return node
    },
    get fast() {
      // Making the functions pays for kinds that are used more than once or twice.
      if (++uses <= CAREFUL_USES) return nothingInOrder
      quick ??= fastRoot(this.node, this.status)
      return quick
    },
    get rules() {
      rules ??= compileRules(schema, { kubernetes })
      return rules
    },
  }
}

function deprecationOf(group: string, kind: string, version: JsonObject, versions: readonly JsonObject[]): string {
  if (typeof version['deprecationWarning'] === 'string') return version['deprecationWarning']
  const name = textOf(version['name'])
  const better = versions
    .filter(other => other['served'] === true && other['deprecated'] !== true)
    .map(other => textOf(other['name']))
    .filter(other => compareVersions(other, name) > 0)
    .sort((a, b) => compareVersions(b, a))[0]
  const warning = `${group}/${name} ${kind} is deprecated`
  return better === undefined ? warning : `${warning}; use ${group}/${better} ${kind}`
}

const STABILITY = ['alpha', 'beta', undefined]

/** Order of API versions: v2 after v1 after v1beta1 after v1alpha2; names of another form come first, in reverse order of the alphabet. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(name => /^v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?$/.exec(name))
  if (!left || !right) return left ? 1 : right ? -1 : a < b ? 1 : a > b ? -1 : 0
  return (
    STABILITY.indexOf(left[2]) - STABILITY.indexOf(right[2]) ||
    Number(left[1]) - Number(right[1]) ||
    Number(left[3] ?? 0) - Number(right[3] ?? 0)
  )
}

function scaleOf(scale: unknown): ScalePaths | undefined {
  if (kindOf(scale) !== 'object') return undefined
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale as JsonObject
  return {
    spec: textOf(specReplicasPath),
    status: textOf(statusReplicasPath),
    labelSelector: typeof labelSelectorPath === 'string' ? labelSelectorPath : undefined,
  }
}

function objectOf(value: unknown): JsonObject {
  return kindOf(value) === 'object' ? (value as JsonObject) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
