import type { Finding } from '../diagnostics/finding.ts'
import type { IgnoreEntry } from './schema.ts'

/** Whether an entry of `ignore` speaks of the finding. Everything that the entry gives must hold. */
export function ignores(entry: IgnoreEntry, finding: Finding, file: string): boolean {
  const { code, rule, object } = finding
  const area = code.slice(0, code.lastIndexOf('-'))
  return (
    holds(entry.rules, name => name === code || name === rule || name === area) &&
    holds(entry.files, pattern => matches(pattern, file)) &&
    holds(entry.kinds, kind => kind === object.kind) &&
    holds(entry.namespaces, pattern => matches(pattern, object.namespace)) &&
    holds(entry.names, pattern => matches(pattern, object.name))
  )
}

const holds = (list: readonly string[] | undefined, test: (item: string) => boolean): boolean => list === undefined || list.some(test)

/** `*` stands for any text, without limits of folders; everything else for itself. Linear in the text, whatever the pattern. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return pattern === text
  const first = parts[0]!
  const last = parts.at(-1)!
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}
