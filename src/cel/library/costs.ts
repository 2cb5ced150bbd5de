import { type Range, scale } from '../cost-range.ts'
import type { Value } from '../value.ts'
import { costSize } from '../value.ts'
import type { CallEstimate } from './function.ts'

/**
 * Cost formulas that several functions share. Products are taken in the order in which Kubernetes takes them, in doubles: both decide rounding.
 * @see cel-go common/cost.go, k8s.io/apiserver pkg/cel/library/cost.go
 */

/** Per code point or byte that is looked at. */
export const TRAVERSAL = 0.1
/** Per character of a pattern: one instruction for four of them. */
export const PATTERN = 0.25

type Cost = (result: Value, ...args: Value[]) => number
type Estimate = (call: CallEstimate) => { readonly cost: Range; readonly size?: Range } | undefined

/** A fixed price. */
export const nominal: Cost = () => 1
export const nominalEstimate: Estimate = () => ({ cost: { min: 1n, max: 1n } })

/** One look at every character of the first argument. */
export const traversal: Cost = (_result, text) => Math.ceil(costSize(text) * TRAVERSAL)

/** Two looks: reading the first argument and building the result, or comparing. */
export const doubleTraversal: Cost = (_result, text) => Math.ceil(costSize(text) * 2 * TRAVERSAL)

/** One look at the first argument of a global function. */
export const argumentTraversal: Estimate = ({ args, size }) => ({ cost: scale(size(args[0]!), TRAVERSAL) })

/** The same, for a result as long as the argument. */
export const argumentTraversalSized: Estimate = ({ args, size }) => ({ cost: scale(size(args[0]!), TRAVERSAL), size: size(args[0]!) })

/** One look at the receiver, for a result as long. */
export const receiverTraversal: Estimate = ({ target, size }) => target && { cost: scale(size(target), TRAVERSAL), size: size(target) }

/** Comparing or ordering two values: a look at the shorter one. */
export const shorter: Cost = (_result, a, b) => Math.ceil(Math.min(costSize(a), costSize(b)) * TRAVERSAL)

export const shorterEstimate: Estimate = ({ args, computedSize }) => {
  const [max] = [computedSize(args[0]!).max, computedSize(args[1]!).max].sort((a, b) => Number(a > b) - Number(a < b)) as [bigint, bigint]
  return { cost: scale({ min: max > 0n ? 1n : 0n, max }, TRAVERSAL) }
}

/** Running a pattern over a text. An empty text counts as one character, so that a pattern is never free. */
export const pattern: Cost = (_result, text, regex) => patternCost(costSize(text), costSize(regex))

export function patternCost(textSize: number, patternSize: number): number {
  return Math.ceil((1 + textSize) * TRAVERSAL) * Math.ceil(patternSize * PATTERN)
}
