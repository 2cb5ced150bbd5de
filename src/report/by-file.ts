import type { Reported } from './report.ts'

/** Findings by the file that they stand in, '' for those that stand in none. `files` have a list even where nothing was found in them. */
export function byFile(findings: readonly Reported[], files: Iterable<string> = []): Map<string, Reported[]> {
  const lists = new Map<string, Reported[]>()
  for (const file of files) lists.set(file, [])
  for (const finding of findings) {
    const file = finding.location?.file ?? ''
    const list = lists.get(file)
    if (list === undefined) lists.set(file, [finding])
    else list.push(finding)
  }
  return lists
}
