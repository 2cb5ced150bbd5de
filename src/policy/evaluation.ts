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

/** What expressions see. A variable that is declared but undefined here is unbound. */
export interface Activation {
  readonly object: unknown
  readonly oldObject: unknown
  readonly request: unknown
  readonly params: unknown
  readonly namespaceObject: unknown
  readonly authorizer: unknown
  readonly 'authorizer.requestResource': unknown
  /** Set while a set of expressions is evaluated. */
  variables: object | undefined
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
  const scope = variables?.scope
  scope?.begin(activation)
  let remaining = budget
  const results: (Evaluated | undefined)[] = []
  for (const expression of expressions) {
    if (!expression) {
      results.push(undefined)
      continue
    }
    if ('issue' in expression) {
      results.push({ error: `compilation error: ${expression.issue}` })
      continue
    }
    const outcome = expression.program.evaluate(activation as unknown as Bindings, EACH)
    remaining -= outcome.cost + (scope === undefined ? 0 : scope.takeCost())
    if (remaining < 0) throw new OutOfBudget()
    results.push(
      outcome.error === undefined
        ? (outcome as Evaluated)
        : { error: `expression '${expression.text}' resulted in error: ${outcome.error.message}` },
    )
  }
  return { results, remaining }
}

type Bindings = Readonly<Record<string, unknown>>

const EACH = { costLimit: PER_CALL_LIMIT }

/**
 * The object `variables` of one policy: each field computes its expression when it is first read, and remembers the value or the error until the next
 * set of expressions begins. It is made once, for evaluations follow each other and are never nested.
 */
export class VariableScope {
  readonly #object = {}
  readonly #known: (Evaluated | undefined)[] = []
  #activation: Activation | undefined
  #cost = 0

  constructor(expressions: readonly (readonly [name: string, CompiledExpression])[]) {
    expressions.forEach(([name, expression], index) => {
      Object.defineProperty(this.#object, name, {
        enumerable: true,
        configurable: true,
        get: () => {
          this.#known[index] ??= this.#compute(name, expression)
          const known = this.#known[index]
          if ('value' in known) return known.value
          throw new CelError(known.error)
        },
      })
    })
  }

  begin(activation: Activation): void {
    this.#known.fill(undefined)
    this.#activation = activation
    this.#cost = 0
    activation.variables = this.#object
  }

  #compute(name: string, expression: CompiledExpression): Evaluated {
    if ('issue' in expression) return { error: `composited variable "${name}" fails to compile: ${expression.issue}` }
    const outcome = expression.program.evaluate(this.#activation as unknown as Bindings, EACH)
    if (outcome.error !== undefined) return { error: `composited variable "${name}" fails to evaluate: ${outcome.error.message}` }
    this.#cost += outcome.cost
    return outcome as Evaluated
  }

  /** What variables have cost since the last call. */
  takeCost(): number {
    const cost = this.#cost
    this.#cost = 0
    return cost
  }
}
