import { codePoints } from '../values/text.ts'
import type { Position, Span } from './document.ts'

/** A text that can tell lines and columns. The lines are looked up only when somebody asks, so clean files cost nothing. */
export class SourceText {
  readonly name: string
  readonly text: string
  #starts: readonly number[] | undefined

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
  }

  get lineCount(): number {
    return this.#lineStarts().length
  }

  /** Line `number` (from 1) without its line break. */
  line(number: number): string {
    const start = this.lineStart(number)
    if (start === undefined) return ''
    let end = this.lineStart(number + 1) ?? this.text.length
    if (end > start && this.text[end - 1] === '\n') end--
    if (end > start && this.text[end - 1] === '\r') end--
    return this.text.slice(start, end)
  }

  /** The offset at which line `number` (from 1) begins. */
  lineStart(number: number): number | undefined {
    return this.#lineStarts()[number - 1]
  }

  position(offset: number): Position {
    const starts = this.#lineStarts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    const before = this.text.slice(starts[low], offset)
    return { offset, line: low + 1, column: codePoints(before.charCodeAt(0) === 0xfeff ? before.slice(1) : before) + 1 }
  }

  span(start: number, end: number): Span {
    return { start: this.position(start), end: this.position(end) }
  }

  #lineStarts(): readonly number[] {
    if (this.#starts === undefined) {
      const starts = [0]
      const { text } = this
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
      this.#starts = starts
    }
    return this.#starts
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a file, or why these bytes are none. Byte order marks are kept: positions count from the first character after. */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly problem: string } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { problem: 'the file is UTF-16, and kubectl reads UTF-8 only' }
  }
  const zero = bytes.indexOf(0)
  if (zero >= 0 && zero < 8192) return { problem: 'the file is binary' }
  try {
    return { text: utf8.decode(bytes) }
  } catch {
    return { problem: 'the file is not UTF-8' }
  }
}
