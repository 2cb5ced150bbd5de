/** One thing that is wrong with an expression. Line and column count from 1; columns count code points. */
export interface Issue {
  readonly message: string
  readonly line: number
  readonly column: number
  /** What was probably meant. Not part of what the API server prints. */
  readonly hint?: string
}

/** The text of an expression, for turning offsets into lines and columns. */
export class Source {
  readonly text: string
  #lines: readonly number[] | undefined

  constructor(text: string) {
    this.text = text
  }

  /** Line (from 1) and column (from 1, in code points) of a UTF-16 offset. */
  location(offset: number): { line: number; column: number } {
    if (this.text === '') return { line: 1, column: 0 }
    const starts = this.#lineStarts()
    let line = 0
    while (line + 1 < starts.length && starts[line + 1]! <= offset) line++
    return { line: line + 1, column: [...this.text.slice(starts[line], offset)].length + 1 }
  }

  #lineStarts(): readonly number[] {
    if (!this.#lines) {
      const starts = [0]
      for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) starts.push(i + 1)
      this.#lines = starts
    }
    return this.#lines
  }

  line(number: number): string {
    const starts = this.#lineStarts()
    const end = starts[number]
    return this.text.slice(starts[number - 1], end === undefined ? undefined : end - 1)
  }
}

const MAX_SNIPPET_BYTES = 16384

/**
 * Issues as cel-go prints them: `ERROR: <input>:1:5: undefined field 'b'`, the line, and a caret below it. Sorted by position.
 * @see cel-go common/error.go ToDisplayString
 */
export function formatIssues(text: string, issues: readonly Issue[]): string {
  const source = new Source(text)
  const sorted = [...issues].sort((a, b) => a.line - b.line || a.column - b.column)
  const shown = sorted.slice(0, MAX_ISSUES).map(issue => formatIssue(source, issue))
  if (issues.length > MAX_ISSUES) shown.push(`${issues.length - MAX_ISSUES} more errors were truncated`)
  return shown.join('\n')
}

const MAX_ISSUES = 100

function formatIssue(source: Source, issue: Issue): string {
  const head = `ERROR: <input>:${issue.line}:${issue.column}: ${issue.message}`
  if (issue.line < 1 || source.text === '') return head
  const line = source.line(issue.line)
  if (new TextEncoder().encode(line).length > MAX_SNIPPET_BYTES) return head
  const chars = [...line.replaceAll('\t', ' ')]
  let pointer = ''
  for (let i = 0; i < issue.column - 1 && i < chars.length; i++) pointer += isWide(chars[i]!) ? '\uff0e' : '.'
  pointer += isWide(chars[issue.column - 1] ?? '') ? '\uff3e' : '^'
  return `${head}\n | ${chars.join('')}\n | ${pointer}`
}

/** cel-go marks every character of more than one byte with a wide dot. */
function isWide(char: string): boolean {
  return char !== '' && char.codePointAt(0)! > 0x7f
}
