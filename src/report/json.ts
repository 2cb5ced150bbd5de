import type { FieldEdit, Fix } from '../diagnostics/finding.ts'
import { formatPath } from '../diagnostics/path.ts'
import { fingerprint } from './fingerprint.ts'
import type { Format, Location, Reported } from './report.ts'
import { VERSION } from './version.ts'

/** One documented shape for programs: docs/json-output.md, docs/json-output.schema.json. A change that breaks readers raises `version`. */
export const json: Format = ({ findings, summary, notes, partial }) => [
  `${JSON.stringify({ version: 1, tool: { name: 'gatewright', version: VERSION }, summary, partial, notes, findings: findings.map(finding) }, null, 2)}\n`,
]

function finding(reported: Reported) {
  const { code, rule, severity, gate, object, path, message, hint, condition, witness, related, fix, location } = reported
  return {
    code,
    rule,
    severity,
    gate,
    object: object.kind === '' ? null : object,
    path,
    message,
    hint,
    condition,
    witness,
    location: place(location),
    related: (related ?? []).map(other => ({
      object: other.object.kind === '' ? null : other.object,
      path: formatPath(other.at ?? []),
      message: other.message,
      location: place(other.location),
    })),
    fix: (fix ?? []).map(repair),
    fingerprint: fingerprint(reported),
  }
}

function place(location: Location | undefined) {
  if (location === undefined) return null
  const { file, span, chart } = location
  const { start, end } = span
  return { file, chart, start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } }
}

function repair({ safe, description, edits }: Fix) {
  return { safe, description, edits: edits.map((edit: FieldEdit) => ({ ...edit, at: [...edit.at] })) }
}
