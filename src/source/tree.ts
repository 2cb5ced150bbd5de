/**
 * Where a value stands in its text: offsets of the value, and of its entries when it is a collection.
 * Built only when somebody asks for a position; decoding alone does without.
 */
export interface Place {
  start: number
  end: number
  /** Flow style (`{}`, `[]`, and all of JSON) as opposed to lines and indentation. */
  flow: boolean
  kind: 'scalar' | 'map' | 'list'
  /** Set when the text here is an alias: the entries stand where the anchor is. */
  alias?: boolean
  entries?: Map<string, Entry>
  items?: Place[]
}

export interface Entry {
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: Place
  /** Set when the entry came in through a merge key (`<<`). */
  readonly merged?: boolean
}

/** A key that a mapping has twice. */
export interface DuplicateKey {
  readonly key: string
  readonly first: { readonly start: number; readonly end: number }
  readonly second: { readonly start: number; readonly end: number }
  /**
   * `written`: the same key twice, the last one counts. `merged`: a merge key and a written key meet, which strict decoding refuses but
   * people do on purpose. `converted`: 1 and "1", of which either may survive.
   */
  readonly cause: 'written' | 'merged' | 'converted'
}
