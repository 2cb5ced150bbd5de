import { fold, grow, Pending } from './interpreter-folds.ts'
import { equalOperands } from './library/comparison.ts'
import { callCost, callOverload, equalityCost, makeMap, missing, qualify, StructValue } from './operations.ts'
import type { Attribute, CallPlan, Equality, Fallback, ListPlan, Logical, MapPlan, Plan, Step, StructPlan } from './plan.ts'
import { CelError, equals, Optional, type Value } from './value.ts'

/** Thrown when the cost passes the limit. */
export class CostExceeded {}

/** Runs something that may throw an evaluation error, and gives the error as a value. */
function attempt(run: () => Value): Value {
  try {
    return run()
  } catch (thrown) {
    if (thrown instanceof CelError) return thrown
    throw thrown
  }
}

/** The state of one evaluation. */
export class Machine {
  cost = 0
  readonly limit: number
  readonly slots: Value[]
  readonly #variable: (name: string) => Value | undefined
  readonly #known = new Map<string, Value | undefined>()

  /** `variable` gives the value of a variable in dynamic form, or `undefined` when it is not bound; it may throw `CelError`. */
  constructor(slots: number, limit: number, variable: (name: string) => Value | undefined) {
    this.slots = new Array(slots)
    this.limit = limit
    this.#variable = variable
  }

  charge(cost: number): void {
    this.cost += cost
    if (this.cost > this.limit) throw new CostExceeded()
  }

  variable(name: string): Value {
    if (!this.#known.has(name))
      this.#known.set(
        name,
        attempt(() => this.#variable(name)),
      )
    const value = this.#known.get(name)
    return value === undefined ? new CelError(`no such attribute(s): ${name}`) : value
  }
}

/** A step of evaluation. Errors are returned as `CelError` values, as in cel-go: what follows them is still evaluated, and still costs. */
export type Step1 = (m: Machine) => Value

/**
 * Turns a plan into nested closures. This is the reference: it goes through the steps of cel-go one by one, with every cost and every error where cel-go
 * has them. Generated code hands over to it whenever anything is out of the ordinary.
 * @see cel-go interpreter/interpretable.go, interpreter/runtimecost.go
 */
export function interpret(plan: Plan): Step1 {
  switch (plan.op) {
    case 'constant': {
      const { value } = plan
      return () => value
    }
    case 'attribute':
      return attribute(plan)
    case 'and':
    case 'or':
      return logical(plan)
    case 'equal':
    case 'notEqual':
      return equality(plan)
    case 'call':
      return call(plan)
    case 'member': {
      const value = interpret(plan.value)
      const { list } = plan
      return m => {
        const item = value(m)
        return item instanceof CelError ? item : list.some(other => equals(item, other))
      }
    }
    case 'list':
      return list(plan)
    case 'map':
      return map(plan)
    case 'struct':
      return struct(plan)
    case 'fold':
      return fold(plan)
    default:
      return fallback(plan)
  }
}

function attribute(plan: Attribute): Step1 {
  const resolved = resolve(plan)
  const own = plan.root.kind === 'conditional' ? 0 : 1
  if (!plan.testOnly) {
    return m => {
      const value = resolved(m)
      m.charge(own)
      return value
    }
  }
  return m => {
    const value = resolved(m)
    m.charge(own - 1)
    return value instanceof Optional ? value.hasValue : value
  }
}

/** An attribute without the price of its root, which is not charged inside a conditional or an index. */
function resolve(plan: Attribute): Step1 {
  const { root } = plan
  if (root.kind === 'conditional') {
    const condition = interpret(root.condition)
    const yes = resolve(root.yes)
    const no = resolve(root.no)
    return m => {
      const chosen = condition(m)
      if (chosen === true) return yes(m)
      if (chosen === false) return no(m)
      return chosen instanceof CelError ? chosen : new CelError('no such overload')
    }
  }
  const value = rootValue(root)
  const qualified = steps(plan.steps, plan.testOnly)
  return m => {
    const object = value(m)
    return object instanceof CelError ? object : qualified(m, object)
  }
}

function rootValue(root: Exclude<Attribute['root'], { kind: 'conditional' }>): Step1 {
  if (root.kind === 'value') return interpret(root.value)
  if (root.kind === 'variable') return m => m.variable(root.name)
  const { slot } = root
  return m => {
    const value = m.slots[slot]
    // The initial value of an accumulator is evaluated when it is first asked for.
    if (!(value instanceof Pending)) return value
    const first = value.init(m)
    m.slots[slot] = first
    return first
  }
}

function steps(plans: readonly Step[], testOnly: boolean): (m: Machine, object: Value) => Value {
  const keys = plans.map(step => key(step.key))
  const optionals = plans.map(step => step.optional)
  const last = testOnly ? plans.length - 1 : -1
  return (m, root) => {
    let object = root
    let optional = object instanceof Optional
    if (object instanceof Optional) {
      if (!object.hasValue) return object
      object = object.value
    }
    for (let i = 0; i < keys.length; i++) {
      optional ||= optionals[i]!
      const name = keys[i]!(m)
      const value = name instanceof CelError ? name : qualify(object, name)
      if (optional) {
        if (value instanceof CelError) return value
        if (value === undefined) return Optional.none
        m.charge(1)
        object = i === last ? null : value
        continue
      }
      m.charge(1)
      if (value instanceof CelError) return value
      if (i === last) return value !== undefined
      if (value === undefined) return missing(object, name)
      object = value
    }
    return optional ? Optional.of(object) : object
  }
}

function key(plan: Plan): Step1 {
  return plan.op === 'attribute' ? resolve(plan) : interpret(plan)
}

function logical(plan: Logical): Step1 {
  const left = interpret(plan.left)
  const right = interpret(plan.right)
  const decisive = plan.op === 'or'
  return m => {
    const a = left(m)
    if (a === decisive) return decisive
    const b = right(m)
    if (b === decisive) return decisive
    if (typeof a !== 'boolean') return a instanceof CelError ? a : new CelError('no such overload')
    if (typeof b !== 'boolean') return b instanceof CelError ? b : new CelError('no such overload')
    return !decisive
  }
}

function equality(plan: Equality): Step1 {
  const left = interpret(plan.left)
  const right = interpret(plan.right)
  const negated = plan.op === 'notEqual'
  return m => {
    const a = left(m)
    const b = right(m)
    let result: Value
    if (a instanceof CelError) result = a
    else if (b instanceof CelError) result = b
    else result = attempt(() => (negated ? !equals(a, b) : equalOperands(a, b)))
    m.charge(equalityCost(a, b, negated))
    return result
  }
}

function call(plan: CallPlan): Step1 {
  const args = plan.args.map(interpret)
  if (plan.name === '@not_strictly_false') {
    const [only] = args
    return m => {
      const value = only!(m)
      m.charge(1)
      return value !== false
    }
  }
  const run = plan.grows ? grow(plan) : (values: readonly Value[]) => callOverload(plan, values)
  if (args.length > 2 || (plan.overloads.length > 1 && !isOperator(plan)) || hasCompiledPattern(plan)) return stopAtError(plan, args, run)
  return m => {
    const values = args.map(arg => arg(m))
    const wrong = values.find(value => value instanceof CelError)
    const result = wrong ?? attempt(() => run(values))
    m.charge(callCost(plan, values, result))
    return result
  }
}

/** One implementation behind all overloads, which cel-go calls after evaluating both operands. */
const isOperator = (plan: CallPlan): boolean => plan.name === 'size' || /[^\w.]/.test(plan.name)

/** With a constant pattern, cel-go replaces the call by one with the pattern compiled. */
const hasCompiledPattern = ({ name, args }: CallPlan): boolean =>
  (name === 'matches' || name === 'find' || name === 'findAll') && args[1]?.op === 'constant'

/** Calls with three or more arguments, or through a dispatcher, stop at the first error; they cost nothing unless it was the last argument. */
function stopAtError(plan: CallPlan, args: readonly Step1[], run: (values: readonly Value[]) => Value): Step1 {
  return m => {
    const values: Value[] = []
    let wrong: Value
    for (const arg of args) {
      const value = arg(m)
      values.push(value)
      if (value instanceof CelError) {
        if (values.length < args.length) return value
        wrong = value
      }
    }
    const result = wrong ?? attempt(() => run(values))
    m.charge(callCost(plan, values, result))
    return result
  }
}

function list(plan: ListPlan): Step1 {
  const elements = plan.elements.map(interpret)
  return m => {
    const items: Value[] = []
    let result: Value = items
    for (let i = 0; i < elements.length; i++) {
      const value = elements[i]!(m)
      if (value instanceof CelError) {
        result = value
        break
      }
      if (!plan.optionals.has(i)) items.push(value)
      else if (!(value instanceof Optional)) {
        result = new CelError(`cannot initialize optional list element from non-optional value ${String(value)}`)
        break
      } else if (value.hasValue) items.push(value.value)
    }
    m.charge(10)
    return result
  }
}

function map(plan: MapPlan): Step1 {
  const entries = plan.entries.map(entry => ({ key: interpret(entry.key), value: interpret(entry.value), optional: entry.optional }))
  return m => {
    const pairs: [Value, Value][] = []
    let result: Value
    for (const entry of entries) {
      const name = entry.key(m)
      const value = name instanceof CelError ? name : entry.value(m)
      if (value instanceof CelError) {
        result = value
        break
      }
      if (!entry.optional) pairs.push([name, value])
      else if (!(value instanceof Optional)) {
        result = new CelError(`cannot initialize optional entry '${String(name)}' from non-optional value ${String(value)}`)
        break
      } else if (value.hasValue) pairs.push([name, value.value])
      else remove(pairs, name)
    }
    m.charge(30)
    return result ?? attempt(() => makeMap(pairs))
  }
}

/** An optional entry without a value takes away an earlier entry under the same key. */
function remove(pairs: [Value, Value][], name: Value): void {
  for (let i = pairs.length - 1; i >= 0; i--) if (equals(pairs[i]![0], name)) pairs.splice(i, 1)
}

function struct(plan: StructPlan): Step1 {
  const fields = plan.fields.map(field => ({ ...field, run: interpret(field.value) }))
  return m => {
    const values = new Map<string, Value>()
    let result: Value
    for (const field of fields) {
      const value = field.run(m)
      if (value instanceof CelError) {
        result = value
        break
      }
      if (!field.optional) values.set(field.name, value)
      else if (!(value instanceof Optional)) {
        result = new CelError(`cannot initialize optional entry '${field.name}' from non-optional value ${String(value)}`)
        break
      } else if (value.hasValue) values.set(field.name, value.value)
      else values.delete(field.name)
    }
    m.charge(40)
    return result ?? new StructValue(plan.type, values)
  }
}

function fallback(plan: Fallback): Step1 {
  const left = interpret(plan.left)
  const right = interpret(plan.right)
  const whole = plan.op === 'or-optional'
  return m => {
    const value = left(m)
    if (!(value instanceof Optional)) return value
    if (value.hasValue) return whole ? value : value.value
    return right(m)
  }
}
