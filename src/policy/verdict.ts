import type { Computed, GeneratedVerdict } from '../cel/codegen.ts'
import { Program, WARM_UP } from '../cel/program.ts'
import { type Activation, PER_CALL_LIMIT, POLICY_BUDGET } from './evaluation.ts'
import type { CompiledExpression, CompiledPolicy, CompiledVariables } from './expression.ts'

/**
 * Says of most requests at once that a policy has nothing to say of them: all its expressions as one function, in which variables are no calls. What that
 * does not see through (an error, a validation that is not true, a cost that may be too high) is left to `validate`, which says it exactly.
 */
export class QuickVerdict {
  readonly #policy: Omit<CompiledPolicy, 'quick'>
  readonly #limit: number
  #requests = 0
  /** `null` where there is none. */
  #generated: GeneratedVerdict | null | undefined

  constructor(policy: Omit<CompiledPolicy, 'quick'>) {
    this.#policy = policy
    // Where one expression may cost all of this, each of them stays below what it may, and enough is left for messages.
    this.#limit = Math.min(PER_CALL_LIMIT, POLICY_BUDGET - policy.messagesCost)
  }

  passes(activation: Activation): boolean {
    if (this.#generated === undefined) this.#warmUp()
    try {
      return this.#generated?.(activation as unknown as Readonly<Record<string, unknown>>, this.#limit) ?? false
    } catch {
      return false
    }
  }

  #warmUp(): void {
    if (this.#requests++ >= WARM_UP) this.#generated = this.#generate() ?? null
  }

  #generate(): GeneratedVerdict | undefined {
    const { annotations, variables, conditions, expressions } = this.#policy
    if (annotations.length > 0 || this.#limit < 0) return undefined
    const names = variables.expressions.map(([name]) => name)
    // Of two variables with one name the later is what all see.
    if (new Set(names).size < names.length) return undefined
    const all = [...conditions, ...expressions]
    if (!all.every(isSound)) return undefined
    const programs = all.map(({ program }) => program)
    const verdict = {
      conditions: programs.slice(0, conditions.length),
      validations: programs.slice(conditions.length),
      lazy: { name: 'variables', fields: fieldsOf(variables) },
    }
    // Conditions see no namespace.
    return verdict.conditions.some(({ names }) => names.has('namespaceObject')) ? undefined : Program.verdict(verdict)
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
