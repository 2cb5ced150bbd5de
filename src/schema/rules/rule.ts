import { createEnvironment, type Environment } from '../../cel/environment.ts'
import type { Program } from '../../cel/program.ts'
import type { Shape } from '../../cel/shape.ts'
import { BoolType, type CelType, optional, StringType } from '../../cel/types.ts'
import type { StructuralSchema, ValidationRule } from '../structural.ts'
import { normalizeFieldPath } from './field-path.ts'

/** The variables of the rules at one node, and the environments in which they compile. Made when the first rule is. */
export class RuleScope {
  readonly shape: Shape
  readonly #kubernetes: string
  #plain: Environment | undefined
  #optional: Environment | undefined

  constructor(shape: Shape, kubernetes: string) {
    this.shape = shape
    this.#kubernetes = kubernetes
  }

  environment(optionalOldSelf: boolean): Environment {
    if (optionalOldSelf) {
      // Closures look at what they get: a message of such a rule gets a plain old value instead of the optional one.
      this.#optional ??= this.#create(optional(this.shape.type), 'closures')
      return this.#optional
    }
    this.#plain ??= this.#create(this.shape, 'auto')
    return this.#plain
  }

  #create(oldSelf: Shape | CelType, engine: 'auto' | 'closures'): Environment {
    return createEnvironment({ kubernetes: this.#kubernetes, variables: { self: this.shape, oldSelf }, engine })
  }
}

/** A program, or why there is none: the text that the API server gives. */
export type Compiled =
  | { readonly program: Program; readonly failure?: undefined }
  | { readonly program?: undefined; readonly failure: string }

/** One rule of `x-kubernetes-validations`, compiled when it first runs. */
export class Rule {
  readonly source: ValidationRule
  readonly optionalOldSelf: boolean
  readonly #scope: RuleScope
  readonly #schema: StructuralSchema
  #compiled: Compiled | undefined
  #usesOldSelf = false
  #message: Compiled | undefined
  #fieldPath: string | undefined | null = null

  constructor(source: ValidationRule, scope: RuleScope, schema: StructuralSchema) {
    this.source = source
    this.optionalOldSelf = source.optionalOldSelf === true
    this.#scope = scope
    this.#schema = schema
  }

  /** A rule without text is passed over. */
  get empty(): boolean {
    return this.source.rule.trim() === ''
  }

  get compiled(): Compiled {
    if (!this.#compiled) {
      this.#compiled = this.#compile(this.source.rule, BoolType, '', 'cel expression must evaluate to a bool')
      this.#usesOldSelf = this.#compiled.program?.names.has('oldSelf') ?? false
    }
    return this.#compiled
  }

  /** Whether it is a transition rule. Known once it is compiled. */
  get usesOldSelf(): boolean {
    return this.compiled && this.#usesOldSelf
  }

  /** The program of `messageExpression`, if there is one and the rule itself compiled. */
  get message(): Compiled | undefined {
    const text = this.source.messageExpression
    if (!text || !this.compiled.program) return undefined
    this.#message ??= this.#compile(text, StringType, 'messageExpression ', 'messageExpression must evaluate to a string')
    return this.#message
  }

  /** What is added to the node's path; undefined without a valid `fieldPath`. */
  get fieldPath(): string | undefined {
    if (this.#fieldPath === null)
      this.#fieldPath = this.source.fieldPath ? normalizeFieldPath(this.source.fieldPath, this.#schema) : undefined
    return this.#fieldPath
  }

  /** What stands for the rule in messages about it. */
  get title(): string {
    return this.source.message ? this.source.message.trim() : this.source.rule.trim()
  }

  get defaultMessage(): string {
    return this.source.message ? this.source.message.trim() : `failed rule: ${this.title}`
  }

  #compile(text: string, expect: typeof BoolType, prefix: string, wrongType: string): Compiled {
    const { program, failure } = this.#scope.environment(this.optionalOldSelf).compile(text, { expect })
    if (program) return { program }
    switch (failure.phase) {
      case 'check':
        return { failure: `${prefix}compilation failed: ${failure.message}` }
      case 'type':
        return { failure: wrongType }
      default:
        return { failure: `${prefix === '' ? 'program' : 'messageExpression'} instantiation failed: ${failure.message}` }
    }
  }
}
