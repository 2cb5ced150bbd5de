import type { Span } from './document.ts'

/** What is wrong with a text before it is an object. Each kind has a rule that documents it (src/rules/source). */
export type ProblemKind =
  | 'unreadable-file'
  | 'unreadable-document'
  | 'unrendered-template'
  | 'repeated-key'
  | 'not-an-object'
  | 'ignored-rest'
  | 'bad-suppression'
  | 'unused-suppression'

export interface SourceProblem {
  readonly kind: ProblemKind
  readonly file: string
  /** Undefined where the file could not be read at all. */
  readonly span?: Span
  readonly message: string
  readonly hint?: string
  readonly related?: readonly { readonly span: Span; readonly message: string }[]
}

/** Whether a text, or a part of it, could not be read at all. */
export const isUnreadable = ({ kind }: SourceProblem): boolean => kind.startsWith('unreadable')

/** The message after its place: `a.yaml:3:1: ...`. */
export function atItsPlace({ file, span, message }: SourceProblem): string {
  if (span !== undefined) return `${file}:${span.start.line}:${span.start.column}: ${message}`
  return message.includes(file) ? message : `${file}: ${message}`
}
