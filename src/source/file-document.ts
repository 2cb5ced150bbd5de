import type { Path } from '../diagnostics/path.ts'
import type { SourceDocument, Span } from './document.ts'
import type { DocumentPlaces } from './places.ts'
import type { Entry, Place } from './tree.ts'

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
  readonly #places: DocumentPlaces

  constructor(places: DocumentPlaces, index: number, object: unknown, chart: string | undefined, within: Path) {
    this.file = places.source.name
    this.index = index
    this.object = object
    if (chart !== undefined) this.chart = chart
    this.within = within
    this.#places = places
  }

  locate(at: Path, part: 'key' | 'value' | 'head' = 'value'): Span {
    const steps = this.#walk(at)
    const last = steps[steps.length - 1]
    if (last === undefined) return this.#span(0, 0)
    const { entry, place } = last
    // A field that is not there is shown at the key of the nearest thing that is.
    const isThere = steps.length === this.within.length + at.length + 1 && place.start !== place.end
    const byKey = part === 'key' || !isThere || (part === 'head' && place.kind !== 'scalar')
    return entry !== undefined && byKey ? this.#span(entry.keyStart, entry.keyEnd) : this.#span(place.start, place.end)
  }

  ancestors(at: Path): readonly Span[] {
    return this.#walk(at)
      .slice(this.within.length)
      .map(({ place, entry }) => this.#span(entry?.keyStart ?? place.start, place.end))
  }

  #span(start: number, end: number): Span {
    const { base } = this.#places.read()
    return this.#places.source.span(base + start, base + Math.max(start, end))
  }

  /** The document's root and what each step of the path leads to, until one leads nowhere. */
  #walk(at: Path): Step[] {
    const { place: root } = this.#places.read()
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
