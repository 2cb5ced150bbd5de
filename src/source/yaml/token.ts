/** Kinds of tokens, small integers because the scanner makes millions of them. */
export const T = {
  streamEnd: 1,
  versionDirective: 2,
  tagDirective: 3,
  documentStart: 4,
  documentEnd: 5,
  blockSequence: 6,
  blockMapping: 7,
  blockEnd: 8,
  flowSequence: 9,
  flowSequenceEnd: 10,
  flowMapping: 11,
  flowMappingEnd: 12,
  blockEntry: 13,
  flowEntry: 14,
  key: 15,
  value: 16,
  alias: 17,
  anchor: 18,
  tag: 19,
  scalar: 20,
} as const

export type TokenType = (typeof T)[keyof typeof T]

/** How a scalar was written: only plain ones are resolved to numbers, booleans and null. */
export const Style = { plain: 0, singleQuoted: 1, doubleQuoted: 2, literal: 3, folded: 4 } as const
export type ScalarStyle = (typeof Style)[keyof typeof Style]

export interface Token {
  readonly type: TokenType
  readonly start: number
  readonly end: number
  /** The scalar's text, the anchor's name, a tag's handle, a directive's handle or version. */
  readonly value: string
  /** A tag's suffix, a %TAG directive's prefix. */
  readonly suffix: string
  readonly style: ScalarStyle
}

export function token(type: TokenType, start: number, end: number, value = '', style: ScalarStyle = Style.plain, suffix = ''): Token {
  return { type, start, end, value, suffix, style }
}
