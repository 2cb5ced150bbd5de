import { CelError, MapView, type Value } from '../cel/value.ts'
import type { CompiledExpression, CompiledVariables } from './expression.ts'
import { type Settled, settledOf } from './settled.ts'

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

interface Variable {
  readonly name: string
  readonly expression: CompiledExpression
  readonly settled: Settled | undefined
  known: Evaluated | undefined
}

const EACH = { costLimit: PER_CALL_LIMIT }

/**
 * `variables` of one policy: each is computed when it is first read, and its value or error remembered until the next set of expressions begins. It is
 * made once, for evaluations follow each other and are never nested.
 */
export class VariableScope extends MapView {
  readonly #variables = new Map<Value, Variable>()
  #activation: Activation | undefined
  #cost = 0

  constructor(expressions: readonly (readonly [name: string, CompiledExpression])[]) {
    super()
    for (const [name, expression] of expressions) {
      this.#variables.set(name, { name, expression, settled: settledOf(expression, EACH), known: undefined })
    }
  }

  get size(): number {
    return this.#variables.size
  }

  get(name: Value): Value | undefined {
    const variable = this.#variables.get(name)
    if (variable === undefined) return undefined
    if (variable.known === undefined) {
      // With one of two of its name a variable may come to need itself, which ends the API server.
      variable.known = { error: `composited variable "${variable.name}" fails to evaluate: it needs itself` }
      variable.known = this.#compute(variable)
    }
    if ('value' in variable.known) return variable.known.value as Value
    throw new CelError(variable.known.error)
  }

  keys(): Iterable<Value> {
    return this.#variables.keys()
  }

  *entries(): Iterable<readonly [Value, Value]> {
    for (const name of this.#variables.keys()) yield [name, this.get(name)!]
  }

  begin(activation: Activation): void {
    for (const variable of this.#variables.values()) variable.known = undefined
    this.#activation = activation
    this.#cost = 0
    activation.variables = this
  }

  /** A variable that depends on little. */
  settled(name: string): Settled | undefined {
    return this.#variables.get(name)?.settled
  }

  #compute({ name, expression, settled }: Variable): Evaluated {
    if ('issue' in expression) return { error: `composited variable "${name}" fails to compile: ${expression.issue}` }
    const bindings = this.#activation as unknown as Bindings
    const outcome = settled === undefined ? expression.program.evaluate(bindings, EACH) : settled.compute(bindings)
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
