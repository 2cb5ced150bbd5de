import { interpret, type Step1 } from './interpreter.ts'
import { callOverload, goTypeName } from './operations.ts'
import type { CallPlan, Fold } from './plan.ts'
import { CelError, CelMap, isMap, isPlainMap, ListView, MapView, mapEntries, type Value } from './value.ts'

/** Stands in an accumulator's slot until it is read. */
export class Pending {
  readonly init: Step1

  constructor(init: Step1) {
    this.init = init
  }
}

/** A macro: goes over a range with an accumulator, step by step. */
export function fold(plan: Fold): Step1 {
  const range = interpret(plan.range)
  const init = ownInit(plan) ?? interpret(plan.init)
  const condition = interpret(plan.condition)
  const step = interpret(plan.step)
  const result = interpret(plan.result)
  const { accumulator, slot, slot2 } = plan
  return m => {
    const over = range(m)
    if (over instanceof CelError) return over
    const items = iterate(over, slot2 !== undefined)
    if (items instanceof CelError) return items
    m.slots[accumulator] = new Pending(init)
    for (const [first, second] of items) {
      m.slots[slot] = first
      if (slot2 !== undefined) m.slots[slot2] = second
      if (condition(m) === false) break
      m.slots[accumulator] = step(m)
    }
    return result(m)
  }
}

/** A fresh list or map for a loop that adds to it. */
function ownInit(plan: Fold): Step1 | undefined {
  if (plan.macro === 'map' || plan.macro === 'filter') return () => []
  return plan.macro === 'transformMap' ? () => new CelMap() : undefined
}

/** What a loop goes over: elements or keys; with two variables, indexes and elements, or keys and values. */
function iterate(over: Value, two: boolean): Iterable<readonly [Value, Value]> | CelError {
  if (Array.isArray(over)) return two ? over.entries() : over.map(item => [item, undefined] as const)
  if (over instanceof MapView || isPlainMap(over)) {
    if (two) return mapEntries(over)
    const keys = over instanceof MapView ? over.keys() : Object.keys(over)
    return [...keys].map(name => [name, undefined] as const)
  }
  const type = goTypeName(over)
  return new CelError(two ? `unsupported comprehension range type: ${type}` : `got '${type}', expected iterable type`)
}

/** `accumulator + [x]` and its like for maps, on an accumulator that nobody else sees. */
export function grow(plan: CallPlan): (values: readonly Value[]) => Value {
  return values => {
    const [accumulator, first, second] = values
    if (Array.isArray(accumulator) && !(accumulator instanceof ListView)) {
      if (!Array.isArray(first)) return callOverload(plan, values)
      for (const item of first) accumulator.push(item)
      return accumulator
    }
    if (!(accumulator instanceof CelMap)) return callOverload(plan, values)
    const entries = values.length === 3 ? [[first, second] as const] : isMap(first) ? mapEntries(first) : undefined
    if (!entries) return callOverload(plan, values)
    for (const [name, value] of entries) {
      if (accumulator.has(name)) throw new CelError(`insert failed: key ${showInserted(name)} already exists`)
      accumulator.set(name, value)
    }
    return accumulator
  }
}

function showInserted(key: Value): string {
  return String(key)
}
