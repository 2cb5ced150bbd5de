import type { Finding, Related } from '../diagnostics/finding.ts'
import type { Span } from '../source/document.ts'
import type { Sources } from './sources.ts'

/** Where in the input something stands. */
export interface Location {
  /** As the user named it. */
  readonly file: string
  readonly span: Span
  /** The template that a chart rendered the document from. */
  readonly chart?: string
}

export interface ReportedRelated extends Related {
  readonly location?: Location
}

/** A finding with its place in the input, where it has one. Findings about a text that is no object name no object: `object.kind` is empty. */
export interface Reported extends Finding {
  readonly location?: Location
  readonly related?: readonly ReportedRelated[]
}

export interface Summary {
  readonly files: number
  readonly objects: number
  /** Findings by severity, after suppression. */
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Findings that a comment or the configuration silenced. */
  readonly suppressed: number
}

/** What every output format prints. */
export interface Report {
  /** By file, place and code. */
  readonly findings: readonly Reported[]
  readonly summary: Summary
  /** What could not be judged and why, one sentence each. */
  readonly notes: readonly string[]
  /** True where a budget cut the work short. */
  readonly partial: boolean
}

export interface FormatOptions {
  /** ANSI colours. */
  readonly color: boolean
  /** Columns of the terminal, 80 where there is none. */
  readonly width: number
}

/**
 * An output format: pure, so that the same report gives the same text. It comes in pieces, so that a long one is never held as a whole;
 * joined they end with a line break unless empty.
 */
export type Format = (report: Report, sources: Sources, options: FormatOptions) => Iterable<string>
