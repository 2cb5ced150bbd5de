import type { Checked } from './checker.ts'
import {
  canGenerate,
  type Generated,
  type GeneratedConjunction,
  type GeneratedTogether,
  generate,
  generateConjunction,
  generateTogether,
} from './codegen.ts'
import type { Range } from './cost-range.ts'
import { estimateCost } from './estimate.ts'
import type { Together } from './generator.ts'
import { CostExceeded, interpret, Machine, type Step1 } from './interpreter.ts'
import type { Planned } from './plan.ts'
import type { Shape } from './shape.ts'
import { readShape } from './shaped.ts'
import type { CelType } from './types.ts'
import { CelError, Panic, type Value } from './value.ts'

/** What an evaluation gives. `cost` is in Kubernetes' cost units, up to where evaluation ended. */
export type Outcome =
  | { readonly value: Value; readonly error?: undefined; readonly cost: number }
  | { readonly value?: undefined; readonly error: EvaluationError; readonly cost: number }

export interface EvaluationError {
  /** The text of cel-go or Kubernetes: `no such key: a`, `integer overflow`. */
  readonly message: string
  /** The cost limit was passed. */
  readonly exceeded: boolean
}

/** What one call may cost in Kubernetes. @see k8s.io/apiserver pkg/apis/cel/config.go PerCallLimit */
export const PER_CALL_LIMIT = 1_000_000

/** How programs run: `auto` generates code after a few evaluations where the platform allows it, `code` at once, `closures` never. Same answers. */
export type Engine = 'auto' | 'code' | 'closures'

/** Evaluations before code is generated: making it takes as long as some dozens of evaluations. */
export const WARM_UP = 4

/** A compiled expression. It holds no state between evaluations and may be shared. */
export class Program {
  /** The static type of the result. */
  readonly type: CelType
  /** The text that it was compiled from. */
  readonly text: string
  readonly checked: Checked
  readonly #planned: Planned
  readonly #shapes: ReadonlyMap<string, Shape>
  readonly #engine: Engine
  #evaluations = 0
  /** `undefined` before it is tried, `null` when there is none. */
  #generated: Generated | null | undefined
  #closures: Step1 | undefined
  #names: ReadonlySet<string> | undefined

  constructor(checked: Checked, planned: Planned, shapes: ReadonlyMap<string, Shape>, engine: Engine) {
    this.checked = checked
    this.text = checked.text
    this.type = checked.types[checked.expr.id]!
    this.#planned = planned
    this.#shapes = shapes
    this.#engine = engine
  }

  /** Every variable name that the expression refers to, its own loop variables included: what Kubernetes looks at to see whether a rule uses `oldSelf`. */
  get names(): ReadonlySet<string> {
    this.#names ??= new Set(this.checked.references.flatMap(reference => (reference?.kind === 'variable' ? [reference.name] : [])))
    return this.#names
  }

  /**
   * The least and most that an evaluation may cost, from the bounds of the shapes. What `max` says decides which rules Kubernetes lets into a definition.
   */
  estimate(): Range {
    return estimateCost(this.checked, this.#shapes)
  }

  /**
   * Evaluates with the given variables. Those declared with a shape are plain JSON; the others are CEL values (see value.ts).
   * `costLimit` ends the evaluation; it is Kubernetes' limit for one call unless given. Never throws.
   */
  evaluate(bindings: Readonly<Record<string, unknown>>, options?: { readonly costLimit?: number }): Outcome {
    const limit = options?.costLimit ?? PER_CALL_LIMIT
    const run = this.#generated === undefined ? this.#warmUp() : this.#generated
    if (run) {
      try {
        return run(bindings, limit)
      } catch {
        // Whatever it was, the interpreter says it exactly.
      }
    }
    return this.#interpret(bindings, limit)
  }

  /**
   * One function for programs of one environment that refer to nothing but the variable `name`: given its value, it answers what they cost together
   * when all of them are true, and throws otherwise. None where code cannot be generated.
   */
  static conjunction(programs: readonly Program[], name: string): GeneratedConjunction | undefined {
    const [first] = programs
    if (!canGenerate || !first || programs.some(program => program.#engine === 'closures')) return undefined
    const plans = programs.map(program => program.#planned)
    return generateConjunction(plans, name, first.#shapes, PER_CALL_LIMIT)
  }

  /** One function for expressions that belong together. None where code cannot be generated. */
  static together({ conditions, results, lazy }: Together<Program>): GeneratedTogether | undefined {
    const fields = [...lazy.fields]
    const programs = [...conditions, ...results, ...fields.flatMap(([, field]) => (field instanceof Program ? [field] : []))]
    if (!canGenerate || programs.some(program => program.#engine === 'closures' || program.#shapes.size > 0)) return undefined
    const planned = (program: Program) => program.#planned
    return generateTogether({
      conditions: conditions.map(planned),
      results: results.map(planned),
      lazy: { name: lazy.name, fields: new Map(fields.map(([name, field]) => [name, field instanceof Program ? planned(field) : field])) },
    })
  }

  /** Code is generated for expressions that are evaluated again and again. */
  #warmUp(): Generated | null | undefined {
    if (this.#engine === 'closures' || !canGenerate) this.#generated = null
    else if (this.#evaluations++ >= (this.#engine === 'code' ? 0 : WARM_UP)) this.#generated = generate(this.#planned, this.#shapes) ?? null
    return this.#generated
  }

  #interpret(bindings: Readonly<Record<string, unknown>>, limit: number): Outcome {
    this.#closures ??= interpret(this.#planned.root)
    const machine = new Machine(this.#planned.slots, limit, name => this.#variable(bindings, name))
    try {
      const value = this.#closures(machine)
      if (value instanceof CelError) return { error: { message: value.message, exceeded: false }, cost: machine.cost }
      return { value, cost: machine.cost }
    } catch (thrown) {
      if (thrown instanceof Panic) return { error: { message: `internal error: ${thrown.message}`, exceeded: false }, cost: machine.cost }
      if (!(thrown instanceof CostExceeded)) throw thrown
      return { error: { message: 'operation cancelled: actual cost limit exceeded', exceeded: true }, cost: machine.cost }
    }
  }

  #variable(bindings: Readonly<Record<string, unknown>>, name: string): Value | undefined {
    if (!Object.hasOwn(bindings, name)) return undefined
    const bound = bindings[name]
    const shape = this.#shapes.get(name)
    return shape ? readShape(shape, bound) : bound
  }
}
