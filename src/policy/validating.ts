import { byteLength } from '../values/names.ts'
import { type AuditResult, auditAnnotations } from './audit.ts'
import { matchConditions } from './conditions.ts'
import { type Activation, type Evaluated, evaluateSet, OutOfBudget, POLICY_BUDGET } from './evaluation.ts'
import type { CompiledValidatingPolicy } from './expression.ts'
import type { StatusReason, Validation } from './objects.ts'

/** What one validation says of one request. */
export interface Decision {
  readonly denied: boolean
  readonly message: string
  readonly reason?: StatusReason
  /** The index in `spec.validations`; 0 for an error of the conditions or of the budget. */
  readonly index: number
  /** An expression failed to evaluate, as against: it said no. */
  readonly failed: boolean
}

export interface ValidationResult {
  readonly decisions: readonly Decision[]
  readonly audit: readonly AuditResult[]
}

const MESSAGE_LIMIT = 5120
/** The policy does not object, and has nothing to publish. */
export const NOTHING: ValidationResult = { decisions: [], audit: [] }

/**
 * Evaluates one policy for one parameter: conditions, then all validations, messages with what is left of the budget, and audit annotations.
 * @see k8s.io/apiserver pkg/admission/plugin/policy/validating/validator.go
 */
export function validate(policy: CompiledValidatingPolicy, activation: Activation): ValidationResult {
  const result = policy.together.evaluate(activation)
  if (result === undefined || result === true) return NOTHING
  const conditions = matchConditions(policy.conditions, activation, policy.failurePolicy)
  if ('error' in conditions) return { decisions: [failure(policy, conditions.error, 0)], audit: [] }
  if (!conditions.matches) return NOTHING

  try {
    const { results, remaining } = evaluateSet(policy.expressions, activation, policy.variables, POLICY_BUDGET)
    const audited = policy.annotations.length > 0
    // Messages of what passed matter to the budget alone.
    if (!audited && remaining >= policy.messagesCost && results.every(isTrue)) return NOTHING
    const withoutAuthorizer: Activation = { ...activation, authorizer: undefined, 'authorizer.requestResource': undefined }
    const messages = evaluateMessages(policy, withoutAuthorizer, remaining)
    const decisions = results.map((result, index): Decision => {
      if (result && 'error' in result) return failure(policy, result.error, index)
      if (messages instanceof OutOfBudget) return failure(policy, `failed messageExpression: ${messages.message}`, index)
      if (result?.value === true) return { denied: false, message: '', index, failed: false }
      const { source } = policy.validations[index]!
      return { denied: true, message: messageOf(source, messages[index]), reason: source.reason ?? 'Invalid', index, failed: false }
    })
    return { decisions, audit: auditAnnotations(policy, withoutAuthorizer) }
  } catch (error) {
    if (error instanceof OutOfBudget) return { decisions: [failure(policy, error.message, 0)], audit: [] }
    throw error
  }
}

const failure = ({ failurePolicy }: CompiledValidatingPolicy, message: string, index: number): Decision => ({
  denied: failurePolicy === 'Fail',
  message,
  index,
  failed: true,
})

const isTrue = (result: Evaluated | undefined): boolean => result !== undefined && 'value' in result && result.value === true

function evaluateMessages(
  policy: CompiledValidatingPolicy,
  activation: Activation,
  budget: number,
): readonly (Evaluated | undefined)[] | OutOfBudget {
  try {
    return evaluateSet(policy.messages, activation, policy.variables, budget).results
  } catch (error) {
    if (error instanceof OutOfBudget) return error
    throw error
  }
}

/** The computed message where it is usable (short enough, one line, not blank), else the written one, else the expression itself. */
function messageOf({ expression, message = '' }: Validation, computed: Evaluated | undefined): string {
  if (computed && 'value' in computed && typeof computed.value === 'string') {
    const text = computed.value.trim()
    if (text !== '' && !text.includes('\n') && byteLength(text) <= MESSAGE_LIMIT) return text
  }
  return message.trim() || `failed expression: ${expression.trim()}`
}
