import { fingerprint } from './fingerprint.ts'
import type { Format } from './report.ts'

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const

/** GitLab's code quality report. Entries with one fingerprint would hide each other, so repeated ones are numbered. */
export const gitlab: Format = ({ findings }) => {
  const seen = new Map<string, number>()
  const entries = findings.map(finding => {
    const print = fingerprint(finding)
    const count = seen.get(print) ?? 0
    seen.set(print, count + 1)
    const { code, message, severity, location } = finding
    return {
      description: message,
      check_name: code,
      fingerprint: count === 0 ? print : `${print}-${count}`,
      severity: SEVERITIES[severity],
      location: {
        path: location?.file ?? '',
        lines: { begin: location?.span.start.line ?? 1, end: location?.span.end.line ?? 1 },
      },
    }
  })
  return [`${JSON.stringify(entries, null, 2)}\n`]
}
