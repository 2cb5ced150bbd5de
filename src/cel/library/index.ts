import { authorization, authorizationSelectors } from './authorizer.ts'
import { cidrs } from './cidr.ts'
import { extLists } from './ext-lists.ts'
import { formats } from './format.ts'
import type { Library } from './function.ts'
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
 * All libraries of Kubernetes' base environment, in the order in which it takes them in. What a version does not have yet, `LibrarySet` leaves out.
 * @see k8s.io/apiserver pkg/cel/environment/base.go
 */
export const LIBRARIES: readonly Library[] = [
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
