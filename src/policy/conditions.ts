import { type Activation, type Evaluated, evaluateSet, MATCH_CONDITIONS_BUDGET, OutOfBudget } from './evaluation.ts'
import type { CompiledExpression } from './expression.ts'

const MATCHES = { matches: true }
const isTrue = (result: Evaluated | undefined): boolean => result !== undefined && 'value' in result && result.value === true

export type ConditionsVerdict = { readonly matches: boolean } | { readonly error: string }

/**
 * A policy's matchConditions: one that is false settles it, whatever the others say; errors count only then, and only under `Fail`.
 * `namespaceObject` is declared here but always empty.
 * @see k8s.io/apiserver pkg/admission/plugin/webhook/matchconditions/matcher.go
 */
export function matchConditions(
  conditions: readonly CompiledExpression[],
  activation: Activation,
  failurePolicy: 'Fail' | 'Ignore',
): ConditionsVerdict {
  if (conditions.length === 0) return MATCHES
  try {
    const { results } = evaluateSet(
      conditions,
      { ...activation, namespaceObject: null, variables: undefined },
      undefined,
      MATCH_CONDITIONS_BUDGET,
    )
    if (results.some(result => result && 'value' in result && result.value !== true)) return { matches: false }
    if (results.every(isTrue)) return MATCHES
    const errors = [...new Set(results.flatMap(result => (result && 'error' in result ? [result.error] : [])))]
    if (errors.length === 0) return MATCHES
    if (failurePolicy === 'Ignore') return { matches: false }
    return { error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]` }
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error
    return failurePolicy === 'Ignore' ? { matches: false } : { error: error.message }
  }
}
