// `npm run check`: types, lint and format, unused code, licences, and that the generated files are up to date.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Licences that a dependency may have: permissive ones, none that would bind our users. */
const licences = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'Unlicense',
  'Python-2.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-3.0',
  'PSF-2.0',
  'Zlib',
])

/** Packages that state their licence in a file alone, which was read. */
const stated: Readonly<Record<string, string>> = { 'jsonc-simple-parser': 'MIT' }

interface Step {
  name: string
  run: () => string[]
}

const command = (program: string, ...args: string[]): string[] => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()]
}

const steps: Step[] = [
  { name: 'types', run: () => command('node_modules/typescript/bin/tsc', '--noEmit') },
  { name: 'lint and format', run: () => command('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings') },
  { name: 'unused code', run: () => command('node_modules/knip/bin/knip.js', '--no-progress') },
  { name: 'licences', run: unlicensed },
  { name: 'generated files', run: () => command('--import=./test/strip.mjs', 'scripts/gen.ts', '--check') },
]

/** Dependencies whose licence is not one of ours, read from the lockfile. Alternatives in one expression count where any is allowed. */
function unlicensed(): string[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { license?: string; version?: string }> }
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, { license, version }]) => ({ name: path.replace(/.*node_modules\//, ''), license, version }))
    .filter(({ name, license = stated[name] ?? 'none' }) => !isAllowed(license))
    .map(({ name, license, version }) => `${name} ${version}: licence ${license ?? 'not stated'}`)
}

const isAllowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(part => licences.has(part)))

let failed = 0
for (const { name, run } of steps) {
  const problems = run()
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  for (const problem of problems) console.log(problem.replace(/^/gm, '     '))
  if (problems.length > 0) failed++
}
process.exit(failed === 0 ? 0 : 1)
