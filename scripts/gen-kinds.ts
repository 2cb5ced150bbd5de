import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { KindDefinition } from '../src/kinds/define-kind.ts'
import { encode } from '../src/kinds/encode.ts'

/** The catalogue of kinds, from every file in a folder of src/kinds whose default export is a kind. */
export async function generate(): Promise<Record<string, string>> {
  const kinds: KindDefinition[] = []
  for (const file of kindFiles()) kinds.push(((await import(pathToFileURL(file).href)) as { default: KindDefinition }).default)
  const data = encode(kinds)
  const lines = (values: readonly unknown[]) => values.map(value => `    ${JSON.stringify(value)},`)
  const text = [
    '// Written by `npm run gen` from the kinds in src/kinds. Do not edit.',
    "import type { CatalogueData } from './catalogue-data.ts'",
    '',
    'export const data: CatalogueData = {',
    '  kinds: [',
    ...lines(data.kinds),
    '  ],',
    '  nodes: [',
    ...lines(data.nodes),
    '  ],',
    '  rules: [',
    ...lines(data.rules),
    '  ],',
    '}',
    '',
  ]
  return { 'src/kinds/catalogue.gen.ts': text.join('\n') }
}

/** Paths of all kinds from the root, in order. */
export function kindFiles(): string[] {
  return readdirSync('src/kinds')
    .filter(name => statSync(join('src/kinds', name)).isDirectory())
    .flatMap(group => readdirSync(join('src/kinds', group)).map(name => join('src/kinds', group, name)))
    .filter(file => file.endsWith('.ts') && /^export default defineKind\(/m.test(readFileSync(file, 'utf8')))
    .sort()
}
