import { quote } from '../../values/quote.ts'
import { encodeJson } from '../encode.ts'
import { type FieldError, forbidden, internalError, invalid, notSupported, RawJson, required } from '../field-error.ts'
import type { StructuralSchema, ValidationRule } from '../structural.ts'
import { traitsOf } from '../traits.ts'
import { EXPRESSION_LIMIT, exceeds, fanOut, maxOccurrences, SCHEMA_LIMIT, saturatingProduct, TotalCost } from './costs.ts'
import { normalizeFieldPath } from './field-path.ts'
import { Rule, RuleScope } from './rule.ts'
import { isVisible, shapeOf } from './typing.ts'

export interface CheckOptions {
  /** The version of the API server: `1.36`. */
  readonly kubernetes?: string
  /** Path of the schema: `spec.validation.openAPIV3Schema`, `spec.versions[1].schema.openAPIV3Schema`. */
  readonly field?: string
  /**
   * Whether the expressions are new to the server. It lets new ones use only what the minor version before its own knew, too, so that it can
   * be rolled back; stored ones may use all it knows.
   */
  readonly stored?: boolean
}

/** An expression and its estimated cost at all its places together, in the order of the schema. */
export interface ExpressionCost {
  readonly field: string
  readonly cost: bigint
}

export interface RuleCheck {
  /** What the API server would refuse the CustomResourceDefinition for. */
  readonly errors: readonly FieldError[]
  readonly costs: readonly ExpressionCost[]
  /** Of all expressions together; the limit is a hundred million. */
  readonly total: bigint
}

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']

/**
 * Checks the rules of a structural schema (that of a whole resource) as the API server does when a CustomResourceDefinition is written.
 * The schema is taken to be in order otherwise.
 */
export function checkRules(schema: StructuralSchema, options: CheckOptions = {}): RuleCheck {
  const { kubernetes = '1.36', field = 'spec.validation.openAPIV3Schema', stored = false } = options
  const checker = new Checker(stored ? kubernetes : previousMinor(kubernetes))
  const place: Place = { field, isRoot: true, occurrences: 1n, uncorrelatable: undefined, inJunctor: false }
  const { schema: schemaErrors, cel } = checker.visit(schema, place)
  const errors = [...schemaErrors, ...cel]
  const { total, dearest } = checker.costs
  if (total > SCHEMA_LIMIT) {
    for (const expensive of dearest) {
      errors.push(forbidden(expensive, 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema'))
    }
    errors.push(
      forbidden(field, exceeds('x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema', total, SCHEMA_LIMIT)),
    )
  }
  return { errors, costs: checker.observed, total }
}

function previousMinor(kubernetes: string): string {
  return kubernetes.replace(/^(v?1\.)([0-9]+).*$/, (_, head: string, minor: string) => `${head}${Number(minor) - 1}`)
}

interface Place {
  readonly field: string
  readonly isRoot: boolean
  /** Undefined when nothing bounds how often the place occurs. */
  readonly occurrences: bigint | undefined
  /** The path of the first list or map above whose items have no old value of their own. */
  readonly uncorrelatable: string | undefined
  readonly inJunctor: boolean
}

interface Found {
  readonly schema: FieldError[]
  /** Looked for only where the schema itself is in order, at and below the place. */
  readonly cel: FieldError[]
}

class Checker {
  readonly costs = new TotalCost()
  readonly observed: ExpressionCost[] = []
  readonly #kubernetes: string

  constructor(kubernetes: string) {
    this.#kubernetes = kubernetes
  }

  visit(schema: StructuralSchema, place: Place): Found {
    const found: Found = { schema: [], cel: [] }
    if (!traitsOf(schema).rules && !hasJunctorRules(schema)) return found
    for (const [child, at] of this.#children(schema, place)) {
      const below = this.visit(child, at)
      found.schema.push(...below.schema)
      found.cel.push(...below.cel)
    }
    const rules = schema['x-kubernetes-validations'] ?? []
    if (rules.length === 0) return found
    if (place.inJunctor) found.schema.push(forbidden(`${place.field}.x-kubernetes-validations`, 'must be empty to be structural'))
    for (const [i, rule] of rules.entries()) found.schema.push(...fieldsOf(rule, schema, `${place.field}.x-kubernetes-validations[${i}]`))
    if (found.schema.length === 0) found.cel.push(...this.#expressions(schema, place))
    return found
  }

  *#children(schema: StructuralSchema, place: Place): Generator<[StructuralSchema, Place]> {
    const { additionalProperties, properties, items } = schema
    const factor = fanOut(schema)
    const occurrences = place.occurrences === undefined || factor === undefined ? undefined : saturatingProduct(place.occurrences, factor)
    const at = (child: StructuralSchema, step: string, uncorrelatable = place.uncorrelatable): [StructuralSchema, Place] => {
      const isRoot = child['x-kubernetes-embedded-resource'] === true
      return [child, { ...place, field: `${place.field}.${step}`, isRoot, occurrences, uncorrelatable }]
    }
    if (typeof additionalProperties === 'object' && additionalProperties !== null) yield at(additionalProperties, 'additionalProperties')
    for (const [name, child] of Object.entries(properties ?? {})) yield at(child, `properties[${name}]`)
    for (const [child, step] of junctorMembers(schema)) yield [child, { ...place, field: `${place.field}.${step}`, inJunctor: true }]
    if (items) yield at(items, 'items', place.uncorrelatable ?? (schema['x-kubernetes-list-type'] === 'map' ? undefined : place.field))
  }

  /** Compiles the rules of a node and estimates what they cost. */
  #expressions(schema: StructuralSchema, place: Place): FieldError[] {
    const field = `${place.field}.x-kubernetes-validations`
    if (!isVisible(schema) && !place.isRoot) {
      const why =
        'failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations'
      return [internalError(field, `internal error: ${why}`)]
    }
    const scope = new RuleScope(shapeOf(schema, place.isRoot, 'selfType'), this.#kubernetes)
    const occurrences = place.occurrences ?? maxOccurrences(schema, place.isRoot)
    const errors: FieldError[] = []
    for (const [i, source] of (schema['x-kubernetes-validations'] ?? []).entries()) {
      errors.push(...this.#expression(new Rule(source, scope, schema), `${field}[${i}]`, occurrences, place.uncorrelatable))
    }
    return errors
  }

  *#expression(rule: Rule, field: string, occurrences: bigint, uncorrelatable: string | undefined): Generator<FieldError> {
    const { source, compiled, message } = rule
    const cost = compiled.program ? saturatingProduct(compiled.program.estimate().max, occurrences) : 0n
    if (cost > EXPRESSION_LIMIT) yield forbidden(`${field}.rule`, exceeds('estimated rule cost', cost, EXPRESSION_LIMIT))
    this.#observe(`${field}.rule`, cost)
    if (compiled.failure !== undefined) yield invalid(`${field}.rule`, goStruct(source), compiled.failure)
    if (message?.failure !== undefined) yield invalid(`${field}.messageExpression`, goStruct(source), message.failure)
    else if (message) {
      const messageCost = message.program.estimate().max
      if (messageCost > EXPRESSION_LIMIT) {
        yield forbidden(`${field}.messageExpression`, exceeds('estimated messageExpression cost', messageCost, EXPRESSION_LIMIT))
      }
      this.#observe(`${field}.messageExpression`, messageCost)
    }
    if (rule.usesOldSelf) {
      if (uncorrelatable !== undefined) {
        const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`
        yield invalid(`${field}.rule`, source.rule, detail)
      }
    } else if (source.optionalOldSelf !== undefined) {
      yield invalid(`${field}.optionalOldSelf`, source.optionalOldSelf, 'may not be set if oldSelf is not used in rule')
    }
  }

  #observe(field: string, cost: bigint): void {
    this.costs.add(field, cost)
    this.observed.push({ field, cost })
  }
}

function* junctorMembers(schema: StructuralSchema): Generator<[StructuralSchema, string]> {
  if (schema.not) yield [schema.not, 'not']
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [i, member] of (schema[name] ?? []).entries()) yield [member, `${name}[${i}]`]
  }
}

const junctorRules = new WeakMap<StructuralSchema, boolean>()

/** Rules are not allowed in junctors, so nothing else looks for them there. */
function hasJunctorRules(schema: StructuralSchema): boolean {
  const known = junctorRules.get(schema)
  if (known !== undefined) return known
  const { properties, additionalProperties, items } = schema
  const below = [...Object.values(properties ?? {}), ...(items ? [items] : [])]
  if (typeof additionalProperties === 'object' && additionalProperties !== null) below.push(additionalProperties)
  const found =
    [...junctorMembers(schema)].some(([member]) => traitsOf(member).rules || hasJunctorRules(member)) || below.some(hasJunctorRules)
  junctorRules.set(schema, found)
  return found
}

/** What is wrong with the fields of a rule, whatever its expressions say. */
function* fieldsOf(rule: ValidationRule, schema: StructuralSchema, field: string): Generator<FieldError> {
  const { message = '', messageExpression = '', reason, fieldPath = '' } = rule
  const text = rule.rule?.trim() ?? ''
  const hasBreaks = (value: string) => /[\n\r]/.test(value)
  if (text === '') yield required(`${field}.rule`, 'rule is not specified')
  else if (message !== '' && message.trim() === '') yield invalid(`${field}.message`, message, 'must be non-empty if specified')
  else if (hasBreaks(message.trim())) yield invalid(`${field}.message`, message, 'must not contain line breaks')
  else if (hasBreaks(text) && message.trim() === '')
    yield required(`${field}.message`, 'message must be specified if rule contains line breaks')
  if (messageExpression !== '' && messageExpression.trim() === '') {
    yield required(`${field}.messageExpression`, 'messageExpression must be non-empty if specified')
  }
  if (reason !== undefined && !REASONS.includes(reason)) yield notSupported(`${field}.reason`, reason, REASONS)
  if (fieldPath !== '' && fieldPath.trim() === '') yield invalid(`${field}.fieldPath`, fieldPath, 'must be non-empty if specified')
  if (hasBreaks(fieldPath)) yield invalid(`${field}.fieldPath`, fieldPath, 'must not contain line breaks')
  if (fieldPath !== '' && normalizeFieldPath(fieldPath, schema) === undefined)
    yield invalid(`${field}.fieldPath`, fieldPath, 'must be a valid path')
}

/** A rule as Go prints the struct. */
function goStruct({ rule, message = '', messageExpression = '', reason, fieldPath = '', optionalOldSelf }: ValidationRule): RawJson {
  const json = (value: unknown) => encodeJson(value, { html: true })
  const fields = {
    Rule: rule,
    Message: message,
    MessageExpression: messageExpression,
    Reason: reason,
    FieldPath: fieldPath,
    OptionalOldSelf: optionalOldSelf,
  }
  return new RawJson(
    `{${Object.entries(fields)
      .map(([name, value]) => `${quote(name)}:${json(value)}`)
      .join(',')}}`,
  )
}
