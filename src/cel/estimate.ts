import { codePoints } from '../values/text.ts'
import { ACCUMULATOR, type Call, type Comprehension, type Expr, qualifiedName } from './ast.ts'
import type { Checked } from './checker.ts'
import { add, fixed, ONE, type Range, UNBOUNDED, UNKNOWN, union, ZERO } from './cost-range.ts'
import type { CallEstimate, EstimateNode, Overload } from './library/function.ts'
import type { Shape } from './shape.ts'
import type { CelType } from './types.ts'

/**
 * The cost of an expression before it runs: from what its literals and the bounds of the schema allow. It decides which rules may be written to a
 * definition, so it follows cel-go and Kubernetes to the unit, peculiarities included.
 * @see cel-go checker/cost.go; apiextensions-apiserver pkg/apiserver/schema/cel/compilation.go
 */
export function estimateCost(checked: Checked, shapes: ReadonlyMap<string, Shape>): Range {
  return new Estimator(checked, shapes.get('self')).cost(checked.expr)
}

type Path = readonly string[]

/** Sizes of the keys (or indexes) and values of a list or map. */
interface EntrySize {
  readonly container: 'list' | 'map'
  readonly key: Range
  readonly value: Range
}

interface Local {
  readonly path: Path | undefined
  readonly size: Range | undefined
  readonly entries: EntrySize | undefined
}

interface Node extends EstimateNode {
  readonly expr?: Expr
  readonly derived?: Range | undefined
}

class Estimator {
  readonly #checked: Checked
  /** The schema that bounds are looked up in: always that of `self`, whatever a path begins with. */
  readonly #root: Shape | undefined
  readonly #paths = new Map<number, Path>()
  readonly #sizes = new Map<number, Range>()
  readonly #entries = new Map<number, EntrySize>()
  readonly #locals = new Map<string, Local[]>()

  constructor(checked: Checked, root: Shape | undefined) {
    this.#checked = checked
    this.#root = root
  }

  cost(expr: Expr): Range {
    switch (expr.kind) {
      case 'ident':
        return this.#ident(expr.id, expr.name)
      case 'select':
        return this.#select(expr)
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'struct':
        return expr.fields.reduce((sum, field) => add(sum, this.cost(field.value)), fixed(40))
      case 'comprehension':
        return this.#isBind(expr) ? this.#bind(expr) : this.#comprehension(expr)
      default:
        return ZERO
    }
  }

  #type(expr: Expr): CelType {
    return this.#checked.types[expr.id] ?? { kind: 'dyn' }
  }

  #local(name: string): Local | undefined {
    return this.#locals.get(name)?.at(-1)
  }

  #push(name: string, local: Local): void {
    const stack = this.#locals.get(name)
    if (stack) stack.push(local)
    else this.#locals.set(name, [local])
  }

  #path(expr: Expr): Path | undefined {
    const local = expr.kind === 'ident' ? this.#local(expr.name) : undefined
    return local ? local.path : this.#paths.get(expr.id)
  }

  #ident(id: number, name: string): Range {
    const local = this.#local(name)
    this.#paths.set(id, local ? (local.path ?? []) : [name])
    return ONE
  }

  #select(expr: Expr & { kind: 'select' }): Range {
    const reference = this.#checked.references[expr.id]
    // A qualified name is one identifier.
    if (reference?.kind === 'variable') return this.#ident(expr.id, reference.name)
    if (reference?.kind === 'constant') return this.#ident(expr.id, qualifiedName(expr) ?? '')
    const operand = this.cost(expr.operand)
    if (expr.testOnly) return operand
    this.#paths.set(expr.id, [...(this.#path(expr.operand) ?? []), expr.field])
    const { kind } = this.#type(expr.operand)
    return kind === 'map' || kind === 'object' || kind === 'parameter' ? add(operand, ONE) : operand
  }

  #call(expr: Call): Range {
    const reference = this.#checked.references[expr.id]
    if (reference?.kind !== 'function') return ZERO
    if (reference.name === 'dyn') return this.#dynCall(expr)
    const costs = expr.args.map(arg => this.cost(arg))
    const args = expr.args.map(arg => this.#node(arg))
    if (expr.name === '_?._') return add(ONE, costs.reduce(add, ZERO))
    const member = expr.target && !reference.namespaced ? expr.target : undefined
    const targetCost = member ? this.cost(member) : ZERO
    const target = member ? this.#node(member) : undefined
    let total: Range = { min: UNBOUNDED, max: 0n }
    let size: Range | undefined
    for (const overload of reference.overloads) {
      const estimate = this.#overload(expr, overload, target, args, costs)
      total = union(total, estimate.cost)
      if (estimate.size) size = size ? union(size, estimate.size) : estimate.size
      if (overload.id === 'index_list' || overload.id === 'index_map') {
        size = this.#entrySize(expr.args[0]!)?.value
        const step = overload.id === 'index_list' ? '@items' : '@values'
        this.#paths.set(expr.id, [...(this.#path(expr.args[0]!) ?? []), step])
      }
      size ??= this.#size(expr)
    }
    if (size) this.#sizes.set(expr.id, size)
    return add(targetCost, total)
  }

  #dynCall(expr: Call): Range {
    const cost = add(ONE, this.cost(expr.args[0]!))
    this.#copy(expr, expr.args[0]!)
    return cost
  }

  #overload(
    expr: Call,
    overload: Overload,
    target: Node | undefined,
    args: readonly Node[],
    costs: readonly Range[],
  ): { cost: Range; size?: Range } {
    const sum = costs.reduce(add, ZERO)
    switch (overload.id) {
      case 'logical_or':
      case 'logical_and':
        // The right side may be skipped.
        return { cost: { min: costs[0]!.min, max: add(costs[0]!, costs[1]!).max } }
      case 'conditional': {
        const entries = joinEntries(this.#entrySize(expr.args[1]!), this.#entrySize(expr.args[2]!))
        if (entries) this.#entries.set(expr.id, entries)
        return { cost: add(costs[0]!, union(costs[1]!, costs[2]!)), size: union(computed(args[1]!), computed(args[2]!)) }
      }
      case 'add_string':
      case 'add_bytes':
      case 'add_list': {
        const entries = joinEntries(this.#entrySize(expr.args[0]!), this.#entrySize(expr.args[1]!))
        if (entries) this.#entries.set(expr.id, entries)
      }
    }
    const estimate = overload.estimate?.(this.#question(target, args))
    if (!estimate) return { cost: add(ONE, sum) }
    return estimate.size ? { cost: add(estimate.cost, sum), size: estimate.size } : { cost: add(estimate.cost, sum) }
  }

  #question(target: Node | undefined, args: readonly Node[]): CallEstimate {
    return {
      ...(target ? { target } : {}),
      args,
      size: (node: Node) => node.derived ?? this.#declared(node.path) ?? UNKNOWN,
      computedSize: computed,
      element: node => elementOf(node),
    }
  }

  #node(expr: Expr): Node {
    const path = this.#path(expr)
    const hidden = path !== undefined && path[0] === ACCUMULATOR
    const node: Node = { type: this.#type(expr), path: hidden ? undefined : path, expr, derived: this.#size(expr) }
    return expr.kind === 'literal' ? { ...node, literal: expr.value } : node
  }

  #list(expr: Expr & { kind: 'list' }): Range {
    let sum = ZERO
    let value: Range = { min: expr.elements.length === 0 ? 0n : UNBOUNDED, max: 0n }
    for (const element of expr.elements) {
      sum = add(sum, this.cost(element))
      value = union(value, this.#size(element) ?? UNKNOWN)
    }
    this.#entries.set(expr.id, { container: 'list', key: ONE, value })
    return add(sum, fixed(10))
  }

  #map(expr: Expr & { kind: 'map' }): Range {
    let sum = ZERO
    const start: Range = { min: expr.entries.length === 0 ? 0n : UNBOUNDED, max: 0n }
    let key = start
    let value = start
    for (const entry of expr.entries) {
      sum = add(add(sum, this.cost(entry.key)), this.cost(entry.value))
      key = union(key, this.#size(entry.key) ?? UNKNOWN)
      value = union(value, this.#size(entry.value) ?? UNKNOWN)
    }
    this.#entries.set(expr.id, { container: 'map', key, value })
    return add(sum, fixed(30))
  }

  #isBind(expr: Comprehension): boolean {
    const { range, condition } = expr
    return (
      range.kind === 'list' &&
      range.elements.length === 0 &&
      condition.kind === 'literal' &&
      condition.value === false &&
      expr.accumulator !== '__result__'
    )
  }

  #bind(expr: Comprehension): Range {
    const sum = add(this.cost(expr.range), this.cost(expr.init))
    this.#pushValue(expr.accumulator, expr.init)
    const result = this.cost(expr.result)
    this.#locals.get(expr.accumulator)!.pop()
    this.#copy(expr, expr.result)
    return add(sum, result)
  }

  #comprehension(expr: Comprehension): Range {
    let sum = add(this.cost(expr.range), this.cost(expr.init))
    this.#pushValue(expr.accumulator, expr.init)
    this.#pushIterators(expr)
    const each = add(this.cost(expr.condition), this.cost(expr.step))
    this.#locals.get(expr.variable)!.pop()
    if (expr.variable2 !== undefined) this.#locals.get(expr.variable2)!.pop()
    sum = add(sum, this.cost(expr.result))
    this.#locals.get(expr.accumulator)!.pop()
    const count = this.#size(expr.range) ?? UNKNOWN
    if (expr.init.kind === 'literal') {
      const size = this.#size(expr.init)
      if (size) this.#sizes.set(expr.id, size)
    } else if (expr.init.kind === 'list' || expr.init.kind === 'map') {
      this.#sizes.set(expr.id, count)
      const entries = this.#entrySize(expr.step)
      if (entries) this.#entries.set(expr.id, entries)
    }
    return add(sum, { min: saturated(count.min * each.min), max: saturated(count.max * each.max) })
  }

  #pushValue(name: string, expr: Expr): void {
    this.#push(name, { path: this.#path(expr), size: this.#size(expr), entries: this.#entrySize(expr) })
  }

  #pushIterators(expr: Comprehension): void {
    const entries = this.#entrySize(expr.range)
    const kind = entries?.container ?? this.#type(expr.range).kind
    const path = this.#path(expr.range) ?? []
    const local = (step: string, size: Range | undefined): Local => ({ path: [...path, step], size, entries: undefined })
    if (expr.variable2 !== undefined) {
      this.#push(expr.variable, local(kind === 'list' ? '@indices' : '@keys', entries?.key))
      this.#push(expr.variable2, local(kind === 'list' ? '@items' : '@values', entries?.value))
    } else this.#push(expr.variable, kind === 'list' ? local('@items', entries?.value) : local('@keys', entries?.key))
  }

  #copy(to: Expr, from: Expr): void {
    const size = this.#size(from)
    if (size) this.#sizes.set(to.id, size)
    const entries = this.#entrySize(from)
    if (entries) this.#entries.set(to.id, entries)
  }

  #entrySize(expr: Expr): EntrySize | undefined {
    return this.#entries.get(expr.id) ?? (expr.kind === 'ident' ? this.#local(expr.name)?.entries : undefined)
  }

  /** The size of an expression's value, when anything is known about it. */
  #size(expr: Expr): Range | undefined {
    const known = this.#sizes.get(expr.id) ?? literalSize(expr)
    if (known) return known
    const declared = this.#declared(this.#path(expr))
    if (declared) {
      this.#sizes.set(expr.id, declared)
      return declared
    }
    if (isScalar(this.#type(expr))) return ONE
    return expr.kind === 'ident' ? this.#local(expr.name)?.size : undefined
  }

  /** The bound that the schema declares at a path. */
  #declared(path: Path | undefined): Range | undefined {
    if (path === undefined || path.length === 0) return undefined
    let shape: Shape | undefined = this.#root
    let key = false
    for (const step of path.slice(1)) {
      if (key || !shape) return undefined
      if (step === '@items' || step === '@values')
        shape = shape.kind === 'list' ? shape.element : shape.kind === 'map' ? shape.value : undefined
      else if (step === '@keys') key = shape.kind === 'map'
      else shape = shape.kind === 'object' ? shape.fields.get(step)?.shape : undefined
      if (step === '@keys' && !key) return undefined
    }
    if (!shape) return undefined
    return { min: 0n, max: key ? 0n : (shape.maxSize ?? 0n) }
  }
}

const computed = (node: Node): Range => node.derived ?? UNKNOWN

const saturated = (value: bigint): bigint => (value > UNBOUNDED ? UNBOUNDED : value)

function joinEntries(a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined {
  return a && b ? { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) } : undefined
}

function elementOf(node: EstimateNode): EstimateNode | undefined {
  const { type, path } = node
  const element = type.kind === 'list' ? type.element : type.kind === 'map' ? type.key : type.kind === 'optional' ? type.value : undefined
  return element && { type: element, path: path && [...path, '@items'] }
}

function literalSize(expr: Expr): Range | undefined {
  switch (expr.kind) {
    case 'literal':
      if (typeof expr.value === 'string') return fixed(codePoints(expr.value))
      return fixed(expr.value instanceof Uint8Array ? expr.value.length : 1)
    case 'list':
      return fixed(expr.elements.length)
    case 'map':
      return fixed(expr.entries.length)
    default:
      return undefined
  }
}

function isScalar(type: CelType): boolean {
  switch (type.kind) {
    case 'bool':
    case 'double':
    case 'duration':
    case 'int':
    case 'timestamp':
    case 'uint':
      return true
    case 'optional':
      return isScalar(type.value)
    default:
      return false
  }
}
