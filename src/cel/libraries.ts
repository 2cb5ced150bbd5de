import { LibrarySet } from './declarations.ts'
import type { Library } from './library/function.ts'
import { LIBRARIES } from './library/index.ts'
import { STANDARD_MACROS } from './macros.ts'

/** The Kubernetes minors whose environments are known. */
export const FIRST_MINOR = 29
export const LAST_MINOR = 36

const macros: Library = { name: 'macros', functions: [], macros: STANDARD_MACROS }

const sets = new Map<number, LibrarySet>()

/** The libraries that Kubernetes 1.`minor` compiles stored expressions with. */
export function librarySetOf(minor: number): LibrarySet {
  const known = sets.get(minor) ?? new LibrarySet([macros, ...LIBRARIES.map(withTwoVariables)], minor)
  sets.set(minor, known)
  return known
}

/** The two-variable forms of standard macros are macros of their own: `all/2`. */
function withTwoVariables(library: Library): Library {
  if (library.name !== 'cel.lib.ext.comprev2') return library
  return { ...library, macros: library.macros!.map(name => (name.startsWith('transform') ? name : `${name}/2`)) }
}
