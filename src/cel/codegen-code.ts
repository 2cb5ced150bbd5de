import type { Shape } from './shape.ts'
import type { CelType } from './types.ts'
import type { Value } from './value.ts'

/** Thrown for expressions that are left to the interpreter. */
export class Unsupported {}

/**
 * A piece of generated code. `js` is an expression without effects.
 *
 * | form | what `js` yields |
 * |---|---|
 * | `json` | JSON under `shape`, not converted |
 * | `double` | a plain number |
 * | `value` | a value in dynamic form |
 * | `content` | of an optional: what it holds, in dynamic form, or `undefined` |
 *
 * `solid`: the value is certainly of the static type. Types that the checker only inferred may be wrong at run time, and are tested where they matter.
 */
export interface Code {
  readonly js: string
  readonly type: CelType
  readonly form: 'json' | 'double' | 'value' | 'content'
  readonly shape?: Shape
  readonly solid: boolean
  /** The value, when it is constant. */
  readonly constant?: Value
}

export const value = (js: string, type: CelType, solid: boolean): Code => ({ js, type, form: 'value', solid })

/** A string as JavaScript source. */
export const quote = (text: string): string => JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
