import type { Path } from '../diagnostics/path.ts'

/** A place in a text. `offset` counts UTF-16 units from 0; `line` and `column` count from 1, columns in code points. */
export interface Position {
  readonly offset: number
  readonly line: number
  readonly column: number
}

export interface Span {
  readonly start: Position
  readonly end: Position
}

/** One object read from a text, with the place of each of its keys and values. Items of a `List` are documents of their own. */
export interface SourceDocument {
  /** The file as the user named it, `-` for standard input. */
  readonly file: string
  /** Which YAML document of the file, from 0. */
  readonly index: number
  readonly object: unknown
  /** The template a chart rendered it from (`# Source:` comment), if any. */
  readonly chart?: string
  /** Where the object stands in its YAML document: `items[3]` for an item of a List, empty otherwise. */
  readonly within: Path
  /**
   * The place of a key or value; of the nearest ancestor that stands in the text when the field itself does not. The `head` of a field is its
   * value where that is a scalar, and its key, which says most of it, where it is a collection.
   */
  locate(at: Path, part?: 'key' | 'value' | 'head'): Span
  /** The places of `at` and of all that it stands in, the document itself first, as far as they stand in the text. */
  ancestors(at: Path): readonly Span[]
}
