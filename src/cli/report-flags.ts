import { type Command, Option } from 'commander'
import type { Severity } from '../diagnostics/finding.ts'
import { atLeast, type Report } from '../report/index.ts'

/** What is shown of a report, and what makes a run fail. */
export interface ReportFlags {
  readonly minSeverity?: Severity
  readonly failOn?: Severity | 'never'
  readonly color?: boolean
}

const severities = ['error', 'warning', 'info']

/** Adds the flags of `ReportFlags`. */
export function reportFlags(command: Command): Command {
  return command
    .addOption(new Option('--min-severity <severity>', 'leave out findings below').choices(severities))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on (default: error)').choices([...severities, 'never']))
    .option('--no-color', 'plain text (as does NO_COLOR)')
}

export function hasFailed(report: Report, failOn: Severity | 'never'): boolean {
  return failOn !== 'never' && report.findings.some(({ severity }) => atLeast(severity, failOn))
}
