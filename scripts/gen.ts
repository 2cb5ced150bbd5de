// `npm run gen`: writes every generated file from metadata. `--check` writes nothing and fails when one is out of date.
// A generator is a `scripts/gen-*.ts` or `src/*/gen.ts` that exports `generate()`: the text of each file by its path from the root.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Generator {
  generate(): Outputs | Promise<Outputs>
  /** Folders and file name pattern that belong to the generator alone: files there that it no longer makes are removed. */
  readonly owns?: readonly { readonly folder: string; readonly pattern: RegExp }[]
}

/** Text by path; undefined leaves the file alone. */
export type Outputs = Readonly<Record<string, string>>

function generators(): string[] {
  const scripts = readdirSync('scripts')
    .filter(file => /^gen-.*\.ts$/.test(file))
    .map(file => join('scripts', file))
  const floors = readdirSync('src')
    .map(floor => join('src', floor, 'gen.ts'))
    .filter(existsSync)
  // The registry of rules comes first: other generators import it, and a rule that was renamed must not stop them.
  const registry = join('scripts', 'gen-rules.ts')
  return [registry, ...[...floors, ...scripts].filter(file => file !== registry).sort()]
}

function stale(path: string, text: string): boolean {
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
}

const check = process.argv.includes('--check')
let outdated = 0
for (const file of generators()) {
  const { generate, owns = [] } = (await import(pathToFileURL(file).href)) as Partial<Generator>
  if (generate === undefined) continue
  const outputs = await generate()
  for (const [path, text] of Object.entries(outputs)) {
    if (!stale(path, text)) continue
    outdated++
    if (check) console.log(`${path} is out of date: run npm run gen`)
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      console.log(`wrote ${path}`)
    }
  }
  for (const { folder, pattern } of owns) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const path = join(folder, name)
      if (!pattern.test(name) || path in outputs) continue
      outdated++
      if (check) console.log(`${path} is no longer generated: run npm run gen`)
      else {
        rmSync(path)
        console.log(`removed ${path}`)
      }
    }
  }
}
process.exit(check && outdated > 0 ? 1 : 0)
