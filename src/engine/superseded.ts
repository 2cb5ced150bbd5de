import type { Finding } from '../diagnostics/finding.ts'
import { refKey } from '../inventory/index.ts'
import { anyKind, whereIsField } from '../kinds/index.ts'
import { groupBy } from '../values/group.ts'

/** Rules that know the history of versions, fields and values, and so say more than the schema can. */
const HISTORY = new Set(['GWA-VER-001', 'GWA-VER-002', 'GWA-VER-004', 'GWA-VER-005'])

/**
 * Leaves out what the schema says about versions, fields and values where the history of the same object is told as well: a field that only
 * the experimental channel has is one mistake, not two.
 */
export function withoutSuperseded(findings: readonly Finding[]): readonly Finding[] {
  const told = groupBy(
    findings.filter(({ code }) => HISTORY.has(code)),
    ({ object }) => refKey(object),
  )
  if (told.size === 0) return findings
  return findings.filter(finding => {
    if (finding.code !== 'GWA-SCH-001' && finding.code !== 'GWA-SCH-002') return true
    const same = told.get(refKey(finding.object)) ?? []
    if (same.some(({ path }) => path === finding.path)) return false
    if (finding.code === 'GWA-SCH-002' || same.length === 0) return true
    const kind = anyKind(finding.object.group, finding.object.kind)
    return kind === undefined || whereIsField(kind, finding.at) === undefined
  })
}
