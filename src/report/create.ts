import type { Finding, ObjectRef, Related, Severity } from '../diagnostics/finding.ts'
import { refKey } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { SourceProblem } from '../source/problem.ts'
import { visible } from '../values/visible.ts'
import { codeOf } from './problem-codes.ts'
import type { Location, Report, Reported, ReportedRelated } from './report.ts'
import type { Sources } from './sources.ts'
import { suppress } from './suppress.ts'
import { twinFindings } from './twins.ts'

export interface ReportInput {
  readonly findings: readonly Finding[]
  /** Problems that no file of `sources` carries, such as files that could not be read. */
  readonly problems?: readonly SourceProblem[]
  readonly notes?: readonly string[]
  readonly partial?: boolean
  /** Findings below it are left out. */
  readonly minSeverity?: Severity
  /** The configured severity of a source problem: see engine/plan.ts. */
  readonly severityOf?: (code: string, rule: string) => Severity | 'off' | undefined
  /** Findings that the configuration silences. */
  readonly ignored?: (finding: Reported) => boolean
  readonly objects: number
  /** The object that a finding means, where several have its name: see engine/lint.ts. */
  readonly about?: ReadonlyMap<Finding, KubeObject>
  readonly twins?: readonly (readonly KubeObject[])[]
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }

export const atLeast = (severity: Severity, threshold: Severity): boolean => RANK[severity] >= RANK[threshold]

/** Joins findings with their places, applies suppressions, sorts and counts. */
export function createReport(input: ReportInput, sources: Sources): Report {
  const { minSeverity = 'info', ignored = () => false } = input
  const problems = [...(input.problems ?? [])]
  for (const file of sources.files) for (const problem of file.problems) problems.push(problem)
  const whereOther = placesOfOthers(sources)
  const all = [
    ...input.findings.map(finding => located(finding, sources, whereOther, input.about?.get(finding))),
    ...twinFindings(input.twins ?? [], sources).flatMap(finding => configured(finding, input)),
    ...problems.flatMap(problem => fromProblem(problem, input)),
  ]
  const { kept, silenced, problems: comments } = suppress(all, sources)
  const wanted = [...kept, ...comments.flatMap(problem => fromProblem(problem, input))].filter(finding => !ignored(finding))
  const findings = wanted.filter(({ severity }) => atLeast(severity, minSeverity)).sort(compare)
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length
  let files = 0
  for (const _ of sources.files) files++
  return {
    findings,
    summary: {
      files,
      objects: input.objects,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      suppressed: silenced + kept.length + comments.length - wanted.length,
    },
    notes: input.notes ?? [],
    partial: input.partial ?? false,
  }
}

function configured(finding: Reported, { severityOf }: ReportInput): Reported[] {
  const severity = severityOf?.(finding.code, finding.rule) ?? finding.severity
  return severity === 'off' ? [] : [{ ...finding, severity }]
}

function located(finding: Finding, sources: Sources, whereOther: WhereOther, about: KubeObject | undefined): Reported {
  const location =
    about === undefined ? sources.locate(finding.object, finding.at, finding.part) : sources.locateIn(about, finding.at, finding.part)
  const related = finding.related?.map((other): ReportedRelated => {
    const place = whereOther(other)
    const { object, at = [] } = other
    const message = visible(other.message)
    return place === undefined ? { ...other, message } : { object, at, message, location: place }
  })
  // CEL shows the expression below its error.
  const message = finding.message
    .split(/\n(?= \| )/)
    .map(visible)
    .join('\n')
  return { ...finding, message, ...(location === undefined ? {} : { location }), ...(related === undefined ? {} : { related }) }
}

type WhereOther = (other: Related) => Location | undefined

/** Finds the places of other objects that have a part in findings. They are few and have a part in many, so each is looked for once. */
function placesOfOthers(sources: Sources): WhereOther {
  const known = new Map<string, Location | undefined>()
  return ({ object, at = [] }) => {
    const key = `${refKey(object)} ${JSON.stringify(at)}`
    if (!known.has(key)) known.set(key, sources.locate(object, at))
    return known.get(key)
  }
}

const NOTHING: ObjectRef = Object.freeze({ group: '', kind: '', namespace: '', name: '' })

function fromProblem(problem: SourceProblem, { severityOf }: ReportInput): Reported[] {
  const { code, severity: usual } = codeOf(problem.kind)
  const severity = severityOf?.(code, problem.kind) ?? usual
  if (severity === 'off') return []
  const { file, span, message, hint, related } = problem
  const zero = { offset: 0, line: 1, column: 1 }
  return [
    {
      code,
      rule: problem.kind,
      severity,
      gate: 'never',
      object: NOTHING,
      path: '',
      at: [],
      message,
      ...(hint === undefined ? {} : { hint }),
      location: { file, span: span ?? { start: zero, end: zero } },
      ...(related === undefined
        ? {}
        : { related: related.map(other => ({ object: NOTHING, message: other.message, location: { file, span: other.span } })) }),
    },
  ]
}

function compare(a: Reported, b: Reported): number {
  const [x, y] = [a.location, b.location]
  if (x === undefined || y === undefined) return x === y ? compareText(a.path, b.path) : x === undefined ? 1 : -1
  return (
    compareText(x.file, y.file) ||
    offset(x) - offset(y) ||
    RANK[b.severity] - RANK[a.severity] ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}

const offset = ({ span }: Location): number => span.start.offset

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
