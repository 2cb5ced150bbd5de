import { groupBy } from '../values/group.ts'
import type { Format, Reported } from './report.ts'
import { fileOf, lineOf, nameOf, requestText } from './words.ts'
import { escapeXml } from './xml.ts'

/** JUnit XML: a suite per file, a failed case per finding. Notes pass, with their text as output; a clean file is one passed case. */
export const junit: Format = function* ({ findings }, sources) {
  const found = groupBy(findings, fileOf)
  const files = new Set([...Array.from(sources.files, ({ source }) => source.name), ...found.keys()])
  const suites = [...files].sort().map(file => ({ file, list: found.get(file) ?? [] }))
  const failures = findings.filter(({ severity }) => severity !== 'info').length
  const tests = suites.reduce((sum, { list }) => sum + Math.max(1, list.length), 0)
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="gatewright" tests="${tests}" failures="${failures}" errors="0">\n`
  for (const { file, list } of suites) yield `${suite(file, list)}\n`
  yield '</testsuites>\n'
}

function suite(file: string, findings: readonly Reported[]): string {
  const name = escapeXml(file === '' ? 'not in these files' : file)
  const failures = findings.filter(({ severity }) => severity !== 'info').length
  const cases =
    findings.length === 0 ? [`    <testcase name="no problems" classname="${name}"/>`] : findings.map(finding => testcase(name, finding))
  return [`  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0">`, ...cases, '  </testsuite>'].join('\n')
}

function testcase(file: string, finding: Reported): string {
  const { code, rule, severity, message, object, path, hint, witness } = finding
  const subject = object.kind === '' ? '' : ` ${nameOf(object)}${path === '' ? '' : ` ${path}`}`
  const head = `    <testcase name="${escapeXml(`${code} ${rule}${subject}`)}" classname="${file}">`
  const detail = [
    `${lineOf(finding)}: ${severity}: ${message}`,
    ...(witness === undefined ? [] : [`request: ${requestText(witness)}`]),
    ...(hint === undefined ? [] : [`fix: ${hint}`]),
  ].join('\n')
  const body =
    severity === 'info'
      ? `      <system-out>${escapeXml(detail)}</system-out>`
      : `      <failure type="${severity}" message="${escapeXml(message.replaceAll('\n', ' '))}">${escapeXml(detail)}</failure>`
  return [head, body, '    </testcase>'].join('\n')
}
