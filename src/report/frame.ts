import type { Span } from '../source/document.ts'
import type { SourceText } from '../source/text.ts'
import { visible } from '../values/visible.ts'

export interface FrameLine {
  readonly number: number
  readonly text: string
  /** From and to column, for the line that is meant. */
  readonly mark?: { readonly from: number; readonly length: number }
}

/** The line that a span begins on and `context` lines before it, cut to `width` columns around the mark. */
export function frame(source: SourceText, span: Span, width: number, context = 1): FrameLine[] {
  const { start, end } = span
  const lines: FrameLine[] = []
  // JSON may be one line of megabytes: what is far from the mark is not looked at.
  const far = 4 * width
  for (let number = Math.max(1, start.line - context); number < start.line; number++) {
    const text = plain(source.line(number).slice(0, far))
    if (text.trim() !== '' && !text.startsWith('---')) lines.push({ number, text: clip(text, 0, width) })
  }
  const line = source.line(start.line)
  const at = start.offset - (source.lineStart(start.line) ?? 0)
  const near = characterStart(line, Math.max(0, at - far))
  const text = plain(line.slice(near, at + far))
  const from = displayWidth(line.slice(near, at))
  const marked = line.slice(at, at + Math.min(end.offset - start.offset, far))
  const to = end.line === start.line ? from + displayWidth(marked) : displayWidth(text.trimEnd())
  const shift = from > width - 20 ? from - Math.floor(width / 3) : 0
  const length = Math.max(1, Math.min(to, shift + width) - from)
  lines.push({ number: start.line, text: clip(text, shift, width), mark: { from: from - shift + (shift > 0 ? 1 : 0), length } })
  return lines
}

/** Tabs as two columns, control characters as dots. */
function plain(line: string): string {
  return line.replaceAll('\t', '  ').replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g, '·')
}

/** An offset that does not stand within a surrogate pair. */
function characterStart(text: string, offset: number): number {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 ? offset + 1 : offset
}

function clip(text: string, shift: number, width: number): string {
  if (shift === 0 && text.length <= width) return text
  const part = [...text].slice(shift)
  const head = shift > 0 ? '…' : ''
  return part.length > width ? `${head}${part.slice(0, width - 1).join('')}…` : head + part.join('')
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

const ASCII = /^[ -~]*$/

/** Columns on a terminal: wide characters take two. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const character of plain(text)) width += character.length > 0 && WIDE.test(character) ? 2 : 1
  return width
}

/** Breaks a text at spaces into lines of at most `width` columns. Line breaks in the text stay. */
export function wrap(text: string, width: number): string[] {
  if (text.length <= width && ASCII.test(text)) return [text]
  const lines: string[] = []
  for (const paragraph of text.split('\n').map(visible)) {
    if (displayWidth(paragraph) <= width || /^\s/.test(paragraph)) {
      lines.push(paragraph)
      continue
    }
    if (ASCII.test(paragraph) && !WIDE_GAP.test(paragraph)) {
      lines.push(...wrapWords(paragraph, width))
      continue
    }
    let line = ''
    let used = 0
    for (const word of paragraph.split(' ')) {
      const more = displayWidth(word)
      if (line !== '' && used + 1 + more > width) {
        lines.push(line)
        line = word
        used = more
      } else {
        used = line === '' ? more : used + 1 + more
        line = line === '' ? word : `${line} ${word}`
      }
    }
    lines.push(line)
  }
  return lines
}

const WIDE_GAP = / ( |$)/

/** The same for words of one column for each letter, with one space between two of them. */
function wrapWords(text: string, width: number): string[] {
  const lines: string[] = []
  let start = 0
  while (text.length - start > width) {
    const space = text.lastIndexOf(' ', start + width)
    const end = space > start ? space : text.indexOf(' ', start + width)
    if (end < 0) break
    lines.push(text.slice(start, end))
    start = end + 1
  }
  lines.push(text.slice(start))
  return lines
}
