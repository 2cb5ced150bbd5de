import { meansRule } from '../diagnostics/area.ts'
import type { Finding } from '../diagnostics/finding.ts'
import { fits } from '../values/glob.ts'
import type { IgnoreEntry } from './schema.ts'

/** Whether an entry of `ignore` speaks of the finding. Everything that the entry gives must hold. */
export function ignores(entry: IgnoreEntry, finding: Finding, file: string): boolean {
  const { object } = finding
  return (
    holds(entry.rules, name => meansRule(name, finding)) &&
    holds(entry.files, pattern => fits(pattern, file)) &&
    holds(entry.kinds, kind => kind === object.kind) &&
    holds(entry.namespaces, pattern => fits(pattern, object.namespace)) &&
    holds(entry.names, pattern => fits(pattern, object.name))
  )
}

const holds = (list: readonly string[] | undefined, test: (item: string) => boolean): boolean => list === undefined || list.some(test)
