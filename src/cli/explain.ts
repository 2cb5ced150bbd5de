import { Command } from 'commander'
import picocolors from 'picocolors'
import { wrap } from '../report/frame.ts'
import { rules } from '../rules/index.gen.ts'
import type { RuleDefinition } from '../rules/rule.ts'
import { closest } from '../values/closest.ts'
import { CliError, EXIT } from './exit.ts'
import { fieldPage } from './explain-field.ts'
import { terminal } from './terminal.ts'

export function explainCommand(): Command {
  return new Command('explain')
    .summary('say what a finding code or a field means')
    .description(
      'Says what a rule reports, why it matters and what to do, or what a field of a Gateway API kind is for and where it exists. Without a code, lists all rules.',
    )
    .argument('[code]', 'a code (GWA-XRT-001), the name of a rule (duplicate-route-match), or a field (HTTPRoute.spec.rules.timeouts)')
    .option('--no-color', 'plain text (as does NO_COLOR)')
    .action((code: string | undefined, flags: { color?: boolean }) => {
      const options = terminal(process.stdout, flags.color)
      const width = Math.min(options.width, 100)
      process.stdout.write(code === undefined ? list() : (fieldPage(code, options.color, width) ?? page(find(code), options.color, width)))
    })
}

function find(wanted: string): RuleDefinition {
  const upper = wanted.toUpperCase()
  const lower = wanted.toLowerCase()
  const rule = rules.find(({ code, name }) => code === upper || name === lower)
  if (rule !== undefined) return rule
  const near =
    closest(
      upper,
      rules.map(({ code }) => code),
    ) ??
    closest(
      lower,
      rules.map(({ name }) => name),
    )
  throw new CliError(
    `there is no rule ${wanted}${near === undefined ? '; gatewright explain lists them all' : `; did you mean ${near}?`}`,
    EXIT.usage,
  )
}

function list(): string {
  const width = Math.max(...rules.map(({ name }) => name.length))
  return rules.map(({ code, name, severity, docs }) => `${code}  ${name.padEnd(width)}  ${severity.padEnd(7)}  ${docs.summary}\n`).join('')
}

function page({ code, name, severity, gate, kinds, reads, since, docs }: RuleDefinition, color: boolean, width: number): string {
  const paint = picocolors.createColors(color)
  const section = (title: string, text: string) => ['', paint.bold(title), ...wrap(text, width - 2).map(line => `  ${line}`)]
  const facts = [
    `${severity} by default; at admission ${ADMISSION[gate]}`,
    ...(kinds.length === 0 ? [] : [`judges ${kinds.join(', ')}`]),
    ...(reads.length === 0 ? [] : [`looks at ${reads.join(', ')}`]),
    `since ${since}`,
  ]
  const lines = [
    `${paint.bold(code)} ${name}`,
    ...section('What', docs.summary),
    ...section('Why it matters', docs.why),
    ...section('What to do', docs.fix),
    ...section('Where it stands', docs.spec),
    ...section('Facts', facts.join('\n')),
    ...section('To silence one finding', `# gatewright-ignore ${code}: the reason`),
  ]
  return `${lines.join('\n')}\n`
}

const ADMISSION: Readonly<Record<RuleDefinition['gate'], string>> = {
  object: 'an error denies',
  'opt-in': 'a warning, unless the operator lets it deny',
  never: 'a warning',
}
