import type { CelType } from './types.ts'
import type { Value } from './value.ts'

/** An expression, in the shape of cel-go's AST. Ids are unique within an expression; positions and types hang on them. */
export type Expr = Literal | Ident | Select | Call | ListExpr | MapExpr | StructExpr | Comprehension | Unspecified

interface Node {
  readonly id: number
}

/** `value` is in dynamic form; `type` is one of null, bool, int, uint, double, string, bytes. */
export interface Literal extends Node {
  readonly kind: 'literal'
  readonly type: CelType
  readonly value: Value
}

export interface Ident extends Node {
  readonly kind: 'ident'
  readonly name: string
}

export interface Select extends Node {
  readonly kind: 'select'
  readonly operand: Expr
  readonly field: string
  /** `has(operand.field)`. */
  readonly testOnly: boolean
}

export interface Call extends Node {
  readonly kind: 'call'
  readonly name: string
  readonly target: Expr | undefined
  readonly args: readonly Expr[]
}

export interface ListExpr extends Node {
  readonly kind: 'list'
  readonly elements: readonly Expr[]
  /** Indexes of elements written `?e`. */
  readonly optionals: ReadonlySet<number>
}

export interface MapEntry extends Node {
  readonly key: Expr
  readonly value: Expr
  readonly optional: boolean
}

export interface MapExpr extends Node {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
}

export interface StructField extends Node {
  readonly name: string
  readonly value: Expr
  readonly optional: boolean
}

export interface StructExpr extends Node {
  readonly kind: 'struct'
  readonly type: string
  readonly fields: readonly StructField[]
}

/** What `all`, `exists`, `map`, `filter`, `optMap` and the others expand to. */
export interface Comprehension extends Node {
  readonly kind: 'comprehension'
  /** The macro that it came from, which the compiler turns into a loop of its own. */
  readonly macro: string
  readonly range: Expr
  readonly variable: string
  readonly variable2: string | undefined
  readonly accumulator: string
  readonly init: Expr
  readonly condition: Expr
  readonly step: Expr
  readonly result: Expr
}

/** Stands where a syntax error was. */
export interface Unspecified extends Node {
  readonly kind: 'unspecified'
}

/** cel-go's name for the accumulator, which no expression can spell. */
export const ACCUMULATOR = '@result'

/** `a.b.c` as a name, when the expression is nothing but identifiers and selections. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name
  if (expr.kind !== 'select' || expr.testOnly) return undefined
  const operand = qualifiedName(expr.operand)
  return operand === undefined ? undefined : `${operand}.${expr.field}`
}

/** The direct subexpressions, in evaluation order of cel-go. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand]
    case 'call':
      return expr.target ? [expr.target, ...expr.args] : expr.args
    case 'list':
      return expr.elements
    case 'map':
      return expr.entries.flatMap(entry => [entry.key, entry.value])
    case 'struct':
      return expr.fields.map(field => field.value)
    case 'comprehension':
      return [expr.range, expr.init, expr.condition, expr.step, expr.result]
    default:
      return []
  }
}
