import { byteLength } from '../values/names.ts'
import { type Activation, evaluateSet, OutOfBudget, POLICY_BUDGET } from './evaluation.ts'
import type { CompiledValidatingPolicy } from './expression.ts'

/** One audit annotation of a policy: a value to publish, or an error that denies the request under `failurePolicy: Fail`. */
export type AuditResult = { readonly key: string; readonly value: string } | { readonly key: string; readonly error: string }

const VALUE_LIMIT = 10 * 1024

/** Empty and null values are left out, long ones cut. @see k8s.io/apiserver pkg/admission/plugin/policy/validating/validator.go */
export function auditAnnotations(policy: CompiledValidatingPolicy, activation: Activation): AuditResult[] {
  if (policy.annotations.length === 0) return []
  const failure = (key: string, error: string): AuditResult[] => (policy.failurePolicy === 'Fail' ? [{ key, error }] : [])
  try {
    const { results } = evaluateSet(
      policy.annotations.map(({ expression }) => expression),
      activation,
      policy.variables,
      POLICY_BUDGET,
    )
    return results.flatMap((result, index): AuditResult[] => {
      const { key } = policy.annotations[index]!.source
      if (!result || 'error' in result) return failure(key, result?.error ?? '')
      if (typeof result.value === 'string') {
        const value = result.value.trim()
        return value === '' ? [] : [{ key, value: cut(value) }]
      }
      return result.value === null ? [] : failure(key, 'valueExpression must evaluate to a string or null')
    })
  } catch (error) {
    if (error instanceof OutOfBudget) return failure('', error.message)
    throw error
  }
}

/** Cut to a number of bytes; a code point cut in two becomes U+FFFD, as Go's JSON encoder writes it. */
function cut(value: string): string {
  if (byteLength(value) <= VALUE_LIMIT) return value
  return new TextDecoder().decode(new TextEncoder().encode(value).subarray(0, VALUE_LIMIT))
}
