import { type Placed, places, type RawDocument } from './stream.ts'
import type { SourceText } from './text.ts'

/** A longer document, such as a list of all that a cluster has, keeps its places; a shorter one is read again for them. */
const LONG = 32_768

/** The document that was asked last. The places of all documents of a run would take more room than their objects. */
let last: { readonly document: DocumentPlaces; readonly placed: Placed } | undefined

/** The places of a YAML document, read when somebody asks. */
export class DocumentPlaces {
  readonly source: SourceText
  readonly #raw: RawDocument
  #kept: Placed | undefined

  constructor(source: SourceText, raw: RawDocument) {
    this.source = source
    this.#raw = raw
  }

  read(): Placed {
    if (this.#kept !== undefined) return this.#kept
    if (last?.document === this) return last.placed
    const placed = places(this.source.text, this.#raw)
    if (this.#raw.end - this.#raw.start > LONG) this.#kept = placed
    else last = { document: this, placed }
    return placed
  }
}
