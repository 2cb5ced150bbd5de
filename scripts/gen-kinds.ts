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
  const list = (values: readonly unknown[]) => `[\n${values.map(value => JSON.stringify(value)).join(',\n')}\n]`
  const json = `{"kinds":${list(data.kinds)},\n"nodes":${list(data.nodes)},\n"rules":${list(data.rules)}}`
  const text = [
    '// Written by `npm run gen` from the kinds in src/kinds. Do not edit.',
    "import type { CatalogueData } from './catalogue-data.ts'",
    '',
    '// As text, because JSON is read faster than a program that spells out the same.',
    'export const data = JSON.parse(String.raw`',
    // What would end or open a part of the template, as JSON escapes it.
    json.replaceAll('`', '\\u0060').replaceAll('${', '\\u0024{'),
    '`) as CatalogueData',
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
