import { Command, Option } from 'commander'
import { buildGraph, type Graph } from '../topology/graph/build.ts'
import { dot } from '../topology/graph/dot.ts'
import { mermaid } from '../topology/graph/mermaid.ts'
import { svg } from '../topology/graph/svg.ts'
import { EXIT } from './exit.ts'
import { readWorld, type WorldFlags, worldFlags } from './world.ts'

interface Flags extends WorldFlags {
  readonly output: keyof typeof pictures
}

const pictures = { mermaid, dot, svg, json: (graph: Graph) => `${JSON.stringify(graph, null, 2)}\n` }

/** `gatewright graph`: how everything hangs together. */
export function graphCommand(): Command {
  const command = new Command('graph')
    .summary('draw classes, gateways, listeners, routes and backends')
    .description(
      'Prints a picture of what leads where: classes, Gateways, ListenerSets, listeners, routes, backends, grants. Problems are marked in red.',
    )
    .argument('[path...]', 'files, folders, globs, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'output format').choices(Object.keys(pictures)).default('mermaid'))
  return worldFlags(command)
    .addHelpText('after', '\nExit codes: 0 printed, 2 wrong usage, 3 something could not be read, 4 internal error.')
    .action(async (paths: string[], flags: Flags) => {
      const { topology } = await readWorld(paths, flags)
      process.stdout.write(pictures[flags.output](buildGraph(topology)))
      process.exitCode = EXIT.clean
    })
}
