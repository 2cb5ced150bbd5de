import { adapters, type Floor, floors, impure, meetingPoint, yardsticks } from './floors.ts'

const restricted = (message: string, group: readonly string[]) => ({ group, message })

/** Biome overrides that refuse an import across floors, of the operating system below the engine, or of an engine past its adapter. */
function floorsConfig() {
  const byFloor = floors.map(floor => override([`src/${floor.name}/**/*.ts`, `!${meetingPoint}`], floor))
  // A later override replaces an earlier one: an adapter has its floor's rules, but for its own engine.
  const byAdapter = Object.values(adapters)
    .flat()
    .flatMap(file => floors.filter(({ name }) => file.startsWith(`src/${name}/`)).map(floor => override([file], floor, file)))
  return { overrides: [...byFloor, ...byAdapter] }
}

function override(includes: readonly string[], { name, forbidden, pure }: Floor, adapter?: string) {
  const patterns = []
  if (forbidden.length > 0) {
    const above = forbidden.flatMap(other => [`../**/${other}/**`, `../../src/${other}/**`])
    patterns.push(restricted(`src/${name} may not use a floor above it (docs/architecture.md)`, above))
  }
  if (pure) patterns.push(restricted(`src/${name} is pure: no operating system, network or logger (docs/architecture.md)`, impure))
  patterns.push(restricted('this is for tests and benchmarks only', [...yardsticks, ...yardsticks.map(library => `${library}/**`)]))
  for (const [library, files] of Object.entries(adapters)) {
    if (adapter !== undefined && files.includes(adapter)) continue
    patterns.push(restricted(`${library} is used through ${files.join(', ')} only`, [library, `${library}/**`]))
  }
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } } }
}

export const generate = () => ({ 'biome.floors.gen.json': `${JSON.stringify(floorsConfig(), null, 2)}\n` })
