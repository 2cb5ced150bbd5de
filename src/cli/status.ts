import { Command, Option } from 'commander'
import { encodeYaml } from '../schema/index.ts'
import { type PredictedObject, predict } from '../topology/index.ts'
import type { Condition, PredictedStatus } from '../topology/status/result.ts'
import { visible } from '../values/visible.ts'
import { EXIT } from './exit.ts'
import { terminal } from './terminal.ts'
import { readWorld, type WorldFlags, worldFlags } from './world.ts'

interface Flags extends WorldFlags {
  readonly output: 'table' | 'json' | 'yaml'
  readonly color?: boolean
}

/** `gatewright status`: the conditions that a controller will write. */
export function statusCommand(): Command {
  const command = new Command('status')
    .summary('predict the status that controllers will write')
    .description(
      'Prints the conditions, attached routes and parents that a conformant controller, or the one of --profile or of the GatewayClass, writes ' +
        'on every object. What the files do not decide is Unknown.',
    )
    .argument('[path...]', 'files, folders, globs, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['table', 'json', 'yaml']).default('table'))
  return worldFlags(command)
    .option('--no-color', 'plain text (as does NO_COLOR)')
    .addHelpText('after', '\nExit codes: 0 printed, 2 wrong usage, 3 something could not be read, 4 internal error.')
    .action(async (paths: string[], flags: Flags) => {
      const { snapshot, topology, objects } = await readWorld(paths, flags)
      const all = predict(snapshot, { profile: topology.profile.name, sameAge: flags.sameAge === true })
      const own = new Set(objects.map(object => `${object.kind} ${object.metadata.namespace ?? 'default'}/${object.metadata.name}`))
      const shown =
        flags.live === true && objects.length > 0
          ? all.filter(({ kind, namespace, name }) => own.has(`${kind} ${namespace || 'default'}/${name}`))
          : all
      process.stdout.write(format(shown, flags))
      process.exitCode = EXIT.clean
    })
}

function format(objects: readonly PredictedObject[], { output, color }: Flags): string {
  if (output === 'json') return `${JSON.stringify({ objects }, null, 2)}\n`
  if (output === 'yaml') return encodeYaml({ objects })
  return table(objects, terminal(process.stdout, color).color)
}

/** One line for each part of an object whose conditions are all as they should be; the others with every condition that is not. */
function table(objects: readonly PredictedObject[], color: boolean): string {
  const rows: (readonly [string, string, string, string])[] = []
  for (const object of objects) {
    const name = `${object.kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`
    for (const [part, routes, conditions] of parts(object.status)) {
      const wrong = conditions.filter(isWrong)
      const texts =
        wrong.length === 0
          ? [
              conditions
                .filter(({ status }) => status === 'True')
                .map(({ type }) => type)
                .join(', ') || 'no condition',
            ]
          : wrong.map(words)
      for (const [i, text] of texts.entries()) {
        const shown = mark(visible(text), wrong.length, color)
        rows.push(i === 0 ? [visible(name), visible(part), routes, shown] : ['', '', '', shown])
      }
    }
  }
  if (rows.length === 0) return 'There is no object that a controller writes a status on.\n'
  const heads = ['OBJECT', 'PART', 'ROUTES', 'CONDITIONS'] as const
  const widths = [0, 1, 2].map(column => Math.max(heads[column]!.length, ...rows.map(row => row[column]!.length)))
  return `${[heads, ...rows]
    .map(row =>
      row
        .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

function parts(status: PredictedStatus): (readonly [string, string, readonly Condition[]])[] {
  return [
    ...(status.conditions === undefined ? [] : [['', '', status.conditions] as const]),
    ...(status.listeners ?? []).map(
      ({ name, attachedRoutes, conditions }) => [`listener ${name}`, `${attachedRoutes}`, conditions] as const,
    ),
    ...(status.parents ?? []).map(({ parentRef, conditions }) => [`at ${parentText(parentRef)}`, '', conditions] as const),
    ...(status.ancestors ?? []).map(({ ancestorRef, conditions }) => [`for ${parentText(ancestorRef)}`, '', conditions] as const),
  ]
}

function parentText(ref: { kind: string; namespace?: string; name: string; sectionName?: string; port?: number }): string {
  const section = ref.sectionName === undefined ? '' : `/${ref.sectionName}`
  return `${ref.kind === 'Gateway' ? '' : `${ref.kind} `}${ref.namespace ?? ''}/${ref.name}${section}${ref.port === undefined ? '' : `:${ref.port}`}`
}

/** Conditions that are good when they are True, and those that are good when they are not. */
const negative = new Set(['Conflicted', 'PartiallyInvalid', 'OverlappingTLSConfig', 'InsecureFrontendValidationMode'])

function isWrong({ type, status, reason }: Condition): boolean {
  return negative.has(type) ? status !== 'False' : status !== 'True' || reason === 'ListenersNotValid'
}

function words({ type, status, reason, message }: Condition): string {
  return `${type}=${status} ${reason}${message === '' ? '' : `: ${message}`}`
}

function mark(text: string, wrong: number, color: boolean): string {
  if (!color) return text
  return wrong === 0
    ? `\u001b[32m${text}\u001b[39m`
    : text.includes('=Unknown')
      ? `\u001b[33m${text}\u001b[39m`
      : `\u001b[31m${text}\u001b[39m`
}
