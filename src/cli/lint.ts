import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { ignores } from '../config/ignore.ts'
import type { Severity } from '../diagnostics/finding.ts'
import { type LintOptions, type LintResult, lint } from '../engine/lint.ts'
import { configuredSeverity } from '../engine/plan.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createReport, formats, type Report, Sources } from '../report/index.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { append, placeFlags } from './flags.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { print } from './print.ts'
import { progress } from './progress.ts'
import { hasFailed, type ReportFlags, reportFlags } from './report-flags.ts'
import { type PlaceFlags, parseGatewayApi, settings } from './settings.ts'
import { terminal } from './terminal.ts'

interface Flags extends PlaceFlags, ReportFlags {
  readonly output: string
  readonly also: readonly string[]
  readonly base?: string
  readonly policies: readonly string[]
  readonly as?: string
  readonly asGroup: readonly string[]
}

export function lintCommand(): Command {
  const command = new Command('lint')
    .summary('check files, folders or standard input')
    .description(
      'Checks manifests: what the API server would drop or refuse, what controllers would not accept, which requests go where they should not.\n' +
        'Nothing is sent anywhere and no cluster is needed.',
    )
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'output format').choices(Object.keys(formats)).default('text'))
  return reportFlags(
    placeFlags(command)
      .option(
        '--also <path>',
        'files that are there besides, and are not judged, or a Gateway API bundle to judge by too (1.6/standard); repeatable',
        append,
        [],
      )
      .option('--policies <path>', 'admission policies, bindings and their parameters to judge by; repeatable', append, [])
      .option('--as <user>', 'who applies the files, for policies that ask')
      .option('--as-group <group>', 'a group of that user; repeatable', append, [])
      .option('--base <folder or git ref>', 'report only what these files bring in addition to the ones there'),
  )
    .addHelpText('after', '\nExit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read, 4 internal error.')
    .action(async (paths: string[], flags: Flags) => {
      process.exitCode = await run(paths, flags)
    })
}

async function run(paths: readonly string[], flags: Flags): Promise<ExitCode> {
  const bar = progress()
  const inputs = await readInputs(paths, (done, total) => bar.show(`reading ${done} of ${total} files`))
  const bundles = flags.also.map(bundleOption)
  const also = await readInputs(flags.also.filter((_, index) => bundles[index] === undefined))
  const objects = objectsOf(inputs)
  const { config, ...place } = await settings(flags, paths, objects)
  bar.show(`checking ${objects.length} objects`)
  const base = flags.base === undefined ? undefined : await (await import('./base.ts')).readBase(flags.base, paths)
  const alsoGatewayApi = bundles.flatMap(bundle => (bundle === undefined ? [] : { channel: place.gatewayApi.channel, ...bundle }))
  const policies = await readInputs(flags.policies.length > 0 ? flags.policies : (config.policies ?? []))
  const options: LintOptions = {
    ...place,
    alsoGatewayApi,
    also: objectsOf(also),
    policies: objectsOf(policies),
    now: new Date().toISOString(),
    ...(flags.as !== undefined && { user: { username: flags.as, groups: [...flags.asGroup, 'system:authenticated'] } }),
  }
  const result = lint(objects, base === undefined ? options : { ...options, old: base.stored })
  const sources = new Sources()
  for (const file of inputs.files) sources.add(file)
  const full = createReport(
    {
      ...result,
      problems: [...inputs.problems, ...also.problems, ...policies.problems],
      notes: [...unchecked(inputs), ...notes(result)],
      minSeverity: flags.minSeverity ?? config.minSeverity ?? 'info',
      severityOf: (code, rule) => configuredSeverity(code, rule, place.severities),
      ignored: finding => (config.ignore ?? []).some(entry => ignores(entry, finding, finding.location?.file ?? '')),
      objects: objects.length,
    },
    sources,
  )
  const report = base === undefined ? full : base.introduced(full, options)
  bar.done()
  const format = await formats[flags.output]!()
  print(format(report, sources, terminal(process.stdout, flags.color)))
  return exitCode(report, inputs, flags.failOn ?? config.failOn ?? 'error')
}

/** `--also 1.6/standard` names a bundle, unless there is a file of that name. */
const bundleOption = (text: string) => (existsSync(text) ? undefined : parseGatewayApi(text))

function objectsOf({ files }: Inputs): KubeObject[] {
  return files.flatMap(file => file.documents.map(document => document.object as KubeObject))
}

function exitCode(report: Report, inputs: Inputs, failOn: Severity | 'never'): ExitCode {
  const unreadable =
    inputs.problems.length > 0 || report.findings.some(({ rule }) => rule === 'unreadable-document' || rule === 'unreadable-file')
  if (unreadable) return EXIT.unreadable
  return hasFailed(report, failOn) ? EXIT.findings : EXIT.clean
}

/** That no problem was found says little where nothing was looked at. */
function unchecked({ files, problems }: Inputs): string[] {
  const said = problems.length > 0 || files.some(file => file.problems.length > 0)
  return said || files.some(file => file.documents.length > 0)
    ? []
    : ['Nothing was checked: there is no Kubernetes object in what was given.']
}

/** What could not be judged, and why. */
function notes({ withoutSchema, unknownReferences, undecidedPolicies, failures }: LintResult): string[] {
  const sentences: string[] = []
  if (withoutSchema.size > 0) {
    const kinds = byKind([...withoutSchema].map(([name, count]) => [name.slice(name.lastIndexOf('/') + 1), count]))
    sentences.push(`No schema is known for ${kinds}: their fields were not checked; --crds DIR gives their definitions.`)
  }
  if (unknownReferences.size > 0) {
    sentences.push(
      `Referred to but not among these files, so nothing is said about whether they exist: ${byKind([...unknownReferences])}. Add their files, or declare a kind complete: --complete Service.`,
    )
  }
  if (undecidedPolicies.size > 0) {
    sentences.push(
      `Could not decide for some objects, for want of the user, a namespace or a parameter: ${[...undecidedPolicies].sort().join(', ')}. Add their files, or say who applies: --as USER --as-group GROUP.`,
    )
  }
  for (const { code, object, cause } of failures) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const subject = object.kind === '' ? '' : ` on ${object.kind} ${object.namespace}/${object.name}`
    sentences.push(`${code} failed${subject}, which is a defect of gatewright: ${why}`)
  }
  return sentences
}

function byKind(counts: readonly (readonly [string, number])[]): string {
  const sums = new Map<string, number>()
  for (const [kind, count] of counts) sums.set(kind, (sums.get(kind) ?? 0) + count)
  return [...sums]
    .map(([kind, count]) => `${kind} (${count})`)
    .sort()
    .join(', ')
}
