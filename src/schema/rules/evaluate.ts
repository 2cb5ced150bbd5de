import type { EvaluationError, Program } from '../../cel/program.ts'
import { readShape } from '../../cel/shaped.ts'
import { CelError, Optional } from '../../cel/value.ts'
import { byteLength } from '../../values/names.ts'
import { quote } from '../../values/quote.ts'
import { type Correlated, KeyedItems } from '../correlate.ts'
import { duplicate, type FieldError, forbidden, invalid, NO_PATH, OMITTED, required } from '../field-error.ts'
import { traitsOf } from '../traits.ts'
import { costWhenAllHold } from './hold.ts'
import type { CompiledRules, RuleNode } from './plan.ts'
import type { Rule } from './rule.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** What all rules on one object may cost. @see k8s.io/apiserver pkg/apis/cel/config.go RuntimeCELCostBudget */
export const OBJECT_BUDGET = 10_000_000

const NONE: readonly FieldError[] = []

const MAX_MESSAGE_BYTES = 5120

const OUT_OF_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run'

export interface EvaluateOptions {
  /** How the object corresponds to the old one, for ratcheting: what did not change only warns. */
  readonly correlated?: Correlated
  readonly budget?: number
}

export interface RuleOutcome {
  readonly errors: readonly FieldError[]
  /** Rules that fail where nothing changed, by an update. */
  readonly warnings: readonly FieldError[]
  /** Cost units spent by all rules together. */
  readonly cost: number
}

/** Runs the rules over an object; with the old one when it is an update. */
export function evaluateRules(compiled: CompiledRules, object: unknown, old?: unknown, options: EvaluateOptions = {}): RuleOutcome {
  const { budget = OBJECT_BUDGET, correlated } = options
  const before = old ?? undefined
  if (compiled?.usedOften() && (before === undefined || !traitsOf(compiled.schema).transitions)) {
    const cost = costWhenAllHold(compiled, object)
    if (cost < budget) return { errors: NONE, warnings: NONE, cost }
  }
  const evaluation = new Evaluation(budget)
  if (compiled) evaluation.visit(compiled, object, before, { current: correlated, nearest: undefined })
  return evaluation
}

/** The variables of a rule. Those of a node's rules are the same, but for `optionalOldSelf`. */
interface Bindings {
  readonly self: unknown
  readonly oldSelf?: unknown
  readonly [name: string]: unknown
}

/** The correlation of a node, and of the nearest ancestor that has one. */
interface Ratchet {
  readonly current: Correlated | undefined
  readonly nearest: Correlated | undefined
}

const NO_RATCHET: Ratchet = { current: undefined, nearest: undefined }

class Evaluation implements RuleOutcome {
  readonly errors: FieldError[] = []
  readonly warnings: FieldError[] = []
  readonly #budget: number
  #remaining: number
  #stopped = false
  /** The way to the node at hand: `.name`, `[key]`, an index. */
  readonly #path: (string | number)[] = []

  constructor(budget: number) {
    this.#budget = budget
    this.#remaining = budget
  }

  get cost(): number {
    return this.#budget - this.#remaining
  }

  visit(node: RuleNode, value: unknown, old: unknown, ratchet: Ratchet): void {
    if (value === null || value === undefined) return
    if (node.rules.length > 0) this.#runAll(node, value, old ?? undefined, ratchet)
    for (const member of node.allOf) {
      if (this.#stopped) return
      this.visit(member, value, old, ratchet === NO_RATCHET ? ratchet : { current: undefined, nearest: ratchet.nearest })
    }
    if (this.#stopped || typeof value !== 'object') return
    if (Array.isArray(value)) this.#visitItems(node, value, Array.isArray(old) ? old : undefined, ratchet)
    else this.#visitFields(node, value as JsonObject, isObject(old) ? old : undefined, ratchet)
  }

  #visitItems(node: RuleNode, items: readonly unknown[], old: readonly unknown[] | undefined, ratchet: Ratchet): void {
    const child = node.items
    if (!child) return
    const { schema } = node
    const keyed =
      old && schema['x-kubernetes-list-type'] === 'map' ? new KeyedItems(schema['x-kubernetes-list-map-keys'] ?? [], old) : undefined
    for (let i = 0; i < items.length && !this.#stopped; i++) {
      this.#path.push(i)
      this.visit(
        child,
        items[i],
        keyed?.get(items[i]),
        ratchet.current ? { current: ratchet.current.index(i), nearest: ratchet.current } : ratchet,
      )
      this.#path.pop()
    }
  }

  #visitFields(node: RuleNode, object: JsonObject, old: JsonObject | undefined, ratchet: Ratchet): void {
    const { additional } = node
    if (additional) {
      for (const key of Object.keys(object)) {
        if (this.#stopped) return
        this.#path.push(`[${key}]`)
        this.visit(additional, object[key], old && Object.hasOwn(old, key) ? old[key] : undefined, keyRatchet(ratchet, key))
        this.#path.pop()
      }
    }
    for (const property of node.properties) {
      const value = property.in(object)
      if (value === null || value === undefined) continue
      if (this.#stopped) return
      this.#path.push(property.step)
      this.visit(property.node, value, old && property.in(old), keyRatchet(ratchet, property.name))
      this.#path.pop()
    }
  }

  #runAll(node: RuleNode, value: unknown, old: unknown, ratchet: Ratchet): void {
    if (this.#remaining <= 0) this.#stop(node, OUT_OF_BUDGET)
    const bindings: Bindings = old === undefined ? { self: value } : { self: value, oldSelf: old }
    for (const rule of node.rules) {
      if (this.#stopped) return
      const { program, failure } = rule.compiled
      if (!program) this.#report(invalid(this.#field(), node.type, `rule compile error: ${failure}`))
      else if (rule.optionalOldSelf) this.#runOptional(node, rule, program, bindings, ratchet)
      else if (old !== undefined || !rule.usesOldSelf) this.#run(node, rule, program, bindings, bindings, ratchet)
    }
  }

  #run(node: RuleNode, rule: Rule, program: Program, bindings: Bindings, plain: Bindings, ratchet: Ratchet): void {
    const { cost, error, value } = program.evaluate(bindings)
    if (cost > this.#remaining) {
      this.#stop(node, OUT_OF_BUDGET)
      return
    }
    this.#remaining -= cost
    if (error) this.#failed(node, rule, error)
    else if (value !== true) this.#violated(node, rule, plain, ratchet)
  }

  /** A rule whose `oldSelf` is an optional value, which there is on a create, too. */
  #runOptional(node: RuleNode, rule: Rule, program: Program, plain: Bindings, ratchet: Ratchet): void {
    const oldSelf = optionalOf(node, plain.oldSelf)
    if (oldSelf instanceof CelError) this.#failed(node, rule, { message: oldSelf.message, exceeded: false })
    else this.#run(node, rule, program, { self: plain.self, oldSelf }, plain, ratchet)
  }

  #failed(node: RuleNode, rule: Rule, { message, exceeded }: EvaluationError): void {
    if (exceeded)
      this.#stop(node, `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${rule.title}`)
    else if (message.startsWith('no such overload')) {
      const reason = 'call arguments did not match a supported operator, function or macro signature'
      this.#report(invalid(this.#field(), node.type, `'${message}': ${reason} for rule: ${rule.title}`))
    } else this.#report(invalid(this.#field(), node.type, `${message} evaluating rule: ${rule.title}`))
  }

  #violated(node: RuleNode, rule: Rule, plain: Bindings, ratchet: Ratchet): void {
    const warns = !rule.usesOldSelf && (ratchet.current ?? ratchet.nearest)?.equal() === true
    const field = this.#field(rule.fieldPath)
    const message = this.#message(node, rule, plain)
    if (message.stop) {
      this.#report(invalid(field, node.type, message.text), warns)
      this.#stopped = true
    } else this.#report(violation(field, node.omitsValue ? OMITTED : plain.self, message.text, rule.source.reason), warns)
  }

  /** What the rule says about its failure: its `messageExpression` where that comes to something, else its `message`. */
  #message(node: RuleNode, rule: Rule, plain: Bindings): { text: string; stop: boolean } {
    const otherwise = { text: rule.defaultMessage, stop: false }
    const program = rule.message?.program
    if (!program) return otherwise
    const bindings = rule.optionalOldSelf ? unwrapped(node, plain) : plain
    const { error, value: text, cost } = program.evaluate(bindings)
    if (cost > this.#remaining) {
      return {
        text: 'messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run',
        stop: true,
      }
    }
    this.#remaining -= cost
    if (error?.exceeded) {
      const source = quote(rule.source.messageExpression!)
      return { text: `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${source}`, stop: true }
    }
    if (error || typeof text !== 'string') return otherwise
    const trimmed = text.trim()
    return trimmed === '' || trimmed.includes('\n') || byteLength(trimmed) > MAX_MESSAGE_BYTES ? otherwise : { text: trimmed, stop: false }
  }

  #stop(node: RuleNode, detail: string): void {
    this.#report(invalid(this.#field(), node.type, detail))
    this.#stopped = true
  }

  #report(error: FieldError, warns = false): void {
    if (warns) this.warnings.push(error)
    else this.errors.push(error)
  }

  /** The path of the node, with what a rule's `fieldPath` adds. */
  #field(below?: string): string {
    const steps = this.#path.map(step => (typeof step === 'number' ? `[${step}]` : step)).join('')
    const path = below === undefined ? steps : `${steps}.${below}`
    return path === '' ? NO_PATH : path.replace(/^\./, '')
  }
}

/** The old value as an optional one. One that does not fit the schema of today cannot be read, and is an error. */
function optionalOf(node: RuleNode, old: unknown): Optional | CelError {
  if (old === undefined) return Optional.none
  const value = readOld(node, old)
  return value instanceof CelError ? value : Optional.of(value)
}

/** What Kubernetes gives a message of a rule with an optional `oldSelf`: the old value itself, or no such variable. */
function unwrapped(node: RuleNode, { self, oldSelf }: Bindings): Bindings {
  return oldSelf === undefined ? { self } : { self, oldSelf: readOld(node, oldSelf) }
}

function readOld(node: RuleNode, old: unknown): unknown {
  try {
    return readShape(node.scope.shape, old)
  } catch (error) {
    if (error instanceof CelError) return error
    throw error
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keyRatchet(ratchet: Ratchet, key: string): Ratchet {
  const { current, nearest } = ratchet
  if (!current) return ratchet
  // The server itself sets the root's type when it converts: old and new always agree.
  if (!nearest && (key === 'apiVersion' || key === 'kind')) return NO_RATCHET
  return { current: current.key(key), nearest: current }
}

function violation(field: string, value: unknown, detail: string, reason: string | undefined): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(field, detail)
    case 'FieldValueRequired':
      return required(field, detail)
    case 'FieldValueDuplicate':
      return duplicate(field, value)
    default:
      return invalid(field, value, detail)
  }
}
