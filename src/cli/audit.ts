import { Command, Option } from 'commander'
import { ignores } from '../config/ignore.ts'
import { evaluate } from '../engine/evaluate.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import { createReport, formats, Sources } from '../report/index.ts'
import { closest } from '../values/closest.ts'
import { CliError, EXIT } from './exit.ts'
import { append, placeFlags } from './flags.ts'
import type { LiveFlags } from './live.ts'
import { print } from './print.ts'
import { progress } from './progress.ts'
import { hasFailed, type ReportFlags, reportFlags } from './report-flags.ts'
import { type PlaceFlags, settings } from './settings.ts'
import { terminal } from './terminal.ts'

interface Flags extends PlaceFlags, LiveFlags, ReportFlags {
  readonly output: string
  readonly namespace: readonly string[]
}

/** `gatewright audit`: what is wrong with what a cluster has already. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .summary('check what a cluster has now')
    .description(
      'Checks every object of a cluster by the rules of Gatewright: routes that serve nothing, references that fail, requests that go elsewhere.\n' +
        'Only reads. What the API server let in is not judged by schemas again.',
    )
    .addOption(new Option('-o, --output <format>', 'output format').choices(Object.keys(formats)).default('text'))
    .option('-n, --namespace <name>', 'report on this namespace only; repeatable', append, [])
    .option('--kubeconfig <file>', 'the kubeconfig to use')
    .option('--context <name>', 'the context to use')
  return reportFlags(placeFlags(command))
    .addHelpText('after', '\nExit codes: 0 clean, 1 findings, 2 wrong usage, 3 the cluster could not be read, 4 internal error.')
    .action(async (flags: Flags) => {
      process.exitCode = await run(flags)
    })
}

async function run(flags: Flags): Promise<number> {
  const bar = progress()
  bar.show('reading the cluster')
  const { snapshot, kubernetes: version, unknown, partial } = await (await import('./live.ts')).readLive(flags)
  const definitions = snapshot.list('apiextensions.k8s.io', 'CustomResourceDefinition')
  const {
    config,
    gatewayApi,
    kubernetes,
    profile,
    severities: configured,
  } = await settings({ ...flags, kubernetes: flags.kubernetes ?? version }, [], definitions)
  insistOnNamespaces(snapshot, flags.namespace)
  const objects = snapshot
    .kinds()
    .flatMap(({ group, kind }) => snapshot.list(group, kind))
    .map(refOf)
    .filter(({ namespace }) => flags.namespace.length === 0 || flags.namespace.includes(namespace))
  bar.show(`checking ${objects.length} objects`)
  const result = evaluate(snapshot, objects, { gatewayApi, kubernetes, profile, severities: configured, now: new Date().toISOString() })
  const sources = new Sources()
  const report = createReport(
    {
      ...result,
      notes: [
        ...(unknown === undefined ? [] : [`${unknown[0]?.toUpperCase()}${unknown.slice(1)}.`]),
        ...result.failures.map(
          ({ code, object, cause }) => `${code} failed on ${object.kind} ${object.namespace}/${object.name}: ${cause}`,
        ),
      ],
      minSeverity: flags.minSeverity ?? config.minSeverity ?? 'info',
      ignored: finding => (config.ignore ?? []).some(entry => ignores(entry, finding, '')),
      objects: objects.length,
    },
    sources,
  )
  bar.done()
  const format = await formats[flags.output]!()
  print(format(report, sources, terminal(process.stdout, flags.color)))
  if (partial) return EXIT.unreadable
  return hasFailed(report, flags.failOn ?? config.failOn ?? 'error') ? EXIT.findings : EXIT.clean
}

/** @throws CliError for a namespace that is not there: that nothing is wrong in it would be no news. */
function insistOnNamespaces(snapshot: Snapshot, names: readonly string[]): void {
  const known = snapshot.list('', 'Namespace').map(({ metadata }) => metadata.name as string)
  const missing = names.find(name => known.length > 0 && !known.includes(name))
  if (missing === undefined) return
  const meant = closest(missing, known)
  throw new CliError(`there is no namespace ${missing} in the cluster${meant === undefined ? '' : `; did you mean ${meant}?`}`)
}
