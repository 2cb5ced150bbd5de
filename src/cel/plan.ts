import { Malformed } from '../values/malformed.ts'
import { compileRE2 } from '../values/re2.ts'
import type { Expr } from './ast.ts'
import type { Checked, Reference } from './checker.ts'
import type { Overload } from './library/function.ts'
import { goTypeName, makeMap } from './operations.ts'
import type { CelType } from './types.ts'
import { CelError, isDouble, isInt, Uint, type Value } from './value.ts'

/**
 * The typed intermediate form that the interpreter and the code generator share: names resolved to slots, overloads chosen, constants folded, selections
 * and indexes gathered into attributes. It has the steps of cel-go's plan, because the run-time cost counts those steps.
 * @see cel-go interpreter/planner.go, interpreter/decorators.go
 */
export type Plan = Constant | Attribute | Logical | Equality | CallPlan | Membership | ListPlan | MapPlan | StructPlan | Fold | Fallback

interface Typed {
  readonly type: CelType
}

export interface Constant extends Typed {
  readonly op: 'constant'
  readonly value: Value
}

/** A variable, conditional or other value, and the selections and indexes applied to it. */
export interface Attribute extends Typed {
  readonly op: 'attribute'
  readonly root: Root
  readonly steps: readonly Step[]
  /** `has(…)`: the last step asks only whether the value is there. */
  readonly testOnly: boolean
}

export type Root =
  | { readonly kind: 'variable'; readonly name: string; readonly type: CelType }
  | { readonly kind: 'slot'; readonly slot: number; readonly name: string; readonly type: CelType }
  | { readonly kind: 'conditional'; readonly condition: Plan; readonly yes: Attribute; readonly no: Attribute; readonly type: CelType }
  | { readonly kind: 'value'; readonly value: Plan; readonly type: CelType }

/** One selection or index. `type` is what the step yields (not wrapped as optional). */
export interface Step extends Typed {
  readonly key: Plan
  readonly optional: boolean
}

export interface Logical extends Typed {
  readonly op: 'and' | 'or'
  readonly left: Plan
  readonly right: Plan
}

export interface Equality extends Typed {
  readonly op: 'equal' | 'notEqual'
  readonly left: Plan
  readonly right: Plan
}

export interface CallPlan extends Typed {
  readonly op: 'call'
  readonly name: string
  /** More than one when the choice waits for the values' types. */
  readonly overloads: readonly Overload[]
  /** All overloads of the name, among which a call with dyn arguments chooses. */
  readonly candidates: readonly Overload[]
  readonly args: readonly Plan[]
  /** The accumulator grows by this call and belongs to the loop, so it may be changed in place. */
  readonly grows: boolean
}

/** `x in [constants]`, which costs nothing. */
export interface Membership extends Typed {
  readonly op: 'member'
  readonly value: Plan
  readonly list: readonly Value[]
}

export interface ListPlan extends Typed {
  readonly op: 'list'
  readonly elements: readonly Plan[]
  readonly optionals: ReadonlySet<number>
}

export interface MapPlan extends Typed {
  readonly op: 'map'
  readonly entries: readonly { readonly key: Plan; readonly value: Plan; readonly optional: boolean }[]
}

export interface StructPlan extends Typed {
  readonly op: 'struct'
  readonly fields: readonly { readonly name: string; readonly value: Plan; readonly optional: boolean }[]
}

export interface Fold extends Typed {
  readonly op: 'fold'
  readonly macro: string
  readonly range: Plan
  readonly slot: number
  readonly slot2: number | undefined
  readonly accumulator: number
  readonly init: Plan
  readonly condition: Plan
  readonly step: Plan
  readonly result: Plan
}

/** `optional.or(other)` and `optional.orValue(other)`, which evaluate `other` only when needed and cost nothing. */
export interface Fallback extends Typed {
  readonly op: 'or-optional' | 'or-value'
  readonly left: Plan
  readonly right: Plan
}

/** A planned expression. */
export interface Planned {
  readonly root: Plan
  readonly slots: number
  /** Names of the variables that it reads. */
  readonly variables: ReadonlySet<string>
}

/** A constant conversion such as `int("x")` that fails when the program is made. */
export class PlanError {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

const CONVERSIONS: ReadonlySet<string> = new Set('bool bytes double duration dyn int string timestamp type uint'.split(' '))

/** Runs a call on values. */
export type EvaluateCall = (call: CallPlan, args: readonly Value[]) => Value

/** Plans a checked expression. `evaluateCall` runs conversions of constants. */
export function plan(checked: Checked, candidates: (name: string) => readonly Overload[], evaluateCall: EvaluateCall): Planned | PlanError {
  const planner = new Planner(checked, candidates, evaluateCall)
  try {
    const root = planner.plan(checked.expr)
    return { root, slots: planner.slots, variables: planner.variables }
  } catch (thrown) {
    if (thrown instanceof PlanError) return thrown
    if (thrown instanceof CelError) return new PlanError(thrown.message)
    throw thrown
  }
}

class Planner {
  readonly variables = new Set<string>()
  slots = 0
  readonly #checked: Checked
  readonly #candidates: (name: string) => readonly Overload[]
  readonly #evaluateCall: EvaluateCall
  /** Slots of the loop variables in sight, innermost last. */
  readonly #locals: { readonly name: string; readonly slot: number }[] = []

  constructor(checked: Checked, candidates: (name: string) => readonly Overload[], evaluateCall: EvaluateCall) {
    this.#checked = checked
    this.#candidates = candidates
    this.#evaluateCall = evaluateCall
  }

  plan(expr: Expr): Plan {
    const type = this.#checked.types[expr.id]!
    switch (expr.kind) {
      case 'literal':
        return { op: 'constant', type: expr.type, value: expr.value }
      case 'ident':
        return this.#named(expr, type)!
      case 'select':
        return this.#named(expr, type) ?? this.#select(expr, type)
      case 'call':
        return this.#call(expr, type)
      case 'list': {
        const elements = expr.elements.map(element => this.plan(element))
        if (expr.optionals.size === 0 && elements.every(isConstant)) return { op: 'constant', type, value: elements.map(e => e.value) }
        return { op: 'list', type, elements, optionals: expr.optionals }
      }
      case 'map': {
        const entries = expr.entries.map(e => ({ key: this.plan(e.key), value: this.plan(e.value), optional: e.optional }))
        if (entries.every(isConstantEntry)) return { op: 'constant', type, value: makeMap(entries.map(e => [e.key.value, e.value.value])) }
        return { op: 'map', type, entries }
      }
      case 'struct':
        return { op: 'struct', type, fields: expr.fields.map(f => ({ name: f.name, value: this.plan(f.value), optional: f.optional })) }
      case 'comprehension':
        return this.#fold(expr, type)
      default:
        throw new PlanError('unspecified expression')
    }
  }

  #reference(expr: Expr): Reference | undefined {
    return this.#checked.references[expr.id]
  }

  #named(expr: Expr, type: CelType): Plan | undefined {
    const reference = this.#reference(expr)
    if (reference?.kind === 'constant') return { op: 'constant', type, value: reference.value }
    if (reference?.kind !== 'variable') return undefined
    const { name } = reference
    const local = this.#locals.findLast(candidate => candidate.name === name)
    if (!local) this.variables.add(name)
    const root: Root = local ? { kind: 'slot', slot: local.slot, name, type } : { kind: 'variable', name, type }
    return { op: 'attribute', type, root, steps: [], testOnly: false }
  }

  #select(expr: Expr & { kind: 'select' }, type: CelType): Plan {
    const key: Constant = { op: 'constant', type: { kind: 'string' }, value: expr.field }
    return extend(this.plan(expr.operand), { key, optional: false, type: unwrap(type) }, type, expr.testOnly)
  }

  #call(expr: Expr & { kind: 'call' }, type: CelType): Plan {
    const reference = this.#reference(expr)
    if (reference?.kind !== 'function') throw new PlanError(`no such overload: ${expr.name}`)
    const target = expr.target && !reference.namespaced ? [expr.target] : []
    const args = [...target, ...expr.args].map(arg => this.plan(arg))
    const [first, second, third] = args
    switch (reference.name) {
      case '_&&_':
        return { op: 'and', type, left: first!, right: second! }
      case '_||_':
        return { op: 'or', type, left: first!, right: second! }
      case '_==_':
        return { op: 'equal', type, left: first!, right: second! }
      case '_!=_':
        return { op: 'notEqual', type, left: first!, right: second! }
      case '_?_:_': {
        const root: Root = { kind: 'conditional', condition: first!, yes: attribute(second!), no: attribute(third!), type }
        return { op: 'attribute', type, root, steps: [], testOnly: false }
      }
      case '_[_]':
        return extend(first!, { key: second!, optional: false, type: unwrap(type) }, type, false)
      case '_[?_]':
      case '_?._':
        return extend(first!, { key: second!, optional: true, type: unwrap(type) }, type, false)
      case 'or':
        if (reference.overloads[0]?.id === 'optional_or_optional') return { op: 'or-optional', type, left: first!, right: second! }
        break
      case 'orValue':
        if (reference.overloads[0]?.id === 'optional_orValue_value') return { op: 'or-value', type, left: first!, right: second! }
        break
    }
    return this.#plainCall(reference, args, type)
  }

  #plainCall(reference: Reference & { kind: 'function' }, args: readonly Plan[], type: CelType): Plan {
    const { name, overloads } = reference
    checkPattern(name, overloads, args)
    const call: CallPlan = { op: 'call', type, name, overloads, candidates: this.#candidates(name), args, grows: false }
    if (overloads.length === 1 && overloads[0]!.id === 'in_list' && isConstant(args[1]!)) {
      const list = args[1]!.value as readonly Value[]
      if (list.length === 0) return { op: 'constant', type, value: false }
      if (list.every(isPrimitive)) return { op: 'member', type, value: args[0]!, list }
    }
    if (CONVERSIONS.has(name) && args.length === 1 && isConstant(args[0]!)) {
      return { op: 'constant', type, value: this.#evaluateCall(call, [args[0]!.value]) }
    }
    return call
  }

  #fold(expr: Expr & { kind: 'comprehension' }, type: CelType): Plan {
    const range = this.plan(expr.range)
    const init = this.plan(expr.init)
    const accumulator = this.slots++
    const slot = this.slots++
    const slot2 = expr.variable2 === undefined ? undefined : this.slots++
    this.#locals.push({ name: expr.accumulator, slot: accumulator }, { name: expr.variable, slot })
    if (expr.variable2 !== undefined) this.#locals.push({ name: expr.variable2, slot: slot2! })
    const condition = this.plan(expr.condition)
    const step = grow(this.plan(expr.step), accumulator, expr.macro)
    this.#locals.length -= expr.variable2 === undefined ? 1 : 2
    const result = this.plan(expr.result)
    this.#locals.pop()
    return { op: 'fold', type, macro: expr.macro, range, slot, slot2, accumulator, init, condition, step, result }
  }
}

/** Constant patterns are compiled when the program is made, and fail then. */
function checkPattern(name: string, overloads: readonly Overload[], args: readonly Plan[]): void {
  const regex = args[1]
  if ((name !== 'matches' && name !== 'find' && name !== 'findAll') || !regex || !isConstant(regex) || typeof regex.value !== 'string')
    return
  const compiled = overloads.length > 0 ? compileRE2(regex.value) : undefined
  if (compiled instanceof Malformed) throw new PlanError(compiled.message)
}

export function isConstant(plan: Plan): plan is Constant {
  return plan.op === 'constant'
}

function isConstantEntry(entry: MapPlan['entries'][number]): entry is { key: Constant; value: Constant; optional: boolean } {
  return isConstant(entry.key) && isConstant(entry.value) && !entry.optional
}

/** A value that cel-go puts into the set that replaces a constant list after `in`. */
function isPrimitive(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isInt(value) || isDouble(value) || value instanceof Uint
}

function unwrap(type: CelType): CelType {
  return type.kind === 'optional' ? type.value : type
}

function attribute(plan: Plan): Attribute {
  return plan.op === 'attribute'
    ? plan
    : { op: 'attribute', type: plan.type, root: { kind: 'value', value: plan, type: plan.type }, steps: [], testOnly: false }
}

/** The attribute with one more step. A step after a conditional belongs to both of its branches. */
function extend(operand: Plan, step: Step, type: CelType, testOnly: boolean): Attribute {
  if (isConstant(step.key) && !isPrimitive(step.key.value)) throw new PlanError(`invalid qualifier type: ${goTypeName(step.key.value)}`)
  const base = attribute(operand)
  if (base.root.kind !== 'conditional') return { ...base, type, steps: [...base.steps, step], testOnly }
  const { condition, yes, no } = base.root
  const root: Root = { kind: 'conditional', condition, yes: extend(yes, step, type, testOnly), no: extend(no, step, type, testOnly), type }
  return { ...base, type, root, testOnly }
}

/** Marks the call of a loop step that makes the accumulator longer. */
function grow(step: Plan, accumulator: number, macro: string): Plan {
  if (macro !== 'map' && macro !== 'filter' && macro !== 'transformMap') return step
  const own = (plan: Plan): boolean =>
    plan.op === 'attribute' && plan.root.kind === 'slot' && plan.root.slot === accumulator && plan.steps.length === 0
  if (step.op === 'call' && own(step.args[0]!)) return { ...step, grows: true }
  if (step.op === 'attribute' && step.root.kind === 'conditional') {
    const { yes } = step.root
    if (yes.root.kind === 'value') {
      const value = grow(yes.root.value, accumulator, macro)
      return { ...step, root: { ...step.root, yes: { ...yes, root: { ...yes.root, value } } } }
    }
  }
  return step
}
