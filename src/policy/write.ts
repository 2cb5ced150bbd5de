import { duplicate, type FieldError, forbidden, internalError, invalid, notSupported, required } from '../schema/field-error.ts'
import { byteLength, pathSegmentProblems, qualifiedNameProblems, subdomainProblems } from '../values/names.ts'
import { type CompiledExpression, compilePolicy } from './expression.ts'
import type {
  AdmissionPolicy,
  MatchResources,
  MutatingAdmissionPolicy,
  ParamRef,
  PolicyBinding,
  ValidatingAdmissionPolicy,
} from './objects.ts'
import { isBinding, isValidating } from './objects.ts'
import { matchErrors, selectorErrors } from './write-match.ts'

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge']
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

/** What the API server fills in when a policy or binding is written, without what is empty there. */
export function withDefaults<T extends AdmissionPolicy | PolicyBinding>(object: T): T {
  const spec = withoutEmpty(object.spec) as Record<string, unknown>
  const matching = (criteria: unknown) => {
    const { resourceRules, excludeResourceRules, ...rest } = criteria as MatchResources
    const scoped = (rules: MatchResources['resourceRules']) => rules?.map(rule => ({ ...rule, scope: rule.scope ?? '*' }))
    return {
      namespaceSelector: {},
      objectSelector: {},
      ...rest,
      ...(resourceRules && { resourceRules: scoped(resourceRules) }),
      ...(excludeResourceRules && { excludeResourceRules: scoped(excludeResourceRules) }),
      matchPolicy: rest.matchPolicy ?? 'Equivalent',
    }
  }
  if (spec['matchConstraints']) spec['matchConstraints'] = matching(spec['matchConstraints'])
  if (spec['matchResources']) spec['matchResources'] = matching(spec['matchResources'])
  if (object.kind === 'MutatingAdmissionPolicyBinding') delete spec['validationActions']
  if (object.kind.endsWith('AdmissionPolicy')) spec['failurePolicy'] ??= 'Fail'
  return { ...object, spec }
}

/** Selectors may be empty, and then select all; so may the values of labels. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const isEmpty = (name: string, field: unknown) =>
    field === '' ||
    field === null ||
    (Array.isArray(field) ? field.length === 0 : name === 'matchLabels' && Object.keys(field as object).length === 0)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, field]) => !isEmpty(name, field))
      .map(([name, field]) => [name, name === 'matchLabels' ? field : withoutEmpty(field)]),
  )
}

/**
 * The errors with which the API server refuses a policy or binding, in its order. Whether the policy of a binding exists does not matter.
 * @see k8s.io/kubernetes pkg/apis/admissionregistration/validation/validation.go
 */
export function writeErrors(object: AdmissionPolicy | PolicyBinding, kubernetes: string): FieldError[] {
  return isBinding(object) ? bindingErrors(object) : policyErrors(object, kubernetes)
}

function policyErrors(policy: AdmissionPolicy, kubernetes: string): FieldError[] {
  const compiled = compilePolicy(policy, { kubernetes, purpose: 'write' })
  const { spec } = policy
  const errors = nameErrors(policy)
  if (spec.failurePolicy !== undefined && !['Fail', 'Ignore'].includes(spec.failurePolicy)) {
    errors.push(notSupported('spec.failurePolicy', spec.failurePolicy, ['Fail', 'Ignore']))
  }
  if (spec.paramKind) errors.push(...paramKindErrors(spec.paramKind))
  if (spec.matchConstraints) {
    errors.push(...matchErrors(spec.matchConstraints, 'spec.matchConstraints', true))
    if (!isValidating(policy)) errors.push(...mutatingOperations(spec.matchConstraints, 'spec.matchConstraints'))
  } else errors.push(required('spec.matchConstraints'))
  errors.push(...conditionErrors(policy, compiled.conditions))
  errors.push(...variableErrors(policy, compiled.variables.expressions))
  errors.push(...(isValidating(policy) ? validatingErrors(policy, compiled) : mutatingErrors(policy, compiled)))
  return errors
}

function nameErrors({ metadata: { name } }: AdmissionPolicy | PolicyBinding): FieldError[] {
  return name ? subdomainProblems(name).map(problem => invalid('metadata.name', name, problem)) : []
}

function paramKindErrors({ apiVersion, kind }: { apiVersion: string; kind: string }): FieldError[] {
  const errors: FieldError[] = []
  if (!apiVersion) errors.push(required('spec.paramKind.apiVersion'))
  else {
    const at = 'spec.paramKind.apiVersion'
    const parts = apiVersion.split('/')
    const version = parts.at(-1)!
    if (parts.length > 2) errors.push(invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`))
    else {
      if (parts.length === 2 && parts[0]) for (const problem of subdomainProblems(parts[0])) errors.push(invalid(at, parts[0], problem))
      if (version === '') errors.push(invalid(at, apiVersion, 'version must be specified'))
      else for (const problem of dns1035(version)) errors.push(invalid(at, version, problem))
    }
  }
  if (!kind) errors.push(required('spec.paramKind.kind'))
  else
    for (const problem of dns1035(kind.toLowerCase()))
      errors.push(invalid('spec.paramKind.kind', kind, `may have mixed case, but should otherwise match: ${problem}`))
  return errors
}

const dns1035 = (text: string): string[] =>
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)
    ? []
    : [
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
      ]

function mutatingOperations({ resourceRules = [] }: MatchResources, at: string): FieldError[] {
  const supported = ['*', 'CONNECT', 'CREATE', 'UPDATE']
  return resourceRules
    .flatMap(({ operations = [] }) => operations)
    .filter(operation => !supported.includes(operation))
    .map(operation => notSupported(`${at}.resourceRules.operations`, operation, supported))
}

function expressionErrors(
  field: string,
  text: string | undefined,
  compiled: CompiledExpression | undefined,
  missing: string,
): FieldError[] {
  if (!text || text.trim() === '') return [required(field, missing)]
  return compiled && 'issue' in compiled ? [issueError(field, text, compiled)] : []
}

function issueError(field: string, text: string, { issue, internal }: Extract<CompiledExpression, { issue: string }>): FieldError {
  return internal ? internalError(field, issue) : invalid(field, text, issue)
}

function conditionErrors({ spec: { matchConditions = [] } }: AdmissionPolicy, compiled: readonly CompiledExpression[]): FieldError[] {
  const errors: FieldError[] = []
  if (matchConditions.length > 64) {
    errors.push({
      reason: 'FieldValueTooMany',
      field: 'spec.matchConditions',
      value: matchConditions.length,
      detail: 'must have at most 64 items',
    })
  }
  matchConditions.forEach(({ name, expression }, index) => {
    const at = `spec.matchConditions[${index}]`
    errors.push(...expressionErrors(`${at}.expression`, expression?.trim(), compiled[index], ''))
    if (!name) errors.push(required(`${at}.name`))
    else for (const problem of qualifiedNameProblems(name)) errors.push(invalid(`${at}.name`, name, problem))
    if (name && matchConditions.findIndex(other => other.name === name) < index) errors.push(duplicate(`${at}.name`, name))
  })
  return errors
}

function variableErrors(
  { spec: { variables = [] } }: AdmissionPolicy,
  compiled: readonly (readonly [string, CompiledExpression])[],
): FieldError[] {
  return variables.flatMap(({ name, expression }, index) => {
    const at = `spec.variables[${index}]`
    const errors: FieldError[] = []
    if (!name?.trim()) errors.push(required(`${at}.name`, 'name is not specified'))
    else if (!IDENTIFIER.test(name) || RESERVED.has(name)) errors.push(invalid(`${at}.name`, name, 'must be a valid CEL identifier'))
    return [...errors, ...expressionErrors(`${at}.expression`, expression, compiled[index]?.[1], 'expression is not specified')]
  })
}

type Compiled = ReturnType<typeof compilePolicy>

function validatingErrors({ metadata, spec }: ValidatingAdmissionPolicy, compiled: Compiled): FieldError[] {
  const errors: FieldError[] = []
  const { validations = [], auditAnnotations = [] } = spec
  if (validations.length === 0 && auditAnnotations.length === 0) {
    errors.push(required('spec.validations', 'validations or auditAnnotations must contain at least one item'))
    errors.push(required('spec.auditAnnotations', 'validations or auditAnnotations must contain at least one item'))
  }
  validations.forEach(({ expression, message, messageExpression, reason }, index) => {
    const at = `spec.validations[${index}]`
    const { expression: checked, message: checkedMessage } = compiled.validations[index]!
    errors.push(...expressionErrors(`${at}.expression`, expression, checked, 'expression is not specified'))
    if (messageExpression?.trim() === '' && messageExpression !== '') {
      errors.push(invalid(`${at}.messageExpression`, messageExpression, 'must be non-empty if specified'))
    } else if (messageExpression && checkedMessage && 'issue' in checkedMessage) {
      errors.push(issueError(`${at}.messageExpression`, messageExpression, checkedMessage))
    }
    if (message && message.trim() === '') errors.push(invalid(`${at}.message`, message, 'must be non-empty if specified'))
    else if (message && /[\n\r]/.test(message.trim())) errors.push(invalid(`${at}.message`, message, 'must not contain line breaks'))
    if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(`${at}.reason`, reason, REASONS))
  })
  if (auditAnnotations.length > 20) {
    const values = auditAnnotations.map(({ key, valueExpression }) => ({ Key: key, ValueExpression: valueExpression }))
    errors.push(invalid('spec.auditAnnotations', values, 'must not have more than 20 auditAnnotations'))
  }
  auditAnnotations.forEach(({ key = '', valueExpression }, index) => {
    const at = `spec.auditAnnotations[${index}]`
    const qualified = metadata.name ? `${metadata.name}/${key}` : key
    for (const problem of qualifiedNameProblems(qualified)) errors.push(invalid(`${at}.key`, qualified, problem))
    if (!valueExpression || valueExpression.trim() === '')
      errors.push(required(`${at}.valueExpression`, 'valueExpression is not specified'))
    else if (byteLength(valueExpression.trim()) > 5120)
      errors.push(required(`${at}.valueExpression`, 'must not exceed 5120 bytes in length'))
    else errors.push(...expressionErrors(`${at}.valueExpression`, valueExpression, compiled.annotations[index]!.expression, ''))
    if (auditAnnotations.findIndex(other => (other.key ?? '') === key) < index) errors.push(duplicate(`${at}.key`, key))
  })
  return errors
}

function mutatingErrors({ spec }: MutatingAdmissionPolicy, compiled: Compiled): FieldError[] {
  const errors: FieldError[] = []
  const { mutations = [], reinvocationPolicy } = spec
  if (mutations.length === 0) errors.push(required('spec.mutations', 'mutations must contain at least one item'))
  for (const [index, mutation] of mutations.entries()) {
    const at = `spec.mutations[${index}]`
    const { patchType, ...bodies } = mutation as { patchType?: string } & Record<string, { expression?: string } | undefined>
    const wanted = patchType === 'JSONPatch' ? 'jsonPatch' : 'applyConfiguration'
    const other = patchType === 'JSONPatch' ? 'applyConfiguration' : 'jsonPatch'
    if (!patchType) errors.push(required(`${at}.patchType`))
    else if (!['ApplyConfiguration', 'JSONPatch'].includes(patchType)) {
      errors.push(notSupported(`${at}.patchType`, patchType, ['ApplyConfiguration', 'JSONPatch']))
    } else {
      const body = bodies[wanted]
      if (!body) errors.push(required(`${at}.${wanted}`, `must be specified when patchType is ${patchType}`))
      else errors.push(...expressionErrors(`${at}.${wanted}.expression`, body.expression, compiled.mutations[index]?.expression, ''))
      if (bodies[other]) errors.push(invalid(`${at}.${other}`, `{${other}}`, `must not be specified when patchType is ${patchType}`))
    }
  }
  if (!reinvocationPolicy) errors.push(required('spec.reinvocationPolicy'))
  else if (!['IfNeeded', 'Never'].includes(reinvocationPolicy))
    errors.push(notSupported('spec.reinvocationPolicy', reinvocationPolicy, ['IfNeeded', 'Never']))
  return errors
}

function bindingErrors(binding: PolicyBinding): FieldError[] {
  const { kind, spec } = binding
  const errors = nameErrors(binding)
  if (!spec.policyName) errors.push(required('spec.policyName'))
  else for (const problem of subdomainProblems(spec.policyName)) errors.push(invalid('spec.policyName', spec.policyName, problem))
  if (spec.paramRef) errors.push(...paramRefErrors(spec.paramRef))
  if (spec.matchResources) {
    errors.push(...matchErrors(spec.matchResources, 'spec.matchResources', false))
    if (kind === 'MutatingAdmissionPolicyBinding') errors.push(...mutatingOperations(spec.matchResources, 'spec.matchResources'))
  }
  if (kind === 'ValidatingAdmissionPolicyBinding') errors.push(...actionErrors(spec.validationActions ?? []))
  return errors
}

function paramRefErrors({ name, selector, parameterNotFoundAction }: ParamRef): FieldError[] {
  const at = 'spec.paramRef'
  const errors: FieldError[] = []
  if (name) for (const problem of pathSegmentProblems(name)) errors.push(invalid(`${at}.name`, name, problem))
  const both = name && selector
  if (both) errors.push(forbidden(`${at}.name`, 'name and selector are mutually exclusive'))
  errors.push(...selectorErrors(selector, `${at}.selector`))
  if (both) errors.push(forbidden(`${at}.selector`, 'name and selector are mutually exclusive'))
  if (!name && !selector) errors.push(required(at, 'one of name or selector must be specified'))
  if (!parameterNotFoundAction) errors.push(required(`${at}.parameterNotFoundAction`))
  else if (!['Deny', 'Allow'].includes(parameterNotFoundAction)) {
    errors.push(notSupported(`${at}.parameterNotFoundAction`, parameterNotFoundAction, ['Deny', 'Allow']))
  }
  return errors
}

function actionErrors(actions: readonly string[]): FieldError[] {
  const at = 'spec.validationActions'
  if (actions.length === 0) return [required(at, 'at least one validation action is required')]
  const errors: FieldError[] = []
  actions.forEach((action, index) => {
    if (!['Audit', 'Deny', 'Warn'].includes(action)) errors.push(notSupported(`${at}[${index}]`, action, ['Audit', 'Deny', 'Warn']))
    if (actions.indexOf(action) < index) errors.push(duplicate(`${at}[${index}]`, action))
  })
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const why = 'repeating the same validation failure information in the API response and headers serves no purpose'
    errors.push(invalid(at, actions, `must not contain both Deny and Warn (${why})`))
  }
  return errors
}
