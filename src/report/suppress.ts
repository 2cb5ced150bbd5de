import { rules } from '../rules/index.gen.ts'
import type { SourceProblem } from '../source/problem.ts'
import type { Suppression } from '../source/suppression.ts'
import type { Reported } from './report.ts'
import type { Sources } from './sources.ts'

export interface Suppressed {
  readonly kept: readonly Reported[]
  readonly silenced: number
  /** Suppressions without a reason, and those that silenced nothing. */
  readonly problems: readonly SourceProblem[]
}

/** Leaves out the findings that a comment in their file silences. A comment counts for its line and for everything that begins on it. */
export function suppress(findings: readonly Reported[], sources: Sources): Suppressed {
  const byFile = new Map<string, readonly Suppression[]>()
  const problems: SourceProblem[] = []
  for (const { source, suppressions } of sources.files) {
    const valid = suppressions.filter(({ codes, reason }) => codes.length > 0 && reason !== '')
    if (valid.length > 0) byFile.set(source.name, valid)
    for (const suppression of suppressions) if (!valid.includes(suppression)) problems.push(incomplete(suppression, sources))
  }
  if (byFile.size === 0) return { kept: findings, silenced: 0, problems }
  const used = new Map<Suppression, Set<string>>()
  const kept = findings.filter(finding => {
    const suppression = byFile.get(finding.location?.file ?? '')?.find(candidate => silences(candidate, finding, sources))
    if (suppression === undefined) return true
    const codes = used.get(suppression) ?? new Set()
    used.set(suppression, codes.add(finding.code).add(finding.rule))
    return false
  })
  for (const suppression of [...byFile.values()].flat()) {
    const idle = suppression.codes.filter(code => !used.get(suppression)?.has(code))
    if (idle.length > 0) problems.push(unused(suppression, idle, sources))
  }
  return { kept, silenced: findings.length - kept.length, problems }
}

function silences({ codes, scope, start }: Suppression, finding: Reported, sources: Sources): boolean {
  const { location, object, at, code, rule } = finding
  if (location === undefined || !(codes.includes(code) || codes.includes(rule))) return false
  if (scope === 'document') {
    const text = sources.text(location.file)?.text ?? ''
    return location.span.start.offset >= start && !/^---/m.test(text.slice(start, location.span.start.offset))
  }
  if (location.span.start.line === scope) return true
  const document = sources.document(object)
  // The document itself begins on its first line; a comment over that line means the line, one at the top means the document.
  return (
    document
      ?.ancestors(at)
      .slice(1)
      .some(span => span.start.line === scope) ?? false
  )
}

function incomplete({ file, start, end, codes }: Suppression, sources: Sources): SourceProblem {
  const span = sources.text(file)?.span(start, end)
  return {
    kind: 'bad-suppression',
    file,
    ...(span === undefined ? {} : { span }),
    message:
      codes.length === 0 ? 'this comment names no rule, so it silences nothing' : 'this comment gives no reason, so it silences nothing',
    hint: `Write: # gatewright-ignore ${codes[0] ?? 'GWA-XRT-001'}: why this is intended`,
  }
}

const ruleNames = new Set(rules.flatMap(({ code, name }) => [code, name]))

function unused({ file, start, end }: Suppression, idle: readonly string[], sources: Sources): SourceProblem {
  const span = sources.text(file)?.span(start, end)
  const unknown = idle.filter(name => !ruleNames.has(name))
  if (unknown.length > 0) {
    return {
      kind: 'unused-suppression',
      file,
      ...(span === undefined ? {} : { span }),
      message: `${unknown.join(' and ')} ${unknown.length === 1 ? 'is no rule' : 'are no rules'}, so this comment silences nothing`,
      hint: 'Write codes or names of rules: gatewright explain lists them.',
    }
  }
  return {
    kind: 'unused-suppression',
    file,
    ...(span === undefined ? {} : { span }),
    message: `${idle.join(' and ')} ${idle.length === 1 ? 'reports' : 'report'} nothing here, so this comment silences nothing`,
    hint: 'Remove the comment, or move it to the line above the finding.',
  }
}
