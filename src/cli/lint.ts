import { Command, InvalidArgumentError, Option } from 'commander'
import type { Severity } from '../diagnostics/finding.ts'
import { DEFAULTS, type LintOptions, type LintResult, lint } from '../engine/lint.ts'
import { type CompleteKind, parseCompleteKind } from '../inventory/index.ts'
import { BUNDLE_VERSION, CHANNEL, type Channel } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { atLeast, createReport, formats, type Report, Sources } from '../report/index.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { progress } from './progress.ts'
import { terminal } from './terminal.ts'

interface Flags {
  output: string
  crds: string[]
  complete: (CompleteKind | 'all')[]
  minSeverity: Severity
  failOn: Severity | 'never'
  gatewayApi?: { version: string; channel?: Channel }
  kubernetes?: string
  profile?: string
  also: string[]
  color?: boolean
}

export function lintCommand(): Command {
  const severities = ['error', 'warning', 'info']
  return new Command('lint')
    .summary('check files, folders or standard input')
    .description(
      'Checks manifests: what the API server would drop or refuse, what controllers would not accept, which requests go where they should not.\n' +
        'Nothing is sent anywhere and no cluster is needed.',
    )
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'output format').choices(Object.keys(formats)).default('text'))
    .option('--crds <path>', 'CustomResourceDefinitions to judge by, instead of the built-in ones; repeatable', append, [])
    .option('--complete <kind>', 'all objects of this kind are among the files: Service, Namespace/shop, all; repeatable', complete, [])
    .option('--also <path>', 'files that are there besides, and are not judged; repeatable', append, [])
    .option('--gateway-api <version>', 'Gateway API bundle and channel: 1.4/standard', gatewayApi)
    .option('--kubernetes <version>', 'minor version of the API server: 1.34', minor)
    .option('--profile <name>', 'the implementation that will serve the gateways')
    .addOption(new Option('--min-severity <severity>', 'leave out findings below').choices(severities).default('info'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices([...severities, 'never']).default('error'))
    .option('--no-color', 'plain text (as does NO_COLOR)')
    .addHelpText('after', '\nExit codes: 0 clean, 1 findings, 2 wrong usage, 3 something could not be read, 4 internal error.')
    .action(async (paths: string[], flags: Flags) => {
      process.exitCode = await run(paths, flags)
    })
}

async function run(paths: readonly string[], flags: Flags): Promise<ExitCode> {
  const bar = progress()
  const inputs = await readInputs(paths, (done, total) => bar.show(`reading ${done} of ${total} files`))
  const also = await readInputs(flags.also)
  const crds = flags.crds.length === 0 ? [] : await definitions(flags.crds)
  const objects = inputs.files.flatMap(file => file.documents.map(document => document.object as KubeObject))
  bar.show(`checking ${objects.length} objects`)
  const result = lint(objects, {
    ...options(flags, [...crds, ...objects]),
    crds,
    also: also.files.flatMap(file => file.documents.map(document => document.object as KubeObject)),
  })
  bar.done()
  const sources = new Sources()
  for (const file of inputs.files) sources.add(file)
  const report = createReport(
    {
      findings: result.findings,
      problems: [...inputs.problems, ...also.problems],
      notes: notes(result),
      partial: result.partial,
      minSeverity: flags.minSeverity,
      objects: objects.length,
    },
    sources,
  )
  const format = await formats[flags.output]!()
  process.stdout.write(format(report, sources, terminal(process.stdout, flags.color)))
  return exitCode(report, inputs, flags.failOn)
}

function exitCode(report: Report, inputs: Inputs, failOn: Severity | 'never'): ExitCode {
  const unreadable =
    inputs.problems.length > 0 || report.findings.some(({ rule }) => rule === 'unreadable-document' || rule === 'unreadable-file')
  if (unreadable) return EXIT.unreadable
  return failOn !== 'never' && report.findings.some(({ severity }) => atLeast(severity, failOn)) ? EXIT.findings : EXIT.clean
}

async function definitions(paths: readonly string[]): Promise<unknown[]> {
  const { files, problems } = await readInputs(paths)
  const broken = [...problems, ...files.flatMap(file => file.problems)].filter(({ kind }) => kind.startsWith('unreadable'))
  if (broken.length > 0)
    throw new CliError(
      broken.map(({ message, file }) => (message.includes(file) ? message : `${file}: ${message}`)).join('\n'),
      EXIT.unreadable,
    )
  const crds = files
    .flatMap(file => file.documents.map(document => document.object as KubeObject))
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
  if (crds.length === 0) throw new CliError(`no CustomResourceDefinition in ${paths.join(', ')} (given with --crds)`, EXIT.unreadable)
  return crds
}

function options(flags: Flags, objects: readonly unknown[]): LintOptions {
  const { kubernetes, profile } = flags
  const detected = detect(objects)
  const version = flags.gatewayApi?.version ?? detected?.version ?? DEFAULTS.gatewayApi.version
  const channel = flags.gatewayApi?.channel ?? detected?.channel ?? DEFAULTS.gatewayApi.channel
  return {
    gatewayApi: { version, channel },
    complete: flags.complete.includes('all') ? 'all' : (flags.complete as CompleteKind[]),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(profile === undefined ? {} : { profile }),
  }
}

/** Bundle and channel as Gateway API's own CustomResourceDefinitions say them. */
function detect(objects: readonly unknown[]): { version: string; channel: Channel } | undefined {
  for (const object of objects) {
    const annotations = (object as KubeObject).metadata?.annotations
    const version = annotations?.[BUNDLE_VERSION]
    const channel = annotations?.[CHANNEL]
    if (typeof version === 'string' && (channel === 'standard' || channel === 'experimental')) return { version, channel }
  }
  return undefined
}

/** What could not be judged. */
function notes({ withoutSchema, unknownReferences, failures }: LintResult): string[] {
  const sentences: string[] = []
  if (withoutSchema.size > 0) {
    const kinds = [...withoutSchema].map(([name, count]) => `${name.slice(name.lastIndexOf('/') + 1)} (${count})`).sort()
    sentences.push(`No schema is known for ${kinds.join(', ')}: their fields were not checked; --crds DIR gives their definitions.`)
  }
  if (unknownReferences.size > 0) {
    const kinds = [...unknownReferences].map(([kind, count]) => `${kind} (${count})`).sort()
    sentences.push(
      `Not among these files, so nothing is said about whether they exist: ${kinds.join(', ')}. Add their files, or declare a kind complete: --complete Service.`,
    )
  }
  for (const { code, object, cause } of failures) {
    sentences.push(
      `${code} failed on ${object.kind} ${object.namespace}/${object.name}, which is a defect of gatewright: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  return sentences
}

const append = (value: string, before: string[]): string[] => [...before, value]

function complete(value: string, before: (CompleteKind | 'all')[]): (CompleteKind | 'all')[] {
  const kind = parseCompleteKind(value)
  if (kind === undefined) throw new InvalidArgumentError('Write a kind, Kind/namespace, group/Kind, or all.')
  return [...before, kind]
}

function gatewayApi(value: string): { version: string; channel?: Channel } {
  const match = /^v?(\d+\.\d+)(?:\.\d+)?(?:\/(standard|experimental))?$/.exec(value)
  if (match === null) throw new InvalidArgumentError('Write a version and, if you like, a channel: 1.4 or 1.4/standard.')
  return { version: match[1]!, ...(match[2] === undefined ? {} : { channel: match[2] as Channel }) }
}

function minor(value: string): string {
  const match = /^v?(1\.\d+)(?:\.\d+)?$/.exec(value)
  if (match === null) throw new InvalidArgumentError('Write a minor version: 1.34.')
  return match[1]!
}
