import {
  byteLength,
  labelProblems,
  labelValueProblems,
  maskTrailingDash,
  pathSegmentProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from '../values/names.ts'
import { quote } from '../values/quote.ts'
import { compareStrings } from '../values/text.ts'
import type { Dialect } from './dialect.ts'
import { encodeJson } from './encode.ts'
import { type FieldError, forbidden, invalid, RawJson, required } from './field-error.ts'
import { deepEqual } from './primitives.ts'

// ObjectMeta as `decodeObjectMeta` leaves it: what is there is of the right type.

export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

export interface Metadata {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly OwnerReference[]
  readonly finalizers?: readonly string[]
  readonly managedFields?: readonly Readonly<Record<string, unknown>>[]
}

const ANNOTATIONS_LIMIT = 262_144

export interface MetaScope {
  readonly namespaced: boolean
  /** Names of custom resources are DNS subdomains; those of embedded resources only have to fit into a path. */
  readonly names: 'subdomain' | 'path-segment'
  readonly field: string
  readonly dialect: Dialect
}

/** @see k8s.io/apimachinery pkg/api/validation ValidateObjectMetaAccessor */
export function metaProblems(metadata: Metadata, scope: MetaScope): FieldError[] {
  const { field } = scope
  const errors: FieldError[] = []
  const { name = '', generateName = '', namespace = '' } = metadata
  if (generateName !== '') {
    const problems = scope.names === 'subdomain' ? subdomainProblems(maskTrailingDash(generateName)) : prefixProblems(generateName)
    for (const problem of problems) errors.push(invalid(`${field}.generateName`, generateName, problem))
  }
  if (name === '') errors.push(required(`${field}.name`, 'name or generateName is required'))
  else {
    const problems = scope.names === 'subdomain' ? subdomainProblems(name) : pathSegmentProblems(name)
    for (const problem of problems) errors.push(invalid(`${field}.name`, name, problem))
  }
  if (!scope.namespaced) {
    if (namespace !== '') errors.push(forbidden(`${field}.namespace`, 'not allowed on this type'))
  } else if (namespace === '') errors.push(required(`${field}.namespace`))
  else for (const problem of labelProblems(namespace)) errors.push(invalid(`${field}.namespace`, namespace, problem))
  if ((metadata.generation ?? 0) < 0) errors.push(invalid(`${field}.generation`, metadata.generation, 'must be greater than or equal to 0'))
  commonProblems(metadata, scope, errors, true)
  return errors
}

/** What update and create check alike; `finalizers` only the latter. */
function commonProblems(metadata: Metadata, { field, dialect }: MetaScope, errors: FieldError[], finalizers: boolean): void {
  const unit = dialect.minor >= 34 ? 'bytes' : 'characters'
  const { labels, annotations, ownerReferences } = metadata
  if (labels) {
    for (const key of Object.keys(labels)) {
      for (const problem of qualifiedNameProblems(key, unit)) errors.push(invalid(`${field}.labels`, key, problem))
      for (const problem of labelValueProblems(labels[key]!, unit)) errors.push(invalid(`${field}.labels`, labels[key], problem))
    }
  }
  if (annotations) {
    let size = 0
    for (const key of Object.keys(annotations)) {
      for (const problem of qualifiedNameProblems(key.toLowerCase(), unit)) errors.push(invalid(`${field}.annotations`, key, problem))
      size += byteLength(key) + byteLength(annotations[key]!)
    }
    if (size > ANNOTATIONS_LIMIT) errors.push(dialect.wording.tooLong(`${field}.annotations`, ANNOTATIONS_LIMIT))
  }
  if (ownerReferences) ownerProblems(ownerReferences, `${field}.ownerReferences`, errors)
  if (finalizers && metadata.finalizers) finalizerProblems(metadata.finalizers, `${field}.finalizers`, unit, errors)
  if (metadata.managedFields) managedFieldsProblems(metadata.managedFields, `${field}.managedFields`, dialect, errors)
}

function prefixProblems(text: string): string[] {
  return pathSegmentProblems(text === '.' || text === '..' ? '' : text)
}

function ownerProblems(references: readonly OwnerReference[], field: string, errors: FieldError[]): void {
  let controller: string | undefined
  for (const reference of references) {
    const parts = reference.apiVersion.split('/')
    const version = parts.length > 2 ? '' : parts.at(-1)!
    if (version === '') errors.push(invalid(`${field}.apiVersion`, reference.apiVersion, 'version must not be empty'))
    for (const name of ['kind', 'name', 'uid'] as const) {
      if (reference[name] === '') errors.push(invalid(`${field}.${name}`, '', 'must not be empty'))
    }
    if (reference.apiVersion === 'v1' && reference.kind === 'Event') {
      errors.push(invalid(field, new RawJson(ownerAsJson(reference)), '/v1, Kind=Event is disallowed from being an owner'))
    }
    if (reference.controller !== true) continue
    const name = `${reference.kind}/${reference.name}`
    if (controller === undefined) controller = name
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`
      errors.push(invalid(field, new RawJson(`[${references.map(ownerAsJson).join(',')}]`), detail))
    }
  }
}

/** An owner reference as Go writes that struct. */
function ownerAsJson(reference: OwnerReference): string {
  const fields = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'] as const
  return `{${fields.filter(name => reference[name] !== undefined).map(name => `"${name}":${encodeJson(reference[name], { html: true })}`)}}`
}

function finalizerProblems(finalizers: readonly string[], field: string, unit: 'bytes' | 'characters', errors: FieldError[]): void {
  for (const finalizer of finalizers) {
    for (const problem of qualifiedNameProblems(finalizer, unit)) errors.push(invalid(field, finalizer, problem))
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'))
  }
}

function managedFieldsProblems(
  entries: readonly Readonly<Record<string, unknown>>[],
  field: string,
  dialect: Dialect,
  errors: FieldError[],
): void {
  entries.forEach(({ operation = '', fieldsType = '', manager = '', subresource = '' }, i) => {
    const at = `${field}[${i}]`
    if (operation !== 'Apply' && operation !== 'Update') errors.push(invalid(`${at}.operation`, operation, 'must be `Apply` or `Update`'))
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') errors.push(invalid(`${at}.fieldsType`, fieldsType, 'must be `FieldsV1`'))
    if (byteLength(manager as string) > 128) errors.push(dialect.wording.tooLong(`${at}.manager`, 128))
    if (byteLength(subresource as string) > 256) errors.push(dialect.wording.tooLong(`${at}.subresource`, 256))
  })
}

/**
 * What an update may not change. The server asks twice, and so both errors stand among the causes.
 * `resourceVersion` is not asked for: a file cannot know it.
 */
export function metaUpdateProblems(metadata: Metadata, old: Metadata, scope: MetaScope): FieldError[] {
  const { field } = scope
  const errors: FieldError[] = []
  if (old.deletionTimestamp !== undefined) {
    const added = [...new Set(metadata.finalizers ?? [])].filter(name => !old.finalizers?.includes(name)).sort(compareStrings)
    if (added.length > 0) {
      const list = `[]string{${added.map(quote).join(', ')}}`
      errors.push(
        forbidden(`${field}.finalizers`, `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`),
      )
    }
  }
  for (const name of ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    if (!deepEqual(metadata[name] ?? null, old[name] ?? null))
      errors.push(invalid(`${field}.${name}`, metadata[name] ?? null, 'field is immutable'))
  }
  commonProblems(metadata, scope, errors, false)
  return errors
}

/** Warnings about finalizers that are new. */
export function finalizerWarnings(finalizers: readonly string[], old: readonly string[]): string[] {
  const warnings: string[] = []
  const at = 'metadata.finalizers'
  for (const name of [...new Set(finalizers)].filter(item => !old.includes(item)).sort(compareStrings)) {
    for (const problem of qualifiedNameProblems(name)) warnings.push(`${at}: ${quote(name)}: ${problem}`)
    if (name.includes('/') || name === 'orphan' || name === 'foregroundDeletion' || name === 'kubernetes') continue
    const path = name.includes('.') ? ' including a path (/)' : ''
    warnings.push(
      `${at}: ${quote(name)}: prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`,
    )
  }
  return warnings
}
