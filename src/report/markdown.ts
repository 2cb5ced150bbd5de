import type { Format, Reported } from './report.ts'
import { lineOf, nameOf, requestText, summaryText } from './words.ts'

const MARKS = { error: 'Error', warning: 'Warning', info: 'Note' } as const

/** Markdown for comments on pull requests and for job summaries: a table for the overview, the rest folded away. */
export const markdown: Format = ({ findings, summary, notes }) => {
  const detailed = findings.filter(
    ({ hint, witness, related }) => hint !== undefined || witness !== undefined || (related ?? []).length > 0,
  )
  const lines = [
    `**gatewright: ${summaryText(summary)}**`,
    '',
    ...(findings.length === 0 ? [] : ['| | Where | What |', '|---|---|---|', ...findings.map(row), '']),
    ...(detailed.length === 0 ? [] : ['<details><summary>Details</summary>', '', ...detailed.flatMap(detail), '</details>', '']),
    ...notes.map(note => `${plain(note)}\n`),
  ]
  return [`${lines.join('\n').trimEnd()}\n`]
}

function row(finding: Reported): string {
  const { code, severity, message, object, location } = finding
  const place = location === undefined ? nameOf(object) : `\`${code_(lineOf(finding))}\``
  return `| ${MARKS[severity]} | ${place} | ${cell(message)} (${code}) |`
}

function detail(finding: Reported): string[] {
  const { code, rule, message, object, path, hint, witness, condition, related = [] } = finding
  return [
    `#### ${code} ${rule}`,
    '',
    plain(message),
    '',
    ...(object.kind === '' ? [] : [`- ${nameOf(object)}${path === '' ? '' : `, \`${code_(path)}\``}`]),
    ...(witness === undefined ? [] : [`- Request: \`${code_(requestText(witness))}\``]),
    ...(condition === undefined ? [] : [`- Status: ${condition.type}=${condition.status}, reason ${condition.reason}`]),
    ...related.map(
      other =>
        `- See ${other.object.kind === '' ? '' : `${nameOf(other.object)} `}${other.location === undefined ? '' : `(\`${code_(lineOf(other))}\`) `}${plain(other.message)}`,
    ),
    ...(hint === undefined ? [] : ['', ...(hint.includes('\n') ? ['```yaml', hint.replaceAll('```', "'''"), '```'] : [plain(hint)])]),
    '',
  ]
}

/** Text stays text, whatever an object's name looks like. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, character => `\\${character}`)

const cell = (text: string): string => plain(text).replaceAll('\n', ' ')

const code_ = (text: string): string => text.replaceAll('`', "'").replaceAll('|', '\\|')
