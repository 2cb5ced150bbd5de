import type { Format, Reported } from './report.ts'
import { requestText, summaryText } from './words.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const

/** Workflow commands of GitHub Actions: annotations at the lines of a pull request. */
export const github: Format = function* ({ findings, summary }) {
  for (const finding of findings) yield `${command(finding)}\n`
  yield `${summaryText(summary)}\n`
}

function command({ code, rule, severity, message, hint, witness, location }: Reported): string {
  const text = [
    message,
    ...(witness === undefined ? [] : [`Request: ${requestText(witness)}`]),
    ...(hint === undefined ? [] : [hint]),
  ].join('\n')
  const place =
    location === undefined
      ? []
      : [
          `file=${property(location.file)}`,
          `line=${location.span.start.line}`,
          ...(location.span.end.line === location.span.start.line
            ? [`col=${location.span.start.column}`, `endColumn=${location.span.end.column}`]
            : [`endLine=${location.span.end.line}`]),
        ]
  return `::${COMMANDS[severity]} ${[...place, `title=${property(`${code} ${rule}`)}`].join(',')}::${data(text)}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
