import { lint } from '../engine/lint.ts'
import type { KubeObject } from '../kinds/object.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { createReport, formats, Sources } from '../report/index.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { readInputs } from './inputs.ts'
import { type PlaceFlags, settings } from './settings.ts'
import { terminal } from './terminal.ts'

/** What is wrong with policies and bindings themselves; the other objects in the files are left alone. */
export async function checkPolicies(paths: readonly string[], flags: PlaceFlags): Promise<ExitCode> {
  const inputs = await readInputs(paths)
  const policies = inputs.files.flatMap(file => file.documents.map(document => document.object as KubeObject)).filter(isPolicyObject)
  const { config: _, ...place } = await settings(flags, paths, policies)
  const result = lint(policies, place)
  const sources = new Sources()
  for (const file of inputs.files) sources.add(file)
  const report = createReport({ ...result, problems: inputs.problems, objects: policies.length }, sources)
  process.stdout.write((await formats['text']!())(report, sources, terminal(process.stdout)))
  return report.summary.errors > 0 ? EXIT.findings : EXIT.clean
}
