import { Float } from '../../values/number.ts'
import type { Place } from '../tree.ts'
import type { Scalar } from './resolve.ts'

/** A node with a name, for aliases to repeat. */
export interface Anchor {
  value: unknown
  scalar: Scalar | undefined
  kind: 'scalar' | 'map' | 'list'
  place: Place | undefined
  /** Decoding steps that the node takes, aliases expanded. */
  size: number
  height: number
  open: boolean
}

/** A collection that is not complete yet. */
export interface Frame {
  readonly map: Record<string, unknown> | undefined
  readonly list: unknown[] | undefined
  readonly place: Place | undefined
  readonly anchor: Anchor | undefined
  readonly countBefore: number
  height: number
  /** What the next event is, in a mapping. */
  expect: 'key' | 'value' | 'merge'
  key: string
  keyStart: number
  keyEnd: number
  isConverted: boolean
  /** Keys that were numbers or booleans before they became text. */
  converted: Set<string> | undefined
  mergedKeys: Set<string> | undefined
}

/** A node that is complete: what `attach` hands to the collection around it. */
export interface Node {
  value: unknown
  scalar: Scalar | undefined
  kind: 'scalar' | 'map' | 'list'
  place: Place | undefined
  height: number
  alias?: boolean
}

/** A mapping that a merge key brings in. */
export interface Source {
  readonly value: unknown
  readonly place: Place | undefined
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

/** How much of the decoding may repeat anchored nodes: 99 % of a small document, a tenth of a huge one. */
export function allowedAliasRatio(decoded: number): number {
  const low = 400_000
  const high = 4_000_000
  if (decoded <= low) return 0.99
  if (decoded >= high) return 0.1
  return 0.99 - (0.89 * (decoded - low)) / (high - low)
}
