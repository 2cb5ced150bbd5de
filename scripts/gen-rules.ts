import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RuleDefinition } from '../src/rules/rule.ts'
import { type RuleEntry, rulePage, rulesIndex } from './rule-pages.ts'

/** The registry of rules, their ledger of codes, and a page for each. */
export async function generate(): Promise<Record<string, string>> {
  const files = ruleFiles()
  const entries: RuleEntry[] = []
  for (const file of files) {
    const { default: rule } = (await import(pathToFileURL(file).href)) as { default: RuleDefinition }
    if (basename(file, '.ts') !== rule.name) throw new Error(`${file}: the file of rule ${rule.name} must carry its name`)
    entries.push({ rule, file, area: basename(dirname(file)) })
  }
  entries.sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1))
  return {
    'src/rules/index.gen.ts': registry(entries),
    'src/diagnostics/codes.json': ledger(entries),
    'docs/rules/README.md': rulesIndex(entries),
    ...Object.fromEntries(entries.map(entry => [`docs/rules/${entry.rule.code}.md`, rulePage(entry)])),
  }
}

export const owns = [{ folder: 'docs/rules', pattern: /^GWA-.*\.md$/ }]

/** A rule is any file in a folder of src/rules, except the views that rules read objects through. */
export function ruleFiles(): string[] {
  return readdirSync('src/rules')
    .filter(area => area !== 'view' && statSync(join('src/rules', area)).isDirectory())
    .flatMap(area => readdirSync(join('src/rules', area)).map(name => join('src/rules', area, name)))
    .filter(file => file.endsWith('.ts') && /^export default (define|describe)Rule\(/m.test(readFileSync(file, 'utf8')))
    .sort()
}

function registry(entries: readonly RuleEntry[]): string {
  const identifier = (entry: RuleEntry) => entry.rule.code.replace(/^GWA-/, '').replaceAll('-', '_')
  const imports = entries.map(entry => `import ${identifier(entry)} from './${entry.area}/${entry.rule.name}.ts'`)
  const list = entries.map(entry => `  ${identifier(entry)},`)
  return [
    '// Written by `npm run gen`. Do not edit.',
    ...imports,
    "import type { RuleDefinition } from './rule.ts'",
    '',
    '/** Every rule, in the order of codes. */',
    'export const rules: readonly RuleDefinition[] = [',
    ...list,
    ']',
    '',
  ].join('\n')
}

/**
 * Adds new codes to the ledger. A code belongs to one name for ever: a rule that is gone keeps its line, with the reason in docs/rules/left-out.md,
 * so that a suppression or a configuration that names it never comes to mean something else.
 */
function ledger(entries: readonly RuleEntry[]): string {
  const file = 'src/diagnostics/codes.json'
  const codes = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  for (const { rule, file: source } of entries) {
    const owner = codes[rule.code]
    if (owner !== undefined && owner !== rule.name) throw new Error(`${source}: ${rule.code} belongs to ${owner} for ever (${file})`)
    codes[rule.code] = rule.name
  }
  const twice = entries.find((entry, index) => entries.findIndex(other => other.rule.code === entry.rule.code) !== index)
  if (twice) throw new Error(`${twice.file}: ${twice.rule.code} is the code of another rule too`)
  return `${JSON.stringify(Object.fromEntries(Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`
}
