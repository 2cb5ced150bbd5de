import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { Purpose, ReferenceField } from './define-kind.ts'
import { scopeOf } from './history.ts'
import { groupOf, type KubeObject } from './object.ts'

/** A reference that an object makes, with everything filled in that it leaves out. */
export interface Reference {
  /** Where it stands. */
  readonly at: Path
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string }
  readonly purpose: Purpose
  /** Whether it names another namespace and so needs a ReferenceGrant there. */
  readonly needsGrant: boolean
  /** The reference as it is written: an object, or a name. */
  readonly value: unknown
}

let byKind: Map<string, readonly ReferenceField[]> | undefined

/** The places in objects of a kind where references may stand. */
export function referenceFields(group: string, kind: string): readonly ReferenceField[] {
  byKind ??= new Map(data.kinds.map(known => [`${known.group}/${known.kind}`, known.references ?? []]))
  return byKind.get(`${group}/${kind}`) ?? []
}

/**
 * Every reference that `object` makes, in the order of the kind's reference fields and then of its lists. An object that does not say its
 * namespace stands in `default`. References without a name, or without a kind where none can be filled in, are left out: the schema speaks of
 * them.
 */
export function references(object: KubeObject): Reference[] {
  const found: Reference[] = []
  const group = groupOf(object.apiVersion)
  const own = scopeOf(group, object.kind) === 'Cluster' ? '' : object.metadata.namespace || 'default'
  for (const field of referenceFields(group, object.kind)) {
    for (const { at, value } of placesOf(object, field.at)) {
      const reference = referenceAt(field, at, value, own)
      if (reference !== undefined) found.push(reference)
    }
  }
  return found
}

const NAMES = { name: 'name', namespace: 'namespace', group: 'group', kind: 'kind' }

function referenceAt(field: ReferenceField, at: Path, value: unknown, own: string): Reference | undefined {
  const names: ReferenceField['fields'] & typeof NAMES = field.fields === undefined ? NAMES : { ...NAMES, ...field.fields }
  const written = typeof value === 'string' ? { [names.name]: value } : (value as Readonly<Record<string, unknown>> | null)
  if (typeof written !== 'object' || written === null) return undefined
  const text = (name: string): string | undefined => (typeof written[name] === 'string' ? written[name] : undefined)
  const name = text(names.name)
  const apiVersion = names.apiVersion === undefined ? undefined : text(names.apiVersion)
  const group = (apiVersion === undefined ? text(names.group) : groupOf(apiVersion)) ?? field.group
  const kind = text(names.kind) ?? field.kind
  if (name === undefined || name === '' || group === undefined || kind === undefined) return undefined
  const namespace = scopeOf(group, kind) === 'Cluster' ? '' : namespaceOf(field, text(names.namespace), own)
  return {
    at,
    to: { group, kind, namespace, name },
    purpose: field.purpose,
    needsGrant: field.needsGrant === true && namespace !== own,
    value,
  }
}

function namespaceOf(field: ReferenceField, written: string | undefined, own: string): string {
  if (field.namespace === 'own') return own
  if (field.namespace === 'cluster') return ''
  if (written !== undefined && written !== '') return written
  return field.namespace === 'field' ? own : ''
}

interface Found {
  readonly at: Path
  readonly value: unknown
}

/** The values at `spec.rules[].backendRefs[]` and the like; nothing where a step is missing or of another type. */
export function placesOf(root: unknown, pattern: string): readonly Found[] {
  const found: Found[] = []
  collect(root, stepsOf(pattern), 0, 0, found)
  return found
}

/** What the wildcards on the way stand for. A path is made for what is found alone: most patterns lead nowhere in most objects. */
const taken: (string | number)[] = []

function collect(value: unknown, steps: readonly string[], depth: number, wildcards: number, found: Found[]): void {
  const step = steps[depth]
  if (step === undefined) {
    let next = 0
    found.push({ at: steps.map(name => (isWildcard(name) ? taken[next++]! : name)), value })
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    if (step !== '[]') return
    for (let index = 0; index < value.length; index++) {
      taken[wildcards] = index
      collect(value[index], steps, depth + 1, wildcards + 1, found)
    }
  } else if (step === '{}') {
    for (const [key, child] of Object.entries(value)) {
      taken[wildcards] = key
      collect(child, steps, depth + 1, wildcards + 1, found)
    }
  } else if (step !== '[]' && Object.hasOwn(value, step))
    collect((value as Record<string, unknown>)[step], steps, depth + 1, wildcards, found)
}

const isWildcard = (step: string): boolean => step === '[]' || step === '{}'

const steps = new Map<string, readonly string[]>()

function stepsOf(pattern: string): readonly string[] {
  let found = steps.get(pattern)
  if (found === undefined) {
    found = pattern.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? []
    steps.set(pattern, found)
  }
  return found
}
