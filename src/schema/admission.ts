import { quote } from '../values/quote.ts'
import { accepts } from './accept.ts'
import { decodeBody } from './body.ts'
import { Correlated } from './correlate.ts'
import type { KindVersion } from './crd.ts'
import { isCrd, loadCrd } from './crd.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { embeddedProblems } from './embedded.ts'
import { explain } from './explain.ts'
import { causeOf, errorBody, type FieldError, invalid, NO_PATH } from './field-error.ts'
import { listProblems } from './lists.ts'
import { finalizerWarnings, type Metadata, type MetaScope, metaProblems, metaUpdateProblems } from './meta-checks.ts'
import { deepEqual } from './primitives.ts'
import {
  conflictOf,
  type Decoded,
  decodeResource,
  keepSystemFields,
  storedObject,
  withDefaultStatus,
  withoutSystemFields,
} from './resource.ts'
import { evaluateRules } from './rules/index.ts'
import { scaleProblems } from './scale.ts'
import { deliver } from './warnings.ts'

type JsonObject = Record<string, unknown>

export interface AdmissionOptions {
  /** Minor version whose behaviour and wording count: `1.36`. */
  readonly kubernetes?: string
}

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE'
  /** The object, decoded with `decodeJson` or an equal reader of YAML; or `text`. */
  readonly object?: unknown
  /** The request body as JSON: the only form in which keys that occur twice can be seen. */
  readonly text?: string
  /** Updates: the stored object. */
  readonly oldObject?: unknown
  /** What to do about unknown and repeated fields; the server's default is `Warn`, that of kubectl is `Strict`. */
  readonly fieldValidation?: 'Ignore' | 'Warn' | 'Strict'
  readonly subresource?: 'status'
  /** The kind that the request was sent to, which messages about undecodable bodies name. */
  readonly kind?: string
  /** The namespace of the request, for an object that names none: `default`. */
  readonly namespace?: string
}

/** One cause of a refusal, as it stands in the details of a Status. */
export interface Cause {
  readonly reason: string
  readonly message: string
  readonly field: string
}

export interface AdmissionResult {
  readonly allowed: boolean
  /** HTTP status. */
  readonly code: number
  /** The object as it would be stored, but for what only the server can know (uid, creationTimestamp, managedFields). Shared with the input and the schema: not to be changed. */
  readonly object?: Readonly<Record<string, unknown>>
  /** Of what may be created: the object as it was decoded, before it is prepared for storage. */
  readonly decoded?: Readonly<Record<string, unknown>>
  /** Why it was refused. `causes` is empty where the server gives none. */
  readonly status?: { readonly reason: string; readonly message: string; readonly causes: readonly Cause[] }
  readonly warnings: readonly string[]
}

/** Answers requests as kube-apiserver answers them for custom resources. */
export interface Admission {
  /** The version of a kind that would be used; undefined when no CRD declares it, or does not serve it. */
  find(apiVersion: string, kind: string): KindVersion | undefined
  readonly kinds: readonly KindVersion[]
  admit(request: AdmissionRequest): AdmissionResult
}

/**
 * An admission for the kinds of some CustomResourceDefinitions (decoded, `apiextensions.k8s.io/v1`; other objects are passed over).
 * Validators are composed when a kind is first used.
 */
export function createAdmission(crds: Iterable<unknown>, options: AdmissionOptions = {}): Admission {
  const kubernetes = options.kubernetes ?? '1.36'
  const dialect = dialectOf(kubernetes)
  const kinds = [...crds].filter(isCrd).flatMap(crd => loadCrd(crd, kubernetes))
  const byName = new Map(kinds.filter(kind => kind.served).map(kind => [`${kind.group}/${kind.version}/${kind.kind}`, kind]))
  const find = (apiVersion: string, kind: string): KindVersion | undefined => byName.get(`${apiVersion}/${kind}`)
  return {
    kinds,
    find,
    admit(request) {
      try {
        return new Admitting(request, find, dialect).answer()
      } catch (error) {
        if (error instanceof RangeError) return tooDeep
        throw error
      }
    },
  }
}

/** Values are walked by recursion: what is nested by thousands is no configuration. */
const tooDeep: AdmissionResult = {
  allowed: false,
  code: 500,
  status: { reason: 'InternalError', message: 'the object is nested too deeply to be checked', causes: [] },
  warnings: [],
}

class Admitting {
  readonly #request: AdmissionRequest
  readonly #find: Admission['find']
  readonly #dialect: Dialect
  readonly #warnings: string[] = []

  constructor(request: AdmissionRequest, find: Admission['find'], dialect: Dialect) {
    this.#request = request
    this.#find = find
    this.#dialect = dialect
  }

  answer(): AdmissionResult {
    const body = decodeBody(this.#request)
    if ('message' in body) return this.#refuse(400, 'BadRequest', body.message)
    const { object, duplicates } = body
    const kind = this.#find(object['apiVersion'] as string, object['kind'] as string)
    if (!kind)
      return this.#refuse(
        404,
        'NotFound',
        `no matches for kind ${quote(String(object['kind']))} in version ${quote(String(object['apiVersion']))}`,
      )
    if (kind.deprecation !== undefined) this.#warnings.push(kind.deprecation)
    const cannot = (why: string): AdmissionResult => {
      const message = `${kind.kind} in version ${quote(kind.version)} cannot be handled as a ${kind.kind}: ${why}`
      return this.#refuse(400, 'BadRequest', message)
    }
    if (body.overflow !== undefined) return cannot(body.overflow)

    const decoded = decodeResource(kind, object)
    if (typeof decoded === 'string') return cannot(decoded)
    const unknown = decoded.unknown()
    if (duplicates.length + unknown.length > 0) {
      const problems = [...duplicates.map(path => `duplicate field ${quote(path)}`), ...unknown.map(path => `unknown field "${path}"`)]
      if (this.#request.fieldValidation === 'Strict') return cannot(`strict decoding error: ${problems.join(', ')}`)
      if (this.#request.fieldValidation !== 'Ignore') this.#warnings.push(...problems)
    }
    return this.#request.operation === 'UPDATE' ? this.#update(kind, decoded) : this.#create(kind, decoded)
  }

  #create(kind: KindVersion, { object, valid }: Decoded): AdmissionResult {
    const metadata = withoutSystemFields((object['metadata'] ?? {}) as JsonObject)
    const owned = this.#dedupeOwners(metadata)
    const placed = this.#place(kind, owned, this.#request.namespace)
    if (!placed)
      return this.#refuse(400, 'BadRequest', 'the namespace of the provided object does not match the namespace sent on the request')
    const sent = kind.status && Object.hasOwn(object, 'status') ? withoutStatus(object) : object
    const created = sent['metadata'] === placed ? sent : { ...sent, metadata: placed }

    const named = typeof placed['generateName'] === 'string' && placed['name'] === undefined
    const checked = named ? { ...created, metadata: { ...placed, name: generatedName(placed['generateName'] as string) } } : created
    const meta = checked['metadata'] as Metadata
    const errors = metaProblems(meta, this.#scope(kind))
    // A made-up name has not been seen by the schema yet.
    const known = valid && !named
    if (!known && !accepts(kind.node)(checked)) errors.push(...explain(kind.node, checked))
    if (kind.scale) errors.push(...scaleProblems(kind.scale, checked, false))
    if (!known) errors.push(...embeddedProblems(kind.node, checked), ...listProblems(kind.node, checked))
    this.#rules(kind, checked, undefined, errors)
    if (errors.length > 0) return this.#invalid(kind, meta.name ?? '', errors)
    if (meta.finalizers) this.#warnings.push(...finalizerWarnings(meta.finalizers, []))
    return { allowed: true, code: 201, object: withDefaultStatus(kind, created), decoded: object, warnings: deliver(this.#warnings) }
  }

  #update(kind: KindVersion, { object, valid }: Decoded): AdmissionResult {
    const status = this.#request.subresource === 'status'
    const old = storedObject(kind, this.#request.oldObject)
    const home = this.#request.namespace ?? ((old['metadata'] as JsonObject | undefined)?.['namespace'] as string | undefined)
    const placed = this.#place(kind, this.#dedupeOwners((object['metadata'] ?? {}) as JsonObject), home)
    const oldMeta: JsonObject = {
      ...(placed?.['namespace'] === undefined ? {} : { namespace: placed['namespace'] }),
      ...(old['metadata'] as JsonObject),
    }
    if (!placed)
      return this.#refuse(400, 'BadRequest', 'the namespace of the provided object does not match the namespace sent on the request')
    const conflict = conflictOf(placed, oldMeta)
    if (conflict !== undefined) {
      const resource = `${kind.plural}.${kind.group} ${quote(String(oldMeta['name'] ?? ''))}`
      return this.#refuse(409, 'Conflict', `Operation cannot be fulfilled on ${resource}: ${conflict}`)
    }
    const mismatch = nameMismatch(placed, oldMeta)
    if (mismatch !== undefined) return this.#refuse(400, 'BadRequest', mismatch)
    const updated: JsonObject = status ? { ...old } : { ...object, metadata: keepSystemFields(placed, oldMeta) }
    const source = status ? object : kind.status ? old : undefined
    if (source) {
      if (Object.hasOwn(source, 'status')) updated['status'] = source['status']
      else delete updated['status']
    }

    const meta = updated['metadata'] as Metadata
    const scope = this.#scope(kind)
    const errors = metaProblems(meta, { ...scope, names: 'path-segment' })
    errors.push(...metaUpdateProblems(meta, oldMeta as Metadata, scope), ...metaUpdateProblems(meta, oldMeta as Metadata, scope))
    const correlated = new Correlated(updated, old, kind.node)
    // The status of the stored object is judged with the rest.
    const known = valid && !Object.hasOwn(updated, 'status')
    if (status) {
      const node = kind.node.property('status')
      if (node && Object.hasOwn(updated, 'status')) errors.push(...explain(node, updated['status'], 'status', correlated.key('status')))
    } else if (!known && !accepts(kind.node)(updated)) errors.push(...explain(kind.node, updated, '', correlated))
    if (kind.scale) errors.push(...scaleProblems(kind.scale, updated, status))
    if (!status && !known) errors.push(...embeddedProblems(kind.node, updated))
    const lists = known ? [] : listProblems(kind.node, updated)
    if (lists.length > 0 && listProblems(kind.node, old).length === 0) errors.push(...lists)
    this.#rules(kind, updated, { old, correlated }, errors)
    if (errors.length > 0) return this.#invalid(kind, meta.name ?? '', errors)
    if (!status) this.#warnings.push(...finalizerWarnings(meta.finalizers ?? [], (oldMeta['finalizers'] as string[]) ?? []))
    return { allowed: true, code: 200, object: withDefaultStatus(kind, updated), warnings: deliver(this.#warnings) }
  }

  /** CEL, unless something stands in its way. */
  #rules(
    kind: KindVersion,
    object: JsonObject,
    update: { old: JsonObject; correlated: Correlated } | undefined,
    errors: FieldError[],
  ): void {
    if (!kind.node.traits.rules) return
    if (errors.some(error => blocking.has(error.reason))) {
      errors.push(SKIPPED_RULES)
      return
    }
    const outcome = evaluateRules(kind.rules, object, update?.old, update ? { correlated: update.correlated } : {})
    errors.push(...outcome.errors)
    for (const warning of outcome.warnings) this.#warnings.push(`${warning.field}: ${errorBody(warning)}`)
  }

  #dedupeOwners(metadata: JsonObject): JsonObject {
    const owners = metadata['ownerReferences'] as readonly JsonObject[] | undefined
    if (!owners || owners.length < 2) return metadata
    const kept: JsonObject[] = []
    const repeated: string[] = []
    for (const owner of owners) {
      if (kept.some(known => deepEqual(known, owner))) repeated.push(owner['uid'] as string)
      else kept.push(owner)
    }
    if (repeated.length === 0) return metadata
    this.#warnings.push(
      `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${repeated.join(', ')}`,
    )
    return { ...metadata, ownerReferences: kept }
  }

  /** Metadata with the namespace of the request; undefined where the two differ. */
  #place(kind: KindVersion, metadata: JsonObject, home: string | undefined): JsonObject | undefined {
    const namespace = metadata['namespace'] as string | undefined
    if (!kind.namespaced) {
      if (namespace === undefined) return metadata
      const { namespace: _, ...rest } = metadata
      return rest
    }
    if (namespace === undefined) return { ...metadata, namespace: home ?? 'default' }
    return home === undefined || home === namespace ? metadata : undefined
  }

  #scope(kind: KindVersion): MetaScope {
    return { namespaced: kind.namespaced, names: 'subdomain', field: 'metadata', dialect: this.#dialect }
  }

  #refuse(code: number, reason: string, message: string): AdmissionResult {
    return { allowed: false, code, status: { reason, message, causes: [] }, warnings: deliver(this.#warnings) }
  }

  #invalid(kind: KindVersion, name: string, errors: readonly FieldError[]): AdmissionResult {
    const causes = errors.map(causeOf)
    const texts = [...new Set(causes.map(cause => `${cause.field}: ${cause.message}`))]
    const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
    const message = `${kind.kind}.${kind.group} ${quote(name)} is invalid: ${list}`
    return { allowed: false, code: 422, status: { reason: 'Invalid', message, causes }, warnings: deliver(this.#warnings) }
  }
}

function nameMismatch(metadata: JsonObject, old: JsonObject): string | undefined {
  if (old['name'] === undefined || metadata['name'] === old['name']) return undefined
  return `the name of the object (${metadata['name'] ?? ''}) does not match the name on the URL (${old['name']})`
}

function withoutStatus({ status: _, ...rest }: JsonObject): JsonObject {
  return rest
}

/** The server appends five random characters; what they are does not matter to any check. */
function generatedName(base: string): string {
  return `${base.slice(0, 58)}xxxxx`
}

/** Errors after which the server does not try the rules. */
const blocking = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
])

const SKIPPED_RULES: FieldError = invalid(
  NO_PATH,
  null,
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
)
