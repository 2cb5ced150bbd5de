import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuleDefinition } from '../src/rules/rule.ts'

export interface RuleEntry {
  readonly rule: RuleDefinition
  readonly file: string
  readonly area: string
}

/** What each area is about, in the order of the index. */
const AREAS: Readonly<Record<string, string>> = {
  source: 'Reading of files',
  local: 'One object by itself',
  versions: 'Versions, channels and bundles',
  class: 'GatewayClass',
  gateway: 'Gateway',
  listeners: 'Listeners',
  'listener-set': 'ListenerSet',
  parents: 'Parent references',
  attachment: 'Attachment of routes',
  hostnames: 'Hostnames',
  references: 'References and ReferenceGrants',
  backends: 'Backends',
  matches: 'Matches',
  filters: 'Filters',
  timeouts: 'Timeouts, retries, session persistence',
  conflicts: 'Conflicts between routes',
  l4: 'TLSRoute, TCPRoute, UDPRoute',
  tls: 'Certificates and secrets',
  policies: 'Policies',
  mesh: 'Mesh',
  features: 'Features of implementations',
}

const GATES: Readonly<Record<string, string>> = {
  object: 'denied (the object alone decides it)',
  'opt-in': 'a warning; denied where the operator opts in',
  never: 'a warning, never denied: the missing object may follow',
}

export function rulesIndex(entries: readonly RuleEntry[]): string {
  const areas = [...new Set(entries.map(entry => entry.area))].sort((a, b) => position(a) - position(b))
  const lines = ['# Rules', '', 'Written by `npm run gen`. Rules that were considered and left out: [left-out.md](left-out.md).', '']
  for (const area of areas) {
    lines.push(`## ${AREAS[area] ?? area}`, '', '| Code | Rule | Severity | |', '|---|---|---|---|')
    for (const { rule } of entries.filter(entry => entry.area === area)) {
      lines.push(
        `| [${rule.code}](${rule.code}.md) | ${rule.name} | ${rule.severity}${rule.recommended === false ? ' (off)' : ''} | ${cell(rule.docs.summary)} |`,
      )
    }
    lines.push('')
  }
  return lines.join('\n')
}

export function rulePage(entry: RuleEntry): string {
  const { rule } = entry
  const { bad, good } = examples(entry)
  const lines = [
    `# ${rule.code} ${rule.name}`,
    '',
    rule.docs.summary,
    '',
    `| Severity | ${rule.severity} |`,
    '|---|---|',
    ...(rule.recommended === false ? ['| Default | off: give it a severity in the configuration |'] : []),
    `| At admission | ${rule.severity === 'error' ? GATES[rule.gate] : 'a warning'} |`,
    ...(rule.kinds.length > 0 ? [`| Judges | ${rule.kinds.join(', ')} |`] : []),
    ...(rule.reads.length > 0 ? [`| Looks at | ${rule.reads.join(', ')} |`] : []),
    `| Since | ${rule.since} |`,
    '',
    `**Why it matters.** ${rule.docs.why}`,
    '',
    `**What to do.** ${rule.docs.fix}`,
    '',
    ...(rule.docs.spec === 'none' ? [] : [`**Specification.** ${rule.docs.spec}`, '']),
  ]
  if (bad !== undefined) lines.push('## Reported', '', ...fence(bad), '')
  if (good !== undefined) lines.push('## Not reported', '', ...fence(good), '')
  return lines.join('\n')
}

/** The shortest fixture that reports and the shortest that stays silent. */
function examples({ rule, area }: RuleEntry): { bad?: string; good?: string } {
  const folder = join('test/rules', area, rule.name)
  if (!existsSync(folder)) return {}
  const texts = readdirSync(folder)
    .filter(name => name.endsWith('.yaml') && !name.startsWith('_'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .sort((a, b) => a.length - b.length)
  const bad = texts.find(text => text.includes(`# want ${rule.code}`))
  const good = texts.find(text => !text.includes(`# want ${rule.code}`))
  return { ...(bad !== undefined && { bad }), ...(good !== undefined && { good }) }
}

/** The flags of the linter that a fixture stands for: `--gateway-api 1.4/standard`. */
function flagsOf(text: string): string[] {
  const [, settings = ''] = /^# gatewright:(.*)$/m.exec(text) ?? []
  return [...settings.matchAll(/(gateway-api|kubernetes|profile|complete)=(\S+)/g)].flatMap(([, name, values = '']) =>
    values.split(',').map(value => `--${name} ${value}`),
  )
}

function fence(text: string): string[] {
  const flags = flagsOf(text)
  const shown = text.replace(/^# gatewright:.*\n/gm, '').replace(/# want (GWA-[A-Z0-9]+-\d+)( ".*")?/g, '# $1')
  return [...(flags.length > 0 ? [`With \`${flags.join(' ')}\`:`, ''] : []), '```yaml', shown.trimEnd(), '```']
}

function position(area: string): number {
  const index = Object.keys(AREAS).indexOf(area)
  return index < 0 ? Number.MAX_SAFE_INTEGER : index
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
