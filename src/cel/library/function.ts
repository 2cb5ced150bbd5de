import type { Range } from '../cost-range.ts'
import type { CelType } from '../types.ts'
import type { Value } from '../value.ts'

/**
 * A function of a CEL library: declaration, implementation and both costs of each overload stand together.
 * Operators are functions too, under cel-go's names: `_+_`, `_[_]`, `@in`, `!_`, `-_`, `_==_`, `_<_`.
 */
export interface FunctionDeclaration {
  /** `size`, `strings.quote`, `_+_`. */
  readonly name: string
  readonly overloads: readonly Overload[]
}

export interface Overload {
  /** The overload id of cel-go or Kubernetes: `size_string`, `add_int64`, `cidr_contains_ip_string`. */
  readonly id: string
  /** Called on its first parameter: `x.f(y)`. */
  readonly member?: boolean
  readonly parameters: readonly CelType[]
  readonly result: CelType
  /** Types that suffice at run time, where they are fewer than what the checker asks for. */
  readonly accepts?: readonly CelType[]
  /** First Kubernetes 1.x minor that has this overload, when it is younger than its library. */
  readonly since?: number
  /** First minor that no longer has it. */
  readonly until?: number
  /**
   * Strict implementation: arguments are values of the declared types, never errors. A declared `double` parameter or result is a plain `number`;
   * doubles inside lists, maps, optionals, `dyn` and type parameters are in dynamic form (see value.ts). Throws `CelError`.
   * When an argument was `dyn` at compile time, the overload is chosen at run time by the values' types.
   */
  readonly call: (...args: never[]) => Value
  /**
   * Run-time cost of one call, not counting its arguments; 1 when absent. Arguments in dynamic form. `size` of a value: `costSize` of value.ts.
   * Also called when the call failed or an argument was an error: such arguments and results are `CelError` instances and count as size 1.
   * @see cel-go interpreter/runtimecost.go costCall; apiserver pkg/cel/library/cost.go CallCost
   */
  readonly cost?: (result: Value, ...args: Value[]) => number
  /** Run-time cost of a call for which this overload was chosen by the values' types, where that differs from `cost`. */
  readonly dynamicCost?: NonNullable<Overload['cost']>
  /**
   * Static estimate of one call, not counting its arguments; cost 1 and unknown size when absent or when it returns nothing.
   * @see cel-go checker/cost.go functionCost; apiserver pkg/cel/library/cost.go EstimateCallCost
   */
  readonly estimate?: (call: CallEstimate) => { readonly cost: Range; readonly size?: Range } | undefined
}

/** What an `estimate` may ask. `target` is the receiver of a member call; `args` do not include it. */
export interface CallEstimate {
  readonly target?: EstimateNode
  readonly args: readonly EstimateNode[]
  /** Kubernetes' `sizeEstimate`: computed size, else the declared bound, else unknown. */
  size(node: EstimateNode): Range
  /** cel-go's `sizeOrUnknown`: computed size, else unknown. */
  computedSize(node: EstimateNode): Range
  /** The element node of a list (with the schema's bounds where its path is known), or `undefined` when the type has no parameter. */
  element(node: EstimateNode): EstimateNode | undefined
}

export interface EstimateNode {
  readonly type: CelType
  /** Path through the declarations: variable, then field names, `@items`, `@keys`, `@values`. */
  readonly path: readonly string[] | undefined
  /** The value of an int literal. */
  readonly literal?: Value
}

/** A set of functions that Kubernetes switches on together. */
export interface Library {
  readonly name: string
  /** First Kubernetes 1.x minor; absent when always there. */
  readonly since?: number
  readonly until?: number
  readonly functions: readonly FunctionDeclaration[]
  /** Types that expressions may name: `net.IP`, `kubernetes.Quantity`. */
  readonly types?: readonly CelType[]
  /** Names of the macros that it adds (their expansion is the parser's): `sortBy`, `transformList`, `optMap`. */
  readonly macros?: readonly string[]
  /** Variables that it declares as constants. */
  readonly constants?: Readonly<Record<string, { readonly type: CelType; readonly value: Value }>>
}
