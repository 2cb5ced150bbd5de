import type { SourceText } from './text.ts'

/** `# gatewright-ignore CODE: reason`. */
export interface Suppression {
  readonly file: string
  /** Codes or rule names; in the order written. */
  readonly codes: readonly string[]
  readonly reason: string
  /** Offsets of the comment. */
  readonly start: number
  readonly end: number
  /**
   * The line (from 1) whose findings it silences, and those of everything that begins on it; `document` for the whole YAML document
   * in which it stands.
   */
  readonly scope: number | 'document'
}

const COMMENT = /(^|[ \t])#[ \t]*gatewright-ignore\b([^\r\n]*)/gm
const BODY = /^[ \t:]*([A-Za-z0-9-]+(?:[ \t]*,[ \t]*[A-Za-z0-9-]+)*)[ \t]*(?::[ \t]*(.*))?$/

/** The suppressions of a text; one without a reason or code has an empty `reason` or no `codes`. `heads` are the ends of the documents' leading comments. */
export function suppressions(source: SourceText, heads: readonly { readonly start: number; readonly end: number }[]): Suppression[] {
  const { text, name: file } = source
  if (!text.includes('gatewright-ignore')) return []
  const found: Suppression[] = []
  for (const match of text.matchAll(COMMENT)) {
    const start = match.index + (match[1] as string).length
    const end = match.index + match[0].length
    const [, codes = '', reason = ''] = BODY.exec((match[2] as string).trimEnd()) ?? []
    found.push({
      file,
      codes: codes === '' ? [] : codes.split(',').map(code => code.trim()),
      reason: reason.trim(),
      start,
      end,
      scope: heads.some(head => start >= head.start && start < head.end) ? 'document' : targetLine(source, start),
    })
  }
  return found
}

/** Its own line where something stands before the comment; otherwise the next line that is neither blank nor a comment. */
function targetLine(source: SourceText, start: number): number {
  let { line } = source.position(start)
  if (!/^[ \t]*#/.test(source.line(line))) return line
  do line++
  while (line <= source.lineCount && /^[ \t]*(#.*)?$/.test(source.line(line)))
  return line
}
