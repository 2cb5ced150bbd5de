import type { GeneratedTogether } from '../cel/codegen.ts'
import type { Computed } from '../cel/generator.ts'
import { Program, WARM_UP } from '../cel/program.ts'
import { type Activation, PER_CALL_LIMIT, POLICY_BUDGET } from './evaluation.ts'
import type { CompiledExpression, CompiledPolicy, CompiledVariables } from './expression.ts'

/** The expressions have to be evaluated one by one. */
export const UNCLEAR: unique symbol = Symbol('unclear')

/**
 * The expressions of a policy as one function, in which variables are no calls: most policies have nothing to say about most requests, and that it says
 * at once. What it does not see through (an error, a cost that may be too high) is left to those who evaluate one by one, and say it exactly.
 */
export class Together {
  readonly #policy: Omit<CompiledPolicy, 'together'>
  readonly #limit: number
  #requests = 0
  /** `null` where there is none. */
  #generated: GeneratedTogether | null | undefined

  constructor(policy: Omit<CompiledPolicy, 'together'>) {
    this.#policy = policy
    // As long as all cost no more than this, none of them costs more than it may, and enough is left for messages.
    this.#limit = Math.min(PER_CALL_LIMIT, POLICY_BUDGET - policy.messagesCost)
  }

  /** `undefined` where a condition is false; else the first validation that is not true, or else true; of a mutating policy the value of its mutation. */
  evaluate(activation: Activation): unknown {
    try {
      if (this.#generated === undefined) this.#warmUp()
      if (this.#generated == null) return UNCLEAR
      return this.#generated(activation as unknown as Readonly<Record<string, unknown>>, this.#limit)
    } catch {
      return UNCLEAR
    }
  }

  #warmUp(): void {
    if (this.#requests++ < WARM_UP) return
    // What is nested too deeply for a generator has none either.
    this.#generated = null
    this.#generated = this.#generate() ?? null
  }

  #generate(): GeneratedTogether | undefined {
    const { annotations, variables, conditions, expressions, mutations } = this.#policy
    if (annotations.length > 0 || mutations.length > 1 || this.#limit < 0) return undefined
    const names = variables.expressions.map(([name]) => name)
    // Of two variables with one name the later is what all see.
    if (new Set(names).size < names.length) return undefined
    const all = [...conditions, ...expressions, ...mutations.map(({ expression }) => expression)]
    if (!all.every(isSound)) return undefined
    const programs = all.map(({ program }) => program)
    const asked = programs.slice(0, conditions.length)
    // Conditions see no namespace.
    if (asked.some(({ names }) => names.has('namespaceObject'))) return undefined
    const lazy = { name: 'variables', fields: fieldsOf(variables) }
    return Program.together({ conditions: asked, results: programs.slice(conditions.length), lazy })
  }
}

type Sound = Extract<CompiledExpression, { readonly program: Program }>
const isSound = (expression: CompiledExpression): expression is Sound => 'program' in expression

/** The variables that compile. */
function fieldsOf({ expressions, scope }: CompiledVariables): Map<string, Program | Computed> {
  return new Map(
    expressions.flatMap(([name, expression]): [string, Program | Computed][] =>
      isSound(expression) ? [[name, scope?.settled(name) ?? expression.program]] : [],
    ),
  )
}
