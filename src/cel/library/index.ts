import { authorization, authorizationSelectors } from './authorizer.ts'
import { cidrs } from './cidr.ts'
import { extLists } from './ext-lists.ts'
import { formats } from './format.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { ips } from './ip.ts'
import { lists } from './lists.ts'
import { optionals } from './optionals.ts'
import { quantities } from './quantity.ts'
import { regexes } from './regex.ts'
import { semvers } from './semver.ts'
import { sets } from './sets.ts'
import { standard } from './standard.ts'
import { strings } from './strings.ts'
import { twoVariable } from './two-variable.ts'
import { urls } from './url.ts'

/**
 * All libraries of Kubernetes' base environment, in the order in which it takes them in.
 * @see k8s.io/apiserver pkg/cel/environment/base.go
 */
const LIBRARIES: readonly Library[] = [
  standard,
  urls,
  regexes,
  lists,
  authorization,
  optionals,
  quantities,
  strings,
  sets,
  ips,
  cidrs,
  formats,
  authorizationSelectors,
  twoVariable,
  semvers,
  extLists,
]

/** The libraries that the binary of Kubernetes 1.`minor` knows, without functions that it does not have yet. */
export function librariesOf(minor: number): Library[] {
  return LIBRARIES.filter(library => has(library, minor)).map(library => ({
    ...library,
    functions: library.functions.flatMap(declaration => functionOf(declaration, minor)),
  }))
}

function functionOf({ name, overloads }: FunctionDeclaration, minor: number): FunctionDeclaration[] {
  const known = overloads.filter(overload => has(overload, minor))
  return known.length > 0 ? [{ name, overloads: known }] : []
}

function has({ since = 0, until = Infinity }: Pick<Overload, 'since' | 'until'>, minor: number): boolean {
  return since <= minor && minor < until
}
