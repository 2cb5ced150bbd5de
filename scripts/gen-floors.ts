import { adapters, floors, impure, meetingPoint } from './floors.ts'

const restricted = (message: string, group: readonly string[]) => ({ group, message })

/** Biome overrides that refuse an import across floors, of the operating system below the engine, or of an engine past its adapter. */
export function floorsConfig() {
  const overrides = floors.map(({ name, forbidden, pure }) => {
    const patterns = []
    if (forbidden.length > 0)
      patterns.push(
        restricted(
          `src/${name} may not use a floor above it (docs/architecture.md)`,
          forbidden.flatMap(other => [`../**/${other}/**`, `../../src/${other}/**`]),
        ),
      )
    if (pure) patterns.push(restricted(`src/${name} is pure: no operating system, network or logger (docs/architecture.md)`, impure))
    for (const [library, files] of Object.entries(adapters)) {
      if (!files.some(file => file.startsWith(`src/${name}/`)))
        patterns.push(restricted(`${library} is used through ${files.join(', ')} only`, [library, `${library}/**`]))
    }
    return {
      includes: [`src/${name}/**/*.ts`, `!${meetingPoint}`],
      linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
    }
  })
  return { overrides }
}

export const generate = () => ({ 'biome.floors.gen.json': `${JSON.stringify(floorsConfig(), null, 2)}\n` })
