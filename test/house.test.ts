// The house keeps its own rules: imports go down, never up; each third-party engine stands behind its adapter.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { adapters, floors, impure, yardsticks } from '../scripts/floors.ts'

interface Probe {
  file: string
  imports: string
  refused: boolean
}

const probes: Probe[] = floors.flatMap(({ name, forbidden, pure }) => {
  const probe = (imports: string, refused: boolean, index: number) => ({ file: `src/${name}/probe-${index}.ts`, imports, refused })
  const allowed = floors.map(floor => floor.name).filter(other => other !== name && !forbidden.includes(other))
  const refusedImports = [
    ...forbidden.flatMap(other => [`../${other}/x.ts`, `../../src/${other}/x.ts`]),
    ...(pure ? impure.map(library => library.replace('*', 'fs')) : []),
    ...yardsticks,
    ...Object.entries(adapters)
      .filter(([, files]) => !files.includes(`src/${name}/**`))
      .map(([library]) => library),
  ]
  const cases = [
    ...refusedImports.map(imports => ({ imports, refused: true })),
    ...allowed.map(other => ({ imports: `../${other}/x.ts`, refused: false })),
  ]
  const below = forbidden.flatMap(other => [
    { imports: `../../${other}/x.ts`, refused: true },
    { imports: `../${other}/x.ts`, refused: false },
  ])
  return [
    ...cases.map(({ imports, refused }, index) => probe(imports, refused, index)),
    ...below.map(({ imports, refused }, index) => ({ file: `src/${name}/part/probe-${index}.ts`, imports, refused })),
  ]
})

for (const [library, files] of Object.entries(adapters)) {
  for (const file of files) if (!file.includes('*')) probes.push({ file, imports: library, refused: false })
}

t.test('the linter refuses every import across the floors, and no other', t => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-floors-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  for (const file of ['biome.json', 'biome.floors.gen.json']) cpSync(file, join(folder, file))
  for (const { file, imports } of probes) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), `import value from '${imports}'\n\nexport { value }\n`)
  }
  const biome = spawnSync(
    process.execPath,
    [
      'node_modules/@biomejs/biome/bin/biome',
      'lint',
      '--reporter=json',
      '--vcs-enabled=false',
      '--max-diagnostics=none',
      `--config-path=${folder}`,
      folder,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const report = JSON.parse(biome.stdout) as { diagnostics: { category: string; location: { path: unknown } }[] }
  const refused = new Set(
    report.diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) => /src\/[\w/-]+\.ts/.exec(JSON.stringify(location.path))?.[0]),
  )
  const wrong = probes.filter(probe => refused.has(probe.file) !== probe.refused)
  t.same(wrong, [], `${probes.length} imports tried`)
  t.ok(probes.length > 200, 'every floor was probed')
  t.end()
})
