import { Command, Option } from 'commander'
import { completeAs } from '../inventory/completeness.ts'
import { createSnapshot } from '../inventory/store.ts'
import { createTopology, type RequestChanges, requestChanges } from '../topology/index.ts'
import type { Topology } from '../topology/topology.ts'
import { readBaseInputs } from './base.ts'
import { changesMarkdown, changesText } from './diff-text.ts'
import { CliError, EXIT } from './exit.ts'
import { settings } from './settings.ts'
import { terminal } from './terminal.ts'
import { objectsOf, readWorld, type WorldFlags, worldFlags } from './world.ts'

interface Flags extends WorldFlags {
  readonly base?: string
  readonly failOn: 'broken' | 'changed' | 'never'
  readonly output: 'text' | 'json' | 'markdown'
  readonly color?: boolean
}

/** `gatewright diff`: which requests a change answers differently. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .summary('say which requests a change answers differently')
    .description(
      'Puts requests for everything that routes claim, before or after a change, to both states: those of which more fail, those that go ' +
        'elsewhere, and those that are served now. The state before is --base, or with --live the cluster as it is.',
    )
    .argument('[path...]', 'files, folders, globs, or - for standard input: the state after the change')
    .option('--base <folder or git ref>', 'the state before the change')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'markdown']).default('text'))
    .addOption(
      new Option('--fail-on <change>', 'exit with 1 where requests break, or where any change')
        .choices(['broken', 'changed', 'never'])
        .default('broken'),
    )
  return worldFlags(command)
    .option('--no-color', 'plain text (as does NO_COLOR)')
    .addHelpText(
      'after',
      '\nExit codes: 0 no such change, 1 requests break, 2 wrong usage, 3 something could not be read, 4 internal error.',
    )
    .action(async (paths: string[], flags: Flags) => {
      const result = requestChanges(...(await states(paths, flags)))
      process.stdout.write(format(result, flags))
      const fails = result.changes.some(({ kind }) => flags.failOn === 'changed' || (flags.failOn === 'broken' && kind === 'broken'))
      process.exitCode = fails ? EXIT.findings : EXIT.clean
    })
}

async function states(paths: readonly string[], flags: Flags): Promise<[before: Topology, after: Topology]> {
  if (flags.live === true && flags.base !== undefined)
    throw new CliError('the state before is --base or, with --live, the cluster: choose one')
  if (flags.live === true) {
    if (paths.length === 0) throw new CliError('name the files that would be applied to the cluster')
    const { topology, cluster } = await readWorld(paths, flags)
    return [createTopology(cluster!, { profile: topology.profile.name, sameAge: flags.sameAge === true }), topology]
  }
  if (flags.base === undefined) throw new CliError('name the state before the change: --base origin/main, or --live for the cluster')
  const after = await readWorld(paths, flags)
  const objects = objectsOf(await readBaseInputs(flags.base, paths))
  const { profile, complete } = await settings(flags, paths, objects)
  const before = createSnapshot(objects, { complete: completeAs(complete) })
  return [createTopology(before, { profile, sameAge: flags.sameAge === true }), after.topology]
}

function format(result: RequestChanges, { output, color }: Flags): string {
  if (output === 'json') return `${JSON.stringify(result, null, 2)}\n`
  return output === 'markdown' ? changesMarkdown(result) : changesText(result, terminal(process.stdout, color).color)
}
