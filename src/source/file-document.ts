import type { Path } from '../diagnostics/path.ts'
import type { SourceDocument, Span } from './document.ts'
import type { Placed } from './stream.ts'
import type { SourceText } from './text.ts'
import type { Entry, Place } from './tree.ts'

/** The places of a YAML document, read when first asked for. */
export type Tree = () => Placed

interface Step {
  readonly place: Place
  readonly entry: Entry | undefined
}

/** An object of a text. It keeps no positions: the text is read again for them when somebody asks. */
export class FileDocument implements SourceDocument {
  readonly file: string
  readonly index: number
  readonly object: unknown
  readonly chart?: string
  readonly within: Path
  readonly #source: SourceText
  readonly #tree: Tree
  // A place is asked for several times in a row: for its key, its value and its kind.
  #path: Path | undefined
  #walked: readonly Step[] = []

  constructor(source: SourceText, index: number, object: unknown, tree: Tree, chart: string | undefined, within: Path) {
    this.file = source.name
    this.index = index
    this.object = object
    if (chart !== undefined) this.chart = chart
    this.within = within
    this.#source = source
    this.#tree = tree
  }

  locate(at: Path, part: 'key' | 'value' = 'value'): Span {
    const steps = this.#steps(at)
    const last = steps[steps.length - 1]
    if (last === undefined) return this.#source.span(this.#tree().base, this.#tree().base)
    const found = steps.length === this.within.length + at.length + 1
    // A field that is not there is shown at the key of the nearest thing that is.
    if (last.entry !== undefined && (part === 'key' || !found || last.place.start === last.place.end)) {
      return this.#span(last.entry.keyStart, last.entry.keyEnd)
    }
    return this.#span(last.place.start, last.place.end)
  }

  ancestors(at: Path): readonly Span[] {
    return this.#steps(at)
      .slice(this.within.length)
      .map(({ place, entry }) => this.#span(entry?.keyStart ?? place.start, place.end))
  }

  place(at: Path): Place | undefined {
    const steps = this.#steps(at)
    return steps.length === this.within.length + at.length + 1 ? steps[steps.length - 1]?.place : undefined
  }

  #span(start: number, end: number): Span {
    const { base } = this.#tree()
    return this.#source.span(base + start, base + Math.max(start, end))
  }

  #steps(at: Path): readonly Step[] {
    if (this.#path !== at) {
      this.#walked = this.#walk(at)
      this.#path = at
    }
    return this.#walked
  }

  /** The document's root and what each step of the path leads to, until one leads nowhere. */
  #walk(at: Path): Step[] {
    const { place: root } = this.#tree()
    if (root === undefined) return []
    const steps: Step[] = [{ place: root, entry: undefined }]
    let current = root
    for (const step of [...this.within, ...at]) {
      const entry = typeof step === 'string' ? current.entries?.get(step) : undefined
      const next = entry?.value ?? (typeof step === 'number' ? current.items?.[step] : undefined)
      if (next === undefined) break
      steps.push({ place: next, entry })
      current = next
    }
    return steps
  }
}
