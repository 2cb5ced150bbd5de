import type { Log, ReportingDescriptor, Result } from 'sarif'
import { rules } from '../rules/index.gen.ts'
import { fingerprint } from './fingerprint.ts'
import type { Format, Location, Reported } from './report.ts'
import { VERSION } from './version.ts'
import { nameOf, requestText } from './words.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/** SARIF 2.1.0, for code scanning. `results` is there even when it is empty: without it the upload fails. */
export const sarif: Format = ({ findings }) => {
  const codes = [...new Set(findings.map(({ code }) => code))].sort()
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gatewright', semanticVersion: VERSION, rules: codes.map(descriptor) } },
        columnKind: 'unicodeCodePoints',
        results: findings.map(finding => result(finding, codes)),
      },
    ],
  }
  return [`${JSON.stringify(log, null, 2)}\n`]
}

function descriptor(code: string): ReportingDescriptor {
  const rule = rules.find(candidate => candidate.code === code)
  if (rule === undefined) return { id: code }
  const { name, severity, docs } = rule
  return {
    id: code,
    name,
    shortDescription: { text: docs.summary },
    fullDescription: { text: `${docs.summary} ${docs.why}` },
    help: { text: docs.fix },
    defaultConfiguration: { level: LEVELS[severity] },
  }
}

function result(finding: Reported, codes: readonly string[]): Result {
  const { code, severity, message, hint, witness, location, related = [], object, path } = finding
  const text = [
    message,
    ...(witness === undefined ? [] : [`Request: ${requestText(witness)}`]),
    ...(hint === undefined ? [] : [hint]),
  ].join('\n')
  const places = related.flatMap((other, id) =>
    other.location === undefined ? [] : [{ id, ...physical(other.location), message: { text: other.message } }],
  )
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text },
    locations:
      location === undefined
        ? []
        : [
            {
              ...physical(location),
              ...(object.kind === ''
                ? {}
                : { logicalLocations: [{ fullyQualifiedName: `${nameOf(object)} ${path}`.trim(), kind: 'object' }] }),
            },
          ],
    ...(places.length === 0 ? {} : { relatedLocations: places }),
    partialFingerprints: { 'gatewright/v1': fingerprint(finding) },
  }
}

function physical({ file, span: { start, end } }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/') },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  }
}
