import type { CelType, Outcome, Program } from '../cel/index.ts'
import { tokenize } from '../cel/lexer.ts'
import type { CompiledExpression } from './expression.ts'

type Bindings = Readonly<Record<string, unknown>>

/** A variable that sees nothing but the parameter and the namespace of the request: a list in a ConfigMap is taken apart once and not for each object. */
export class Settled {
  readonly type: CelType
  readonly #evaluate: (bindings: Bindings) => Outcome
  readonly #outcomes = new WeakMap<object, Map<unknown, Outcome>>()
  /** Objects of one namespace mostly follow each other. */
  #last: { readonly params: object; readonly namespace: unknown; readonly outcome: Outcome } | undefined

  constructor(program: Program, limit: { readonly costLimit: number }) {
    this.type = program.type
    this.#evaluate = bindings => program.evaluate(bindings, limit)
  }

  readonly compute = (bindings: Bindings): Outcome => {
    const params = bindings['params']
    if (typeof params !== 'object' || params === null) return this.#evaluate(bindings)
    const { namespace } = bindings['request'] as { readonly namespace?: unknown }
    if (this.#last?.params !== params || this.#last.namespace !== namespace)
      this.#last = { params, namespace, outcome: this.#lookUp(params, namespace, bindings) }
    return this.#last.outcome
  }

  #lookUp(params: object, namespace: unknown, bindings: Bindings): Outcome {
    const known = this.#outcomes.get(params) ?? new Map<unknown, Outcome>()
    this.#outcomes.set(params, known)
    const outcome = known.get(namespace) ?? this.#evaluate(bindings)
    known.set(namespace, outcome)
    return outcome
  }
}

/** `undefined` where an expression sees more. */
export function settledOf(expression: CompiledExpression, limit: { readonly costLimit: number }): Settled | undefined {
  return 'program' in expression && isSettled(expression.program) ? new Settled(expression.program, limit) : undefined
}

const MORE = ['object', 'oldObject', 'namespaceObject', 'authorizer', 'authorizer.requestResource', 'variables']

function isSettled({ names, text }: Program): boolean {
  if (!names.has('params') || MORE.some(name => names.has(name))) return false
  if (!names.has('request')) return true
  const tokens = [...tokenize(text, () => {})].map(({ start, end }) => text.slice(start, end))
  return tokens.every((token, i) => token !== 'request' || (tokens[i + 1] === '.' && tokens[i + 2] === 'namespace'))
}
