import { Command, CommanderError, Help, type Option } from 'commander'
import { VERSION } from '../report/version.ts'
import { CliError, EXIT } from './exit.ts'

interface Entry {
  readonly summary: string
  readonly load: () => Promise<() => Command>
}

/** Every command, loaded only when it is called: what one needs does not slow the start of the others. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  lint: { summary: 'check files, folders or standard input', load: async () => (await import('./lint.ts')).lintCommand },
  status: { summary: 'predict the status that controllers will write', load: async () => (await import('./status.ts')).statusCommand },
  trace: { summary: 'say which rule answers a request, and why', load: async () => (await import('./trace.ts')).traceCommand },
  diff: {
    summary: 'say which requests a change answers differently',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  graph: {
    summary: 'draw classes, gateways, listeners, routes and backends',
    load: async () => (await import('./graph.ts')).graphCommand,
  },
  explain: { summary: 'say what a finding code or a field means', load: async () => (await import('./explain.ts')).explainCommand },
  'dry-run': {
    summary: 'print what the API server would store, or why it would refuse',
    load: async () => (await import('./dry-run.ts')).dryRunCommand,
  },
  policy: { summary: 'test, check and explain admission policies', load: async () => (await import('./policy.ts')).policyCommand },
  fix: { summary: 'fill in defaults and repair what can be repaired safely', load: async () => (await import('./fix.ts')).fixCommand },
  audit: { summary: 'check what a cluster has now', load: async () => (await import('./audit.ts')).auditCommand },
  crds: { summary: 'list or save the CustomResourceDefinitions of a cluster', load: async () => (await import('./crds.ts')).crdsCommand },
  serve: { summary: 'answer admission reviews of a Kubernetes API server', load: async () => (await import('./serve.ts')).serveCommand },
}

function program(): Command {
  return new Command('gatewright')
    .description('Know before apply whether a Kubernetes gateway configuration will work.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
}

/** Runs one command; returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const root = program()
  const name = argv[0] === 'help' ? argv[1] : argv.find(argument => !argument.startsWith('-'))
  const entry = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name]
  try {
    if (entry !== undefined) {
      const command = (await entry.load())()
      prepare(command)
      root.addCommand(command)
    } else {
      for (const [other, { summary }] of Object.entries(COMMANDS)) root.command(other).summary(summary).description(summary)
      if (argv.length === 0) {
        root.outputHelp({ error: true })
        return EXIT.usage
      }
    }
    await root.parseAsync(argv, { from: 'user' })
    return Number(process.exitCode ?? EXIT.clean)
  } catch (error) {
    return failure(error)
  }
}

/** That a flag which was not given was not given is no news. */
const optionDescription = (option: Option): string =>
  new Help()
    .optionDescription(option)
    .replace(/ \(default: (?:\[\]|\{\})(?:, (.*))?\)$/, (_, rest) => (rest === undefined ? '' : ` (${rest})`))

function prepare(command: Command): void {
  command.exitOverride().showSuggestionAfterError().configureHelp({ optionDescription }).helpOption('-h, --help', 'show help')
  for (const child of command.commands) prepare(child)
}

function failure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage
  if (error instanceof CliError) {
    process.stderr.write(`gatewright: ${error.message}\n`)
    return error.exitCode
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `gatewright: this is a defect of gatewright, not of your configuration. It would help to know what it was given.\n${stack}\n`,
  )
  return EXIT.internal
}
