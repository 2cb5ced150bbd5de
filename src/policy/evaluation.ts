import { CelError } from '../cel/value.ts'
import type { CompiledExpression, CompiledVariables } from './expression.ts'

/** Cost of one expression, of all match conditions, and of all else that one policy may spend on one request. @see k8s.io/apiserver pkg/apis/cel/config.go */
export const PER_CALL_LIMIT = 1_000_000
export const MATCH_CONDITIONS_BUDGET = 2_500_000
export const POLICY_BUDGET = 10_000_000

const OUT_OF_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run'

/** The whole budget is spent: the set of expressions has no results at all. */
export class OutOfBudget extends Error {
  constructor() {
    super(OUT_OF_BUDGET)
  }
}

/** What expressions see. A variable that is declared but absent here is unbound. */
export interface Activation {
  readonly object: unknown
  readonly oldObject: unknown
  readonly request: unknown
  readonly params?: unknown
  readonly namespaceObject: unknown
  readonly authorizer?: unknown
  readonly 'authorizer.requestResource'?: unknown
}

export type Evaluated = { readonly value: unknown } | { readonly error: string }

/**
 * Evaluates a set of expressions over one activation: every one of them, charging one budget. Variables are computed when first used, once for the set.
 * An `undefined` expression (a validation without messageExpression) has no result.
 * @throws OutOfBudget
 */
export function evaluateSet(
  expressions: readonly (CompiledExpression | undefined)[],
  activation: Activation,
  variables: CompiledVariables | undefined,
  budget: number,
): { readonly results: readonly (Evaluated | undefined)[]; readonly remaining: number } {
  const composed = variables && new LazyVariables(variables, activation)
  const bindings = composed ? { ...activation, variables: composed.object } : activation
  let remaining = budget
  const charge = (cost: number) => {
    if (cost > remaining) throw new OutOfBudget()
    remaining -= cost
  }
  const results = expressions.map(expression => {
    if (!expression) return undefined
    if ('issue' in expression) return { error: `compilation error: ${expression.issue}` }
    const { cost, ...outcome } = expression.evaluate(bindings, PER_CALL_LIMIT)
    if (composed) charge(composed.takeCost())
    charge(cost)
    return 'error' in outcome ? { error: `expression '${expression.text}' resulted in error: ${outcome.error}` } : outcome
  })
  return { results, remaining }
}

/** The object `variables`: each field computes its expression when it is first read, and remembers the value or the error. */
class LazyVariables {
  readonly object: object = Object.create(null)
  #cost = 0

  constructor(variables: CompiledVariables, activation: Activation) {
    const bindings = { ...activation, variables: this.object }
    for (const [name, expression] of variables.expressions) {
      let known: Evaluated | undefined
      Object.defineProperty(this.object, name, {
        enumerable: true,
        configurable: true,
        get: () => {
          known ??= this.#compute(name, expression, bindings)
          if ('error' in known) throw new CelError(known.error)
          return known.value
        },
      })
    }
  }

  #compute(name: string, expression: CompiledExpression, bindings: object): Evaluated {
    if ('issue' in expression) return { error: `composited variable "${name}" fails to compile: ${expression.issue}` }
    const { cost, ...outcome } = expression.evaluate(bindings, PER_CALL_LIMIT)
    if ('error' in outcome) return { error: `composited variable "${name}" fails to evaluate: ${outcome.error}` }
    this.#cost += cost
    return outcome
  }

  /** What variables have cost since the last call. */
  takeCost(): number {
    const cost = this.#cost
    this.#cost = 0
    return cost
  }
}
