import picocolors from 'picocolors'
import { visible } from '../values/visible.ts'
import { frame, wrap } from './frame.ts'
import type { Format, FormatOptions, Report, Reported, ReportedRelated } from './report.ts'
import type { Sources } from './sources.ts'
import { nameOf, requestText, summaryText } from './words.ts'

/** For people at a terminal: grouped by file, the line in question shown, what happens to requests first. */
export const text: Format = function* (report, sources, options) {
  const paint = picocolors.createColors(options.color)
  let file: string | undefined
  for (const finding of report.findings) {
    const lines: string[] = []
    const next = finding.location?.file ?? ''
    if (next !== file) {
      if (file !== undefined) lines.push('')
      file = next
      if (report.summary.files > 0 || next !== '')
        lines.push(paint.underline(next === '' ? 'not in these files' : next === '-' ? 'standard input' : visible(next)))
    }
    lines.push('', ...findingLines(finding, sources, options, paint))
    yield joined(lines)
  }
  yield joined([...(report.findings.length > 0 ? [''] : []), ...closing(report, options, paint)])
}

const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`

type Paint = ReturnType<typeof picocolors.createColors>

const INDENT = '  '

function findingLines(finding: Reported, sources: Sources, options: FormatOptions, paint: Paint): string[] {
  const { severity, code, rule, message, location, object, path } = finding
  const color = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan
  const lines: string[] = []
  const head = `${color(paint.bold(severity))} ${code} ${rule}`
  const place =
    location === undefined || location.span.start.offset + location.span.end.offset === 0
      ? ''
      : `${location.span.start.line}:${location.span.start.column}`
  lines.push(`${INDENT}${head}${place === '' ? '' : paint.dim(`  ${place}`)}${object.kind === '' ? '' : paint.dim(`  ${nameOf(object)}`)}`)
  const width = Math.max(40, Math.min(options.width, 120)) - INDENT.length
  lines.push(...wrap(message, width).map(line => INDENT + paint.bold(line)))

  const source = location === undefined ? undefined : sources.text(location.file)
  if (location !== undefined && source !== undefined && location.span.end.offset > 0) {
    const numberWidth = String(location.span.start.line).length + 1
    const bar = paint.dim('│')
    lines.push('')
    for (const { number, text: content, mark } of frame(source, location.span, width - numberWidth - 4)) {
      lines.push(`${INDENT}${paint.dim(String(number).padStart(numberWidth))} ${bar} ${content}`)
      if (mark !== undefined)
        lines.push(`${INDENT}${' '.repeat(numberWidth)} ${bar} ${' '.repeat(mark.from)}${color('^'.repeat(mark.length))}`)
    }
    lines.push('')
  }

  const note = (label: string, value: string) => {
    const column = 9
    const wrapped = wrap(value, width - column)
    lines.push(...wrapped.map((line, i) => `${INDENT}${i === 0 ? paint.dim(label.padEnd(column)) : ' '.repeat(column)}${line}`))
  }
  if (path !== '' && !message.includes(path)) note('field', path)
  if (finding.witness !== undefined) note('request', requestText(finding.witness))
  if (finding.condition !== undefined)
    note('status', `${finding.condition.type}=${finding.condition.status}, reason ${finding.condition.reason}`)
  for (const related of finding.related ?? []) note('see', relatedText(related, finding))
  if (location?.chart !== undefined) note('chart', location.chart)
  if (finding.hint !== undefined) note('hint', finding.hint)
  for (const { description } of finding.fix ?? []) note('fix', description)
  return lines
}

/** `Service shop/cart (services.yaml:4): it has ports 80 and 9090`, without what is said already. */
function relatedText({ object, message, location }: ReportedRelated, finding: Reported): string {
  const file = location?.file === finding.location?.file ? 'line ' : `${location?.file}:`
  const place = location === undefined ? '' : `${file}${location.span.start.line}`
  const name = nameOf(object)
  const known = object.kind === '' || message.includes(name) || name === nameOf(finding.object)
  const subject = known ? place : place === '' ? name : `${name} (${place})`
  return subject === '' || message === '' ? subject + message : `${subject}: ${message}`
}

function closing(report: Report, options: FormatOptions, paint: Paint): string[] {
  const { errors, warnings } = report.summary
  const color = errors > 0 ? paint.red : warnings > 0 ? paint.yellow : paint.green
  const lines = [paint.bold(color(summaryText(report.summary)))]
  if (report.partial) lines.push('The work was cut short: what is reported is right, but there may be more.')
  for (const sentence of report.notes) lines.push(...wrap(sentence, Math.min(options.width, 120)).map(line => paint.dim(line)))
  if (report.findings.length > 0) lines.push(paint.dim(`Read more about a finding: gatewright explain ${report.findings[0]!.code}`))
  return lines
}
