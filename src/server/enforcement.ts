import type { AdmissionSection, EnforcementEntry } from '../config/admission.ts'
import { meansRule } from '../diagnostics/area.ts'
import type { Finding } from '../diagnostics/finding.ts'
import { fitsAny } from '../values/glob.ts'

export type Action = 'deny' | 'warn' | 'audit'

/** Who asks, and about what: the facts that lines of the enforcement table speak of. */
export interface Subject {
  readonly namespace: string
  readonly namespaceLabels: Readonly<Record<string, string>> | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly user: string
  readonly groups: readonly string[]
}

/**
 * What admission does with a finding. The first line that holds decides; without one, errors of rules that look at the object alone deny
 * and the rest warns. Hints (`info`) never leave the audit, and a rule whose gate is `never` never denies, whatever a line says.
 */
export function actionFor(finding: Finding, subject: Subject, section: AdmissionSection): Action {
  if (finding.severity === 'info' || settled(finding)) return 'audit'
  const entry = section.enforcement?.find(line => holds(line, finding, subject))
  if (entry === undefined && finding.code.startsWith('GWA-PRO-')) return section.protect === 'deny' ? 'deny' : 'warn'
  if (entry === undefined) return finding.gate === 'object' && finding.severity === 'error' ? 'deny' : 'warn'
  return entry.action === 'deny' && finding.gate === 'never' ? 'warn' : entry.action
}

/** Versions and fields are settled when admission is asked: what the API server did not know, it has refused or dropped. */
function settled({ code }: Finding): boolean {
  return code.startsWith('GWA-VER-')
}

function holds(line: EnforcementEntry, finding: Finding, subject: Subject): boolean {
  return (
    (line.rules === undefined || line.rules.some(name => meansRule(name, finding))) &&
    fitsAny(line.namespaces, subject.namespace) &&
    carries(subject.namespaceLabels, line.namespaceLabels) &&
    carries(subject.labels, line.labels) &&
    fitsAny(line.users, subject.user) &&
    (line.groups === undefined || subject.groups.some(group => fitsAny(line.groups, group)))
  )
}

function carries(labels: Readonly<Record<string, string>> | undefined, wanted: Readonly<Record<string, string>> | undefined): boolean {
  return wanted === undefined || Object.entries(wanted).every(([key, value]) => labels?.[key] === value)
}
