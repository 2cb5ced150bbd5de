import type { FieldEdit, Finding, Fix, ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import { formatPath } from '../diagnostics/path.ts'
import { anyKind, whereIsField } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import changedImmutableField from '../rules/local/changed-immutable-field.ts'
import duplicateKey from '../rules/local/duplicate-key.ts'
import failedValidationRule from '../rules/local/failed-validation-rule.ts'
import invalidValue from '../rules/local/invalid-value.ts'
import unknownField from '../rules/local/unknown-field.ts'
import type { RuleDefinition } from '../rules/rule.ts'
import type { Admission, Cause, KindVersion, StructuralSchema } from '../schema/index.ts'
import { closest } from '../values/closest.ts'
import { parseFieldPath } from './field-path.ts'
import { misreadMetadata, valueHint } from './misread-values.ts'

/** The rules that speak for the API server. */
export const schemaRules: readonly RuleDefinition[] = [
  unknownField,
  duplicateKey,
  invalidValue,
  failedValidationRule,
  changedImmutableField,
]

export interface SchemaAnswer {
  readonly findings: readonly Finding[]
  /** Of an object that may be created: what the API server reads it as, pruned and with its defaults. */
  readonly decoded?: KubeObject
}

/** What the API server would say to `object`, as findings: fields that it drops, and why it refuses. */
export function schemaFindings(object: KubeObject, ref: ObjectRef, admission: Admission, old?: KubeObject): SchemaAnswer {
  const kind = admission.find(object.apiVersion, object.kind)
  if (kind === undefined) return { findings: [unserved(object, ref, admission)] }
  const answer = admission.admit({
    operation: old === undefined ? 'CREATE' : 'UPDATE',
    object,
    ...(old === undefined ? {} : { oldObject: old }),
    fieldValidation: 'Warn',
  })
  const findings: Finding[] = []
  for (const warning of answer.warnings) {
    const field = /^unknown field "(.*)"$/s.exec(warning)?.[1]
    if (field !== undefined) findings.push(dropped(field, object, ref, kind))
  }
  const { status } = answer
  if (status !== undefined && status.causes.length === 0) {
    const { misread, meant } = misreadMetadata(object)
    if (misread.length > 0) {
      const texts = misread.map(({ at, message, hint }) => make(invalidValue, ref, at, message, hint))
      return { findings: [...texts, ...schemaFindings(meant, ref, admission, old).findings] }
    }
    findings.push(make(invalidValue, ref, [], `the API server cannot read the object: ${status.message}`))
  }
  for (const cause of status?.causes ?? []) {
    if (!cause.message.includes('some validation rules were not checked')) findings.push(refused(cause, object, ref, kind))
  }
  return answer.decoded === undefined ? { findings } : { findings, decoded: answer.decoded as KubeObject }
}

function make(rule: RuleDefinition, object: ObjectRef, at: Path, message: string, hint?: string): Finding {
  const { code, name, severity, gate } = rule
  return { code, rule: name, severity, gate, object, path: formatPath(at), at, message, ...(hint === undefined ? {} : { hint }) }
}

function unserved(object: KubeObject, ref: ObjectRef, admission: Admission): Finding {
  const versions = admission.kinds.filter(version => version.served).map(version => `${version.group}/${version.version}`)
  const message = `the API server has no ${object.kind} in ${object.apiVersion}${versions.length === 0 ? '' : `; it has it in ${versions.join(' and ')}`}`
  return make(invalidValue, ref, ['apiVersion'], message, versions.length === 1 ? `Write apiVersion: ${versions[0]}.` : undefined)
}

function dropped(field: string, object: KubeObject, ref: ObjectRef, kind: KindVersion): Finding {
  const at = parseFieldPath(field, object)
  const name = String(at.at(-1))
  const meant = closest(name, fieldsAt(kind.schema, at.slice(0, -1)))
  const elsewhere = availability(ref, at)
  const message =
    `${formatPath(at)} is not a field of ${kind.kind} ${kind.version}, the API server drops it silently` +
    (meant === undefined ? (elsewhere === undefined ? '' : `; ${elsewhere}`) : `; did you mean ${meant}?`)
  const finding: Finding = { ...make(unknownField, ref, at, message), part: 'key' }
  return meant === undefined ? finding : { ...finding, fix: [rename(at, meant, object)] }
}

function rename(at: Path, meant: string, object: KubeObject): Fix {
  let value: unknown = object
  for (const step of at) value = (value as Record<string | number, unknown>)[step]
  const edits: FieldEdit[] = [
    { op: 'remove', at },
    { op: 'set', at: [...at.slice(0, -1), meant], value },
  ]
  return { safe: false, description: `Rename ${String(at.at(-1))} to ${meant}`, edits }
}

/** Where a field exists that the chosen bundle does not have. */
function availability(ref: ObjectRef, at: Path): string | undefined {
  const kind = anyKind(ref.group, ref.kind)
  const where = kind === undefined ? undefined : whereIsField(kind, at)
  if (where === undefined) return undefined
  const { standard, experimental } = where
  const stay = standard ?? experimental
  if (stay === undefined) return undefined
  const channel = standard === undefined ? 'the experimental channel of ' : ''
  return `it exists in ${channel}Gateway API ${stay.since}${stay.last === undefined ? ' and later' : stay.last === stay.since ? '' : ` to ${stay.last}`}`
}

function fieldsAt(schema: StructuralSchema, path: Path): string[] {
  return Object.keys(schemaAt(schema, path)?.properties ?? {})
}

function schemaAt(schema: StructuralSchema, path: Path): StructuralSchema | undefined {
  let at: StructuralSchema | undefined = schema
  for (const step of path) {
    if (at === undefined) return undefined
    if (typeof step === 'number') at = at.items
    else at = at.properties?.[step] ?? (typeof at.additionalProperties === 'object' ? at.additionalProperties : undefined)
  }
  return at
}

function refused(cause: Cause, object: KubeObject, ref: ObjectRef, kind: KindVersion): Finding {
  const at = cause.field === '<nil>' ? [] : parseFieldPath(cause.field, object)
  const { rule, text } = ruleOf(cause, at, kind.schema)
  return make(rule, ref, at, `the API server refuses this: ${text ?? plain(cause)}`, valueHint(cause.message))
}

/** `Invalid value: "object": text` names a type, not a value; and the path is known already. */
function plain({ message, field }: Cause): string {
  return message.replace(/^Invalid value: (?:"(?:object|array|string|integer|number|boolean)"|null): /, '').replace(`${field} in body `, '')
}

/** Which of our codes a refusal belongs to. CEL rules are known by their text, at the field or above it. */
function ruleOf({ reason, message }: Cause, at: Path, schema: StructuralSchema): { readonly rule: RuleDefinition; readonly text?: string } {
  if (reason === 'FieldValueDuplicate') return { rule: duplicateKey }
  for (let depth = at.length; depth >= 0; depth--) {
    for (const validation of schemaAt(schema, at.slice(0, depth))?.['x-kubernetes-validations'] ?? []) {
      const text = validation.message ?? `failed rule: ${validation.rule.trim()}`
      const isIt = message.endsWith(text)
      const computed = validation.messageExpression !== undefined && !/ in body |Unsupported value|Required value/.test(message)
      if (!isIt && !computed) continue
      const rule = /\boldSelf\b/.test(validation.rule) ? changedImmutableField : failedValidationRule
      return isIt ? { rule, text } : { rule }
    }
  }
  return { rule: invalidValue }
}
