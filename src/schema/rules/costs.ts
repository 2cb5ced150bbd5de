import type { StructuralSchema } from '../structural.ts'
import { MAX_REQUEST, minSize } from './typing.ts'

/**
 * What rules may cost by estimate, when a CustomResourceDefinition is written.
 * @see k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go, cel_validation.go
 */

/** One expression, at all the places where its node may occur in an object. */
export const EXPRESSION_LIMIT = 10_000_000n
/** All expressions of a schema. */
export const SCHEMA_LIMIT = 100_000_000n

const MAX_UINT64 = 2n ** 64n - 1n

export function saturatingProduct(a: bigint, b: bigint): bigint {
  const product = a * b
  return product > MAX_UINT64 ? MAX_UINT64 : product
}

/** How often children of this schema occur for each time that it occurs; undefined when nothing bounds it. */
export function fanOut({ type, additionalProperties, maxProperties, maxItems }: StructuralSchema): bigint | undefined {
  if (type === 'array') return bound(maxItems)
  return type === 'object' && additionalProperties !== undefined ? bound(maxProperties) : 1n
}

function bound(limit: number | undefined): bigint | undefined {
  return limit === undefined ? undefined : BigInt(Math.max(Number(limit), 0))
}

/** How often data of the schema could occur in the largest request. */
export function maxOccurrences(schema: StructuralSchema, isRoot: boolean): bigint {
  return BigInt(Math.floor(MAX_REQUEST / (minSize(schema, isRoot) + 1)))
}

/** `estimated rule cost exceeds budget by factor of 3.4x (try ...)`. */
export function exceeds(what: string, cost: bigint, limit: bigint): string {
  const ratio = Number(cost) / Number(limit)
  const factor = ratio > 100 ? 'more than 100x' : ratio < 1.5 ? `${ratio.toFixed(6)}x` : `${ratio.toFixed(1)}x`
  const advice = 'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared'
  return `${what} exceeds budget by factor of ${factor} (${advice})`
}

/** Adds up a schema, and remembers the four expressions that cost most. */
export class TotalCost {
  total = 0n
  readonly #dearest: { readonly field: string; readonly cost: bigint }[] = []

  add(field: string, cost: bigint): void {
    this.total = this.total + cost > MAX_UINT64 ? MAX_UINT64 : this.total + cost
    if (cost < SCHEMA_LIMIT / 100n) return
    this.#dearest.push({ field, cost })
    this.#dearest.sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : 0))
    this.#dearest.splice(4)
  }

  /** The fields of the expressions that cost most, the dearest first. */
  get dearest(): readonly string[] {
    return this.#dearest.map(({ field }) => field)
  }
}
