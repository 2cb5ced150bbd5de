import { adapters, type Floor, floors, impure, meetingPoint, yardsticks } from './floors.ts'

const restricted = (message: string, group: readonly string[]) => ({ group, message })

/** Biome overrides that refuse an import across floors, of the operating system below the engine, or of an engine past its adapter. */
function floorsConfig() {
  const byFloor = floors.flatMap(floor => {
    const whole = `src/${floor.name}/**`
    return [
      override([`src/${floor.name}/*.ts`, `!${meetingPoint}`], floor, 1, whole),
      override([`src/${floor.name}/*/**/*.ts`], floor, 2, whole),
    ]
  })
  // A later override replaces an earlier one: an adapter has its floor's rules, but for its own engine.
  const byAdapter = Object.values(adapters)
    .flat()
    .filter(file => !file.includes('*'))
    .flatMap(file =>
      floors.filter(({ name }) => file.startsWith(`src/${name}/`)).map(floor => override([file], floor, file.split('/').length - 2, file)),
    )
  return { overrides: [...byFloor, ...byAdapter] }
}

/** `depth` is how far below `src` the files lie: from deeper down, `../rules` is a folder of the floor itself. */
function override(includes: readonly string[], { name, forbidden, pure }: Floor, depth: number, adapter: string) {
  const patterns = []
  if (forbidden.length > 0) {
    const up = '../'.repeat(depth)
    const above = forbidden.flatMap(other => [`${up}${other}/**`, `${up}../src/${other}/**`])
    patterns.push(restricted(`src/${name} may not use a floor above it (docs/architecture.md)`, above))
  }
  if (pure) patterns.push(restricted(`src/${name} is pure: no operating system, network or logger (docs/architecture.md)`, impure))
  patterns.push(restricted('this is for tests and benchmarks only', [...yardsticks, ...yardsticks.map(library => `${library}/**`)]))
  for (const [library, files] of Object.entries(adapters)) {
    if (files.includes(adapter)) continue
    patterns.push(restricted(`${library} is used through ${files.join(', ')} only`, [library, `${library}/**`]))
  }
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } } }
}

export const generate = () => ({ 'biome.floors.gen.json': `${JSON.stringify(floorsConfig(), null, 2)}\n` })
